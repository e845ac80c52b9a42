#include "kiosk/ui/interface.h"

#include <algorithm>
#include <utility>

#include "kiosk/ui/widgets.h"

namespace menting::ui {

namespace {

constexpr std::int64_t slip_ms_max = 8'000;  ///< a slip takes two seconds; later than this, do not rely on it
constexpr std::int64_t facts_every_ms = 1'000;

bool shown_on(const Announcement& announcement, domain::BusinessDay day) {
  return (announcement.from.yyyymmdd == 0 || announcement.from <= day) &&
         (announcement.until.yyyymmdd == 0 || day <= announcement.until);
}

}  // namespace

Interface::Interface(InterfaceSettings settings, const domain::Plan& plan, Ports ports, TextEngines engines)
    : plan_(plan),
      ports_(std::move(ports)),
      flow_(std::move(settings.flow), plan, std::move(engines)),
      zone_(settings.timezone),
      logo_(settings.brand.logo),
      normal_(make_theme(settings.brand, false)),
      elderly_(make_theme(settings.brand, true)),
      announcements_(std::move(settings.announcements)) {}

std::string_view Interface::screen(const desk::Board& board, bool able) const {
  const Page page = flow_.state().page;
  if (page != Page::home && page != Page::attract) return screen_name(page);
  if (flow_.state().set_aside || !able) return "out_of_order";
  return board.open ? screen_name(page) : "closed";
}

std::string_view Interface::screen() const {
  return screen(*ports_.board(), able());
}

float Interface::progress(std::int64_t now_ms) const {
  return normal_.reduced_motion ? 1.F : motion_.progress(now_ms);
}

Interface::Drawn Interface::now(const desk::Board& board, std::int64_t now_ms, std::int64_t wall_ms) const {
  Drawn drawn;
  drawn.flow = flow_.version();
  drawn.board = board.version;
  drawn.minute = wall_ms / 60'000;
  drawn.facts_second = flow_.state().page == Page::staff ? now_ms / facts_every_ms : 0;
  drawn.pressed = pressed_;
  drawn.printer = ports_.printer();
  drawn.late = slip_late(board, now_ms);
  drawn.able = able();
  drawn.screen = screen(board, drawn.able);
  drawn.progress = progress(now_ms);
  return drawn;
}

bool Interface::urgent(std::int64_t now_ms) const {
  return drawn_.flow != flow_.version() || drawn_.pressed != pressed_ || drawn_.progress != progress(now_ms);
}

bool Interface::step(std::int64_t now_ms, std::int64_t wall_ms) {
  const desk::BoardPtr board = ports_.board();
  if (!std::exchange(begun_, true)) flow_.touch(now_ms);  // else it would have been left alone since time began
  const Page before = flow_.state().page;
  const int leaf_before = flow_.state().leaf + flow_.attract_leaf(now_ms);
  while (!inputs_.empty() && flow_.state().page == before && !outdated(inputs_.front())) {
    const Input input = inputs_.front();
    inputs_.pop_front();
    take(input, *board, now_ms);
    post(now_ms);
  }
  std::vector<Answer> answers;
  {
    const std::lock_guard lock(answers_->mutex);
    answers.swap(answers_->waiting);
  }
  for (const Answer& answer : answers) answer(flow_, now_ms);
  follow_ticket(*board, now_ms);
  flow_.tick(*board, now_ms);
  post(now_ms);
  if (flow_.state().page != before) {
    turned_ms_ = now_ms;
    turned_x_ = tapped_x_;
    turned_y_ = tapped_y_;
  }
  if (flow_.state().page != before || flow_.state().leaf + flow_.attract_leaf(now_ms) != leaf_before) {
    motion_.begin(now_ms);
  }
  return drawn_ != now(*board, now_ms, wall_ms);
}

void Interface::follow_ticket(const desk::Board& board, std::int64_t now_ms) {
  if (flow_.state().page != Page::ticket_taken && flow_.state().page != Page::repair_taken) {
    ticket_shown_.clear();
    return;
  }
  if (ticket_shown_ != flow_.state().taken.id) {
    ticket_shown_ = flow_.state().taken.id;
    ticket_since_ms_ = now_ms;
    photo_time_given_ = false;
  }
  if (!slip_late(board, now_ms) || photo_time_given_) return;
  photo_time_given_ = true;
  flow_.touch(now_ms);  // time to take out a phone
}

bool Interface::slip_late(const desk::Board& board, std::int64_t now_ms) const {
  if (ticket_shown_.empty()) return false;
  const domain::Ticket* ticket = board.ticket(ticket_shown_);
  const domain::PrintState print = ticket != nullptr ? ticket->print : flow_.state().taken.print;
  return print == domain::PrintState::failed || print == domain::PrintState::unconfirmed ||
         (print == domain::PrintState::pending && now_ms >= ticket_since_ms_ + slip_ms_max);
}

void Interface::draw(ImDrawList& list, Fonts& fonts, int width, int height, std::int64_t now_ms, std::int64_t wall_ms) {
  const desk::BoardPtr board = ports_.board();
  const FlowState& state = flow_.state();
  const Canvas canvas = make_canvas(width, height);
  scale_ = canvas.scale;
  targets_.clear();
  Painter paint(list, fonts, canvas.scale);
  paint.type_scale = state.manner.type_scale();
  if (heard_ != nullptr) paint.record();
  const bool turned = drawn_.screen != screen(*board, able()) || drawn_.flow == 0;
  drawn_ = now(*board, now_ms, wall_ms);
  paint.moving = drawn_.progress < 1;
  words_.clear();
  View view = {.paint = paint,
               .targets = targets_,
               .board = *board,
               .plan = plan_,
               .state = state,
               .settings = flow_.settings(),
               .entry = flow_.entry(),
               .devices = flow_.settings().devices,
               .look = look(),
               .say = Say(state.language, heard_),
               .canvas = canvas,
               .frame = make_frame(canvas, state.manner, drawn_.screen == "home"),
               .local = zone_.local(wall_ms),
               .busy = flow_.busy(now_ms),
               .seconds_left = flow_.seconds_left(now_ms),
               .attract_leaf = flow_.attract_leaf(now_ms),
               .progress = drawn_.progress,
               .pressed = pressed_,
               .printer = drawn_.printer,
               .slip_late = drawn_.late,
               .able = drawn_.able,
               .calls = drawn_.screen == "home" && !state.manner.elderly,
               .can_read = static_cast<bool>(ports_.reading.read),
               .announcements = {},
               .facts = {},
               .volume = {},
               .logo = logo_,
               .picture = ports_.picture,
               .nearby = ports_.nearby,
               .slip_text = ports_.slip_text,
               .aloud = &words_};
  std::ranges::copy_if(announcements_, std::back_inserter(view.announcements),
                       [&](const Announcement& a) { return shown_on(a, board->day); });
  if (state.page == Page::staff && ports_.staff.facts) view.facts = ports_.staff.facts(state.language);
  if (state.page == Page::staff && ports_.staff.volume) view.volume = ports_.staff.volume();
  draw_page(view, list);
  draw_dialog(view);
  cut_ = paint.cut();
  inks_ = paint.inks();
  read_aloud(turned);
}

void Interface::draw_page(View& view, ImDrawList& list) {
  const std::string_view name = drawn_.screen;
  if (name != "attract") header_ground(view);
  const int first = list.VtxBuffer.Size;
  if (name == "attract") {
    draw_attract(view);
    return;
  }
  if (name == "closed") {
    draw_closed(view);
  } else if (name == "out_of_order") {
    draw_out_of_order(view);
  } else {
    ui::draw_page(view.state.page, view);
  }
  if (drawn_.progress < 1) Motion::apply(list, first, drawn_.progress, {0, 36 * scale_});
  header(view);
  const PageRule& rule = rule_of(view.state.page);
  footer(view, rule.has_back, view.state.page != Page::home && view.state.page != Page::attract);
}

void Interface::draw_dialog(View& view) {
  veiled_ = view.state.asking_idle || view.busy == Busy::slow || view.state.notice;
  if (view.state.asking_idle) {
    draw_idle_question(view);
  } else if (view.busy == Busy::slow) {
    draw_slow(view);
  } else if (view.state.notice) {
    draw_notice(view, *view.state.notice);
  }
}

void Interface::read_aloud(bool turned) {
  if (!ports_.reading.read) return;
  if (!flow_.state().reading) {
    if (!read_.empty()) ports_.reading.hush();
    read_.clear();
    return;
  }
  std::string text;
  for (const std::string& one : words_) text += one + "\n";
  for (const Target& target : targets_.all()) {
    if (target.enabled && target.spoken) text += target.label + "\n";
  }
  if (text == read_ || (!turned && !read_.empty())) return;
  read_ = text;
  ports_.reading.read(text, flow_.state().language);
}

std::string Interface::json() const {
  return targets_json(targets_, words_, drawn_.screen, flow_.state().language, scale_);
}

std::int64_t Interface::quiet_ms(std::int64_t now_ms, std::int64_t wall_ms, std::int64_t most) const {
  std::int64_t quiet = std::min(most, 60'000 - wall_ms % 60'000);
  if (const auto next = flow_.next_change_ms(now_ms)) quiet = std::min(quiet, *next - now_ms);
  if (!normal_.reduced_motion && motion_.moving(now_ms)) quiet = std::min(quiet, Motion::frame_ms);
  if (flow_.state().page == Page::staff) quiet = std::min(quiet, facts_every_ms - now_ms % facts_every_ms);
  return std::max<std::int64_t>(quiet, 0);
}

}  // namespace menting::ui
