#include "kiosk/ui/flow.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/crypto/crypto.h"

namespace menting::ui {

namespace {

constexpr std::int64_t busy_after_ms = 1'000;
constexpr std::int64_t slow_after_ms = 10'000;

Errand errand_of(const decltype(Outgoing::what)& what) {
  const auto* command = std::get_if<domain::Command>(&what);
  if (command == nullptr) return Errand::other;
  if (std::holds_alternative<domain::TakeTicket>(*command) || std::holds_alternative<domain::FetchRepair>(*command) ||
      std::holds_alternative<domain::CheckIn>(*command)) {
    return Errand::number;
  }
  if (std::holds_alternative<domain::OpenRepair>(*command)) return Errand::hand_in;
  return std::holds_alternative<domain::AdvanceRepair>(*command) ? Errand::quote : Errand::other;
}

}  // namespace

/// What each intent does. The page that was left is the wiser one: intents that make no sense on it do nothing.
struct Flow::Doer {
  Flow& flow;
  const desk::Board& board;
  std::int64_t now_ms;
  FlowState& state = flow.state_;

  void operator()(const GoHome&) { flow.show(Page::home, now_ms); }
  void operator()(const GoBack&) { flow.go_back(now_ms); }
  void operator()(const Go& i) { flow.go(i.page, now_ms); }
  void operator()(const SetLanguage& i) {
    if (std::ranges::count(flow.settings_.languages, i.language) != 0) state.language = i.language;
  }
  void operator()(const SetElderly& i) {
    // Twice the size in half the height would leave room for nothing.
    state.manner = {.elderly = i.on, .low_reach = false};
    state.reading = state.reading && i.on;
    state.leaf = 0;
    // There the lane is asked on a page of its own, and has not been yet.
    if (i.on && state.page == Page::choose_service) flow.turn(Page::choose_lane, now_ms);
  }
  void operator()(const SetLowReach& i) {
    state.manner = {.elderly = false, .low_reach = i.on};
    state.reading = false;
    state.leaf = 0;
  }
  void operator()(const SetReading& i) { state.reading = i.on; }
  void operator()(const TurnLeaf& i) { state.leaf = std::max(i.leaf, 0); }
  void operator()(const ChooseLane& i) {
    state.lane = i.lane;
    if (state.page == Page::choose_lane) flow.turn(Page::choose_service, now_ms);
  }
  void operator()(const ChooseService& i) {
    flow.send(domain::TakeTicket{i.letter, state.lane, {}, state.language}, i.letter, now_ms);
  }
  void operator()(const LeaveTicket&) { flow.done(now_ms); }
  void operator()(const RateFound&) {
    const domain::Ticket* ticket = board.ticket(state.found);
    if (ticket != nullptr && ticket->state == domain::TicketState::finished && ticket->score == 0) {
      flow.begin_rating(domain::Ticket(*ticket), now_ms);
    }
  }
  void operator()(const CallHelp&) { flow.send(domain::CallAssistance{state.language, "kiosk"}, 0, now_ms); }

  void operator()(const TypeKey& i) { flow.type_key(i.key); }
  void operator()(const EraseKey&) { flow.erase_key(); }
  void operator()(const EnterKeys&) { flow.enter(board, now_ms); }
  void operator()(const ToggleKeys&) { state.code_keys = !state.code_keys; }

  void operator()(const SetScore& i) { flow.set_score(i.score); }
  void operator()(const ToggleAspect& i) { flow.toggle_aspect(i.aspect); }
  void operator()(const SubmitRating&) { flow.submit_rating(now_ms); }

  void operator()(const TypeText& i) { flow.entry_.type(i.character); }
  void operator()(const EraseText&) { flow.entry_.erase(); }
  void operator()(const ClearText&) { flow.entry_.clear(); }
  void operator()(const SetKeyMode& i) { flow.entry_.set_mode(i.mode); }
  void operator()(const ToggleShift&) { flow.entry_.toggle_shift(); }
  void operator()(const PickCandidate& i) { flow.entry_.pick(i.index); }
  void operator()(const MoreCandidates& i) { flow.entry_.turn_leaf(i.shown); }
  void operator()(const WriteHere&) {}

  void operator()(const Stay&) {}
  void operator()(const CloseNotice&) { state.notice.reset(); }

