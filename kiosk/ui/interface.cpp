#include "kiosk/ui/interface.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/theme.h"

namespace menting::ui {

namespace {

constexpr std::int64_t slip_ms_max = 8'000;  ///< a slip takes two seconds; later than this, do not rely on it
// A second tap of an impatient finger: at the same place, at once.
constexpr std::int64_t double_tap_ms = 300;
constexpr float double_tap_reach = 24;

}  // namespace

Interface::Interface(FlowSettings flow, const std::string& zone_name, const domain::Plan& plan, Ports ports)
    : plan_(plan), ports_(std::move(ports)), flow_(std::move(flow)), zone_(zone_name) {}

bool Interface::step(std::int64_t now_ms, std::int64_t wall_ms) {
  const desk::BoardPtr board = ports_.board();
  const Page before = flow_.state().page;
  while (!inputs_.empty() && flow_.state().page == before) {
    const Input input = inputs_.front();
    inputs_.pop_front();
    take(input, *board, now_ms);
    post(now_ms);
  }
  std::vector<std::pair<std::uint64_t, desk::Receipt>> answers;
  {
    const std::lock_guard lock(answers_->mutex);
    answers.swap(answers_->waiting);
  }
  for (const auto& [serial, receipt] : answers) flow_.answered(serial, receipt, now_ms);
  if (flow_.state().page != before) turned_ms_ = now_ms;
  if (flow_.state().page != Page::ticket_taken) {
    ticket_shown_.clear();
  } else if (ticket_shown_ != flow_.state().taken.id) {
    ticket_shown_ = flow_.state().taken.id;
    ticket_since_ms_ = now_ms;
    photo_time_given_ = false;
  }
  const bool late = slip_late(*board, now_ms);
  if (late && !photo_time_given_) {
    photo_time_given_ = true;
    flow_.touch(now_ms);  // time to take out a phone
  }
  flow_.tick(now_ms);
  return drawn_flow_ != flow_.version() || drawn_board_ != board->version || drawn_minute_ != wall_ms / 60'000 ||
         drawn_pressed_ != pressed_ || drawn_printer_ != ports_.printer() || drawn_late_ != late;
}

bool Interface::slip_late(const desk::Board& board, std::int64_t now_ms) const {
  if (ticket_shown_.empty()) return false;
  const domain::Ticket* ticket = board.ticket(ticket_shown_);
  const domain::PrintState print = ticket != nullptr ? ticket->print : flow_.state().taken.print;
  return print == domain::PrintState::failed || print == domain::PrintState::unconfirmed ||
         (print == domain::PrintState::pending && now_ms >= ticket_since_ms_ + slip_ms_max);
}

void Interface::take(const Input& input, const desk::Board& board, std::int64_t now_ms) {
  switch (input.kind) {
    case Input::Kind::press: {
      const float x = input.x / scale_, y = input.y / scale_;
      const bool again =
          now_ms - turned_ms_ < double_tap_ms && std::hypot(x - tapped_x_, y - tapped_y_) < double_tap_reach;
      const Target* target = again ? nullptr : targets_.at(x, y);
      pressed_ = target != nullptr && target->enabled ? target->id : std::string();
      // Anywhere on the glass: somebody is there. A question about it is answered by the touch itself, except "home".
      if (pressed_.empty()) flow_.touch(now_ms);
      return;
    }
    case Input::Kind::release:
      release(input.x / scale_, input.y / scale_, board, now_ms);
      return;
    case Input::Kind::cancel:
      pressed_.clear();
      return;
    case Input::Kind::character:
      flow_.type(input.character, now_ms);
      return;
    case Input::Kind::erase:
      flow_.erase(now_ms);
      return;
    case Input::Kind::enter:
      flow_.enter(board, now_ms);
      return;
  }
}

void Interface::release(float x, float y, const desk::Board& board, std::int64_t now_ms) {
  const std::string pressed = std::exchange(pressed_, {});
  const Target* target = pressed.empty() ? nullptr : targets_.find(pressed);
  // A finger that slid off has thought better of it; a little beside still counts, fingers roll.
  if (target == nullptr || !target->enabled || !target->box.inset(-24).contains(x, y)) return;
  tapped_x_ = x;
  tapped_y_ = y;
  const Intent intent = target->intent;
  flow_.carry_out(intent, board, now_ms);
}

void Interface::post(std::int64_t now_ms) {
  std::optional<Outgoing> out = flow_.take_outgoing();
  if (!out) return;
  const std::uint64_t serial = out->serial;
  const bool taken = ports_.post(std::move(out->command), [answers = answers_, serial](const desk::Receipt& receipt) {
    std::function<void()> wake;
    {
      const std::lock_guard lock(answers->mutex);
      answers->waiting.emplace_back(serial, receipt);
      wake = answers->wake;
    }
    if (wake) wake();
  });
  if (!taken) flow_.answered(serial, domain::Refusal{domain::RefusalCode::branch_unable, {}}, now_ms);
}

void Interface::draw(ImDrawList& list, Fonts& fonts, int width, int height, std::int64_t now_ms, std::int64_t wall_ms) {
  const desk::BoardPtr board = ports_.board();
  const FlowState& state = flow_.state();
  const Canvas canvas = make_canvas(width, height);
  scale_ = canvas.scale;
  targets_.clear();
  Painter paint(list, fonts, canvas.scale);
  drawn_late_ = slip_late(*board, now_ms);
  drawn_printer_ = ports_.printer();
  View view = {.paint = paint,
               .targets = targets_,
               .board = *board,
               .plan = plan_,
               .state = state,
               .settings = flow_.settings(),
               .say = Say(state.language, heard_),
               .canvas = canvas,
               .frame = make_frame(canvas, state.page == Page::home),
               .local = zone_.local(wall_ms),
               .busy = flow_.busy(now_ms),
               .seconds_left = flow_.seconds_left(now_ms),
               .pressed = pressed_,
               .printer = drawn_printer_,
               .slip_late = drawn_late_};
  switch (state.page) {
    case Page::home:
      draw_home(view);
      break;
    case Page::choose_service:
      draw_choose_service(view);
      break;
    case Page::ticket_taken:
      draw_ticket_taken(view);
      break;
    case Page::find_visit:
      draw_find_visit(view);
      break;
    case Page::rate:
      draw_rate(view);
      break;
    case Page::rated:
      draw_rated(view);
      break;
  }
  if (state.asking_idle) {
    draw_idle_question(view);
  } else if (view.busy == Busy::slow) {
    draw_slow(view);
  } else if (state.notice) {
    draw_notice(view, *state.notice);
  }
  drawn_flow_ = flow_.version();
  drawn_board_ = board->version;
  drawn_minute_ = wall_ms / 60'000;
  drawn_pressed_ = pressed_;
  cut_ = paint.cut();
}

ImU32 Interface::ground() {
  return theme::ground;
}

std::string Interface::json() const {
  return targets_json(targets_, screen_name(flow_.state().page), flow_.state().language, scale_);
}

std::int64_t Interface::quiet_ms(std::int64_t now_ms, std::int64_t wall_ms, std::int64_t most) const {
  std::int64_t quiet = std::min(most, 60'000 - wall_ms % 60'000);
  if (const auto next = flow_.next_change_ms(now_ms)) quiet = std::min(quiet, *next - now_ms);
  return std::max<std::int64_t>(quiet, 0);
}

}  // namespace menting::ui