  void operator()(const TapCorner&) { flow.tap_corner(now_ms); }
  void operator()(const DoStaffTask& i) { flow.do_task(i.task, now_ms); }
  void operator()(const PrintAgain& i) { flow.print_again(i.ticket, now_ms); }
  void operator()(const DoRepair& i) { flow.do_repair(i.what, board, now_ms); }
};

Flow::Flow(FlowSettings settings, const domain::Plan& plan, TextEngines engines)
    : settings_(std::move(settings)), entry_(std::move(engines)) {
  for (const domain::Service& service : plan.services) letters_.insert(service.letter);
  if (settings_.languages.empty()) settings_.languages = {"zh-CN"};
  state_.language = settings_.languages.front();
}

void Flow::carry_out(const Intent& intent, const desk::Board& board, std::int64_t now_ms) {
  touch(now_ms);
  // While an answer is out only the way home is open (once it takes long): a second touch takes no second number.
  const bool leaving = std::holds_alternative<GoHome>(intent) && busy(now_ms) == Busy::slow;
  if (state_.pending && !leaving && !std::holds_alternative<SetLanguage>(intent)) return;
  std::visit(Doer{*this, board, now_ms}, intent);
  ++version_;
}

void Flow::go(Page page, std::int64_t now_ms) {
  // Who needs large type may need care as well, and one question a page is enough.
  if (page == Page::choose_service && state_.manner.elderly) page = Page::choose_lane;
  if (page == Page::comment) return turn(page, now_ms);
  show(page, now_ms);
}

void Flow::go_back(std::int64_t now_ms) {
  state_.leaf = 0;
  const Page page = state_.page;
  if (is_hand_in(page)) return previous_question(now_ms);
  if (page == Page::comment) {
    entry_.settle();
    return turn(Page::rate, now_ms);
  }
  if (page == Page::choose_service && state_.manner.elderly) return turn(Page::choose_lane, now_ms);
  if (page == Page::repair_answer) return turn(Page::repair_found, now_ms);
  if (page == Page::repair_status && state_.wants_phone) {
    crypto::wipe(state_.typed);
    state_.typed = std::exchange(state_.repair, {});
    state_.wants_phone = state_.repair_unknown = false;
    state_.repair_wait_s = 0;
    return;
  }
  if (page == Page::check_in && state_.wants_phone) {
    crypto::wipe(state_.typed);
    state_.typed = std::exchange(state_.appointment, {});
    state_.wants_phone = false;
    state_.not_so.reset();
    state_.repair_wait_s = 0;
    return;
  }
  if (page == Page::staff_sign_in && state_.corner.wants_pin) {
    crypto::wipe(state_.typed);
    state_.corner = {};
    return;
  }
  show(rule_of(page).back, now_ms);
}

void Flow::touch(std::int64_t now_ms) {
  if (!began_ms_) began_ms_ = now_ms;
  touched_ms_ = now_ms;
  if (state_.page == Page::attract) show(Page::home, now_ms);
  if (!state_.asking_idle) return;
  state_.asking_idle = false;
  ++version_;
}

std::uint64_t Flow::send(decltype(Outgoing::what) what, domain::ServiceLetter service, std::int64_t now_ms) {
  state_.pending = Pending{next_serial_++, now_ms, service, errand_of(what), {}};
  state_.notice.reset();
  outgoing_ = Outgoing{state_.pending->serial, std::move(what)};
  return state_.pending->serial;
}

std::optional<Outgoing> Flow::take_outgoing() {
  return std::exchange(outgoing_, std::nullopt);
}

bool Flow::settle(std::uint64_t serial, std::int64_t now_ms) {
  if (!state_.pending || state_.pending->serial != serial) return false;
  state_.pending.reset();
  touched_ms_ = now_ms;  // whoever waited for it gets the whole time to read it
  ++version_;
  return true;
}

void Flow::answered(std::uint64_t serial, const desk::Receipt& receipt, std::int64_t now_ms) {
  const Errand errand = state_.pending ? state_.pending->errand : Errand::other;
  if (!settle(serial, now_ms)) return;
  if (const auto* refusal = std::get_if<domain::Refusal>(&receipt)) {
    if (!check_in_refused(*refusal, now_ms)) state_.notice = *refusal;
    return;
  }
  const auto& answer = std::get<desk::Answer>(receipt);
  if (answer.assistance) {
    // Nothing is taken from who needs help in the middle of something.
    if (state_.page != Page::help) state_.help_from = state_.page;
    state_.help = answer.assistance->number;
    turn(Page::help, now_ms);
  } else if (state_.page == Page::staff) {
    state_.corner.copied = true;
  } else if (errand == Errand::hand_in && answer.repair) {
    handed_in(answer, now_ms);
  } else if (errand == Errand::quote && answer.repair && state_.story) {
    state_.story->order = *answer.repair;
    turn(Page::repair_found, now_ms);
  } else if (errand == Errand::other) {
    show(Page::rated, now_ms);
  } else if (answer.ticket) {
    show(Page::ticket_taken, now_ms);
    state_.taken = *answer.ticket;
  } else {
    state_.notice = domain::Refusal{domain::RefusalCode::branch_unable, {}};
  }
}

void Flow::wipe() {
  FlowState clean;
  clean.page = state_.page;
  clean.language = state_.language;
  clean.manner = state_.manner;
  clean.reading = state_.reading;
  clean.set_aside = state_.set_aside;
  for (std::string* text : {&state_.typed, &state_.repair, &state_.appointment, &state_.corner.staff})
    crypto::wipe(*text);
  if (state_.story) {
    for (std::string& said : state_.story->said) crypto::wipe(said);
  }
  forget(state_.draft);
  signing_ = false;
  state_ = std::move(clean);
  entry_.forget();
  keyboard_.clear();
  drop_outgoing();
  corner_taps_ms_.clear();
}

void Flow::drop_outgoing() {
  if (!outgoing_) return;
  if (auto* check = std::get_if<CheckPin>(&outgoing_->what)) crypto::wipe(check->pin);
  if (auto* command = std::get_if<domain::Command>(&outgoing_->what)) {
    if (auto* rate = std::get_if<domain::RateVisit>(command)) crypto::wipe(rate->comment);
    if (auto* check_in = std::get_if<domain::CheckIn>(command)) crypto::wipe(check_in->phone_last4);
    if (auto* open = std::get_if<domain::OpenRepair>(command)) {
      domain::RepairIntake& intake = open->intake;
      for (std::string* text :
           {&intake.imei, &intake.serial, &intake.description, &intake.name, &intake.phone, &open->signature}) {
        crypto::wipe(*text);
      }
    }
  }
  if (auto* ask = std::get_if<AskRepair>(&outgoing_->what)) crypto::wipe(ask->phone_last4);
  outgoing_.reset();
}

void Flow::turn(Page page, std::int64_t now_ms) {
  state_.page = page;
  state_.leaf = 0;
  touched_ms_ = now_ms;
  ++version_;
}

void Flow::show(Page page, std::int64_t now_ms) {
  wipe();
  turn(page, now_ms);
}

void Flow::done(std::int64_t now_ms) {
  if (state_.page != Page::help || state_.help_from == Page::home) return leave(now_ms);
  turn(state_.help_from, now_ms);
}

void Flow::leave(std::int64_t now_ms) {
  show(Page::home, now_ms);
  state_.language = settings_.languages.front();
  state_.manner = {};
  state_.reading = false;
}

std::int64_t Flow::longer(std::int64_t ms) const {
  return state_.manner.elderly ? std::llround(static_cast<double>(ms) * settings_.elderly_factor) : ms;
}

std::optional<std::int64_t> Flow::page_ends_ms() const {
  const std::int64_t idle_ms = longer(settings_.idle_ms) + longer(settings_.idle_warning_ms);
  const Page page = state_.page;
  if (page == Page::attract) return std::nullopt;
  if (page == Page::ticket_taken) return touched_ms_ + longer(settings_.ticket_ms);
  if (page == Page::repair_taken) return touched_ms_ + longer(settings_.order_ms);
  if (page == Page::rated) return touched_ms_ + longer(settings_.rated_ms);
  if (page == Page::help) return touched_ms_ + longer(settings_.help_ms);
  if (page == Page::home && state_.language == settings_.languages.front() && state_.manner == Manner{}) {
    return settings_.attract_ms > 0 ? std::optional(touched_ms_ + settings_.attract_ms) : std::nullopt;
  }
  return touched_ms_ + idle_ms;
}

void Flow::tick_page(const desk::Board& board, std::int64_t now_ms) {
  // While the branch works nobody is idle; when it takes too long, the next customer must not find this one's page.
  const bool working = state_.pending && busy(now_ms) != Busy::slow;
  const auto ends = page_ends_ms();
  if (working || !ends) return;
  if (now_ms < *ends) {
    const bool ask = rule_of(state_.page).asks_idle && now_ms >= touched_ms_ + longer(settings_.idle_ms);
    if (ask == state_.asking_idle) return;
    state_.asking_idle = ask;
    ++version_;
    return;
  }
  const bool was_home =
      state_.page == Page::home && state_.language == settings_.languages.front() && state_.manner == Manner{};
  done(now_ms);
  // A closed hall shows when it opens, and one out of service where to go: nothing is to be advertised there.
  if (!was_home || !board.open || state_.set_aside) return;
  show(Page::attract, now_ms);
  attract_since_ms_ = now_ms;
}

void Flow::tick(const desk::Board& board, std::int64_t now_ms) {
  if (!began_ms_) began_ms_ = touched_ms_ = now_ms;
  if (const input::Heard heard = keyboard_.poll(now_ms - deaf_ms_); !heard.scan.empty()) {
    scanned(heard.scan, board, now_ms);
  } else if (!heard.typed.empty()) {
    typed_by_person(heard.typed, board, now_ms);
  }
  tick_page(board, now_ms);
  if (state_.corner.restart_asked && now_ms >= restart_until_ms_) {
    state_.corner.restart_asked = false;
    ++version_;
  }
  if (const Busy now_busy = busy(now_ms); now_busy != shown_busy_) {
    shown_busy_ = now_busy;
    ++version_;
  }
  if (const int now_seconds = seconds_left(now_ms); now_seconds != shown_seconds_) {
    shown_seconds_ = now_seconds;
    ++version_;
  }
  if (const int leaf = attract_leaf(now_ms); leaf != shown_leaf_) {
    shown_leaf_ = leaf;
    ++version_;
  }
}

Busy Flow::busy(std::int64_t now_ms) const {
  if (!state_.pending) return Busy::no;
  const std::int64_t out_ms = now_ms - state_.pending->since_ms;
  if (out_ms >= slow_after_ms) return Busy::slow;
  return out_ms >= busy_after_ms ? Busy::waiting : Busy::just_asked;
}

int Flow::seconds_left(std::int64_t now_ms) const {
  const bool counts = state_.asking_idle || state_.page == Page::ticket_taken || state_.page == Page::rated ||
                      state_.page == Page::help || state_.page == Page::repair_taken;
  const auto ends = page_ends_ms();
  if (!counts || !ends) return 0;
  return static_cast<int>(std::max<std::int64_t>((*ends - now_ms + 999) / 1000, 0));
}

int Flow::attract_leaf(std::int64_t now_ms) const {
  if (state_.page != Page::attract || settings_.attract_leaf_ms <= 0) return 0;
  return static_cast<int>(std::max<std::int64_t>(now_ms - attract_since_ms_, 0) / settings_.attract_leaf_ms);
}

std::optional<std::int64_t> Flow::next_change_ms(std::int64_t now_ms) const {
  std::vector<std::int64_t> times;
  if (const auto ends = page_ends_ms()) {
    times.push_back(*ends);
    if (rule_of(state_.page).asks_idle) times.push_back(touched_ms_ + longer(settings_.idle_ms));
    if (const int left = seconds_left(now_ms); left > 0) times.push_back(*ends - 1000 * (left - 1));
  }
  if (state_.corner.restart_asked) times.push_back(restart_until_ms_);
  if (state_.pending) {
    times.push_back(state_.pending->since_ms + busy_after_ms);
    times.push_back(state_.pending->since_ms + slow_after_ms);
  }
  if (state_.page == Page::attract && settings_.attract_leaf_ms > 0) {
    times.push_back(attract_since_ms_ + (attract_leaf(now_ms) + 1) * settings_.attract_leaf_ms);
  }
  if (const auto due = keyboard_.due_ms()) times.push_back(std::max(*due + deaf_ms_, now_ms + 1));
  std::erase_if(times, [&](std::int64_t t) { return t <= now_ms; });
  if (times.empty()) return std::nullopt;
  return *std::ranges::min_element(times);
}

void Flow::stroke_begins(float x, float y, std::int64_t now_ms) {
  touch(now_ms);
  if (state_.page == Page::repair_sign) {
    sign_begins(x, y);
  } else if (writes_text()) {
    entry_.stroke_begins(x, y);
  } else {
    return;
  }
  ++version_;
}

void Flow::stroke_goes_on(float x, float y) {
  signing_ ? sign_goes_on(x, y) : entry_.stroke_goes_on(x, y);
  ++version_;
}

void Flow::stroke_ends() {
  entry_.stroke_ends();
  signing_ = false;
  ++version_;
}

}  // namespace menting::ui
