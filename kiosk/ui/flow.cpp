#include "kiosk/ui/flow.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/crypto/crypto.h"

namespace menting::ui {

using domain::RefusalCode;

namespace {

constexpr std::size_t typed_max = 20;
constexpr std::int64_t busy_after_ms = 1'000;
constexpr std::int64_t slow_after_ms = 10'000;

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

bool is_key(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

char upper(char c) {
  return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
}

/// What the desk would refuse about rating this visit, as far as the Board tells; the desk decides in the end.
std::optional<domain::Refusal> not_rateable(const domain::Ticket* ticket, const std::string& typed) {
  if (ticket == nullptr) return domain::Refusal{RefusalCode::ticket_unknown, typed};
  const std::string name = domain::ticket_name(*ticket);
  if (ticket->score != 0) return domain::Refusal{RefusalCode::already_rated, name};
  if (ticket->state != domain::TicketState::finished) return domain::Refusal{RefusalCode::visit_not_finished, name};
  return std::nullopt;
}

}  // namespace

std::string_view screen_name(Page page) {
  switch (page) {
    case Page::home:
      return "home";
    case Page::choose_service:
      return "choose_service";
    case Page::ticket_taken:
      return "ticket_taken";
    case Page::find_visit:
    case Page::rate:
      return "rate";
    case Page::rated:
      return "rated";
  }
  return "home";
}

const std::vector<std::string>& rating_aspects() {
  static const std::vector<std::string> all = {"attitude", "skill", "speed", "environment", "outcome"};
  return all;
}

Flow::Flow(FlowSettings settings) : settings_(std::move(settings)) {
  if (settings_.languages.empty()) settings_.languages = {"zh-CN"};
  state_.language = settings_.languages.front();
}

void Flow::carry_out(const Intent& intent, const desk::Board& board, std::int64_t now_ms) {
  touch(now_ms);
  // While an answer is out only the way home is open (once it takes long): a second touch takes no second number.
  const bool leaving = std::holds_alternative<GoHome>(intent) && busy(now_ms) == Busy::slow;
  if (state_.pending && !leaving && !std::holds_alternative<SetLanguage>(intent)) return;
  std::visit(Overloaded{
                 [&](const GoHome&) { show(Page::home, now_ms); },
                 [&](const GoBack&) { show(state_.page == Page::rate ? Page::find_visit : Page::home, now_ms); },
                 [&](const SetLanguage& i) {
                   if (std::ranges::count(settings_.languages, i.language) != 0) state_.language = i.language;
                 },
                 [&](const ShowServices&) { show(Page::choose_service, now_ms); },
                 [&](const ChooseService& i) {
                   send(domain::TakeTicket{i.letter, domain::Lane::standard, {}, state_.language}, i.letter, now_ms);
                 },
                 [&](const LeaveTicket&) { leave(now_ms); },
                 [&](const StartRating&) { show(Page::find_visit, now_ms); },
                 [&](const TypeKey& i) { type(i.key, now_ms); },
                 [&](const EraseKey&) { erase(now_ms); },
                 [&](const EnterKeys&) { enter(board, now_ms); },
                 [&](const ToggleKeys&) { state_.code_keys = !state_.code_keys; },
                 [&](const SetScore& i) { set_score(i.score); },
                 [&](const ToggleAspect& i) { toggle_aspect(i.aspect); },
                 [&](const SubmitRating&) {
                   if (state_.page != Page::rate || state_.score == 0) return;
                   domain::RateVisit rate;
                   // The code where there is one: a number alone means today's.
                   (state_.visit.code.empty() ? rate.ticket : rate.code) =
                       state_.visit.code.empty() ? domain::ticket_name(state_.visit) : state_.visit.code;
                   rate.score = state_.score;
                   rate.aspects.assign(state_.aspects.begin(), state_.aspects.end());
                   send(std::move(rate), 0, now_ms);
                 },
                 [&](const Stay&) {},
                 [&](const CloseNotice&) { state_.notice.reset(); },
             },
             intent);
  ++version_;
}

void Flow::set_score(int score) {
  if (state_.page != Page::rate || score < 1 || score > 5) return;
  // Praise and blame have other words: chips chosen for one do not stay for the other.
  if ((score >= 4) != (state_.score >= 4)) state_.aspects.clear();
  state_.score = score;
}

void Flow::toggle_aspect(const std::string& aspect) {
  if (state_.score == 0 || std::ranges::count(rating_aspects(), aspect) == 0) return;
  if (state_.aspects.erase(aspect) == 0) state_.aspects.insert(aspect);
}

void Flow::type(char character, std::int64_t now_ms) {
  touch(now_ms);
  const char key = upper(character);
  if (!is_key(key) || state_.pending) return;
  std::string& text = state_.page == Page::find_visit ? state_.typed : scanned_;
  if (text.size() >= typed_max) return;
  text += key;
  state_.not_so.reset();
  ++version_;
}

void Flow::erase(std::int64_t now_ms) {
  touch(now_ms);
  if (!state_.typed.empty()) state_.typed.pop_back();
  state_.not_so.reset();
  ++version_;
}

void Flow::enter(const desk::Board& board, std::int64_t now_ms) {
  touch(now_ms);
  if (state_.pending) return;
  if (state_.page != Page::find_visit) {
    const std::string scanned = std::exchange(scanned_, {});
    // A slip held to the scanner on home: its owner wants to rate. Elsewhere it would tear somebody out of a choice.
    if (state_.page != Page::home || scanned.size() < 4) return;
    show(Page::find_visit, now_ms);
    state_.typed = scanned;
  }
  look_up(board, now_ms);
}

void Flow::look_up(const desk::Board& board, std::int64_t now_ms) {
  ++version_;
  if (state_.typed.empty()) return;
  const domain::Ticket* ticket = board.find(state_.typed);
  if (ticket == nullptr) ticket = board.find(crypto::normal_code(state_.typed));
  state_.not_so = not_rateable(ticket, state_.typed);
  if (state_.not_so) return;
  const domain::Ticket found = *ticket;
  show(Page::rate, now_ms);
  state_.visit = found;
}

void Flow::touch(std::int64_t now_ms) {
  touched_ms_ = now_ms;
  if (state_.asking_idle) {
    state_.asking_idle = false;
    ++version_;
  }
}

void Flow::send(domain::Command command, domain::ServiceLetter service, std::int64_t now_ms) {
  state_.pending = Pending{next_serial_++, now_ms, service};
  state_.notice.reset();
  outgoing_ = Outgoing{state_.pending->serial, std::move(command)};
}

std::optional<Outgoing> Flow::take_outgoing() {
  return std::exchange(outgoing_, std::nullopt);
}

void Flow::answered(std::uint64_t serial, const desk::Receipt& receipt, std::int64_t now_ms) {
  if (!state_.pending || state_.pending->serial != serial) return;
  const bool was_number = state_.pending->service != 0;
  state_.pending.reset();
  touched_ms_ = now_ms;  // whoever waited for it gets the whole time to read it
  ++version_;
  if (const auto* refusal = std::get_if<domain::Refusal>(&receipt)) {
    state_.notice = *refusal;
    return;
  }
  const auto& answer = std::get<desk::Answer>(receipt);
  if (!was_number) {
    show(Page::rated, now_ms);
  } else if (answer.ticket) {
    show(Page::ticket_taken, now_ms);
    state_.taken = *answer.ticket;
  } else {
    state_.notice = domain::Refusal{RefusalCode::branch_unable, {}};
  }
}

void Flow::wipe() {
  const Page page = state_.page;
  const std::string language = state_.language;
  state_ = FlowState{};
  state_.page = page;
  state_.language = language;
  scanned_.clear();
  outgoing_.reset();
}

void Flow::show(Page page, std::int64_t now_ms) {
  wipe();
  state_.page = page;
  touched_ms_ = now_ms;
  ++version_;
}

void Flow::leave(std::int64_t now_ms) {
  show(Page::home, now_ms);
  state_.language = settings_.languages.front();
}

std::optional<std::int64_t> Flow::page_ends_ms() const {
  switch (state_.page) {
    case Page::ticket_taken:
      return touched_ms_ + settings_.ticket_ms;
    case Page::rated:
      return touched_ms_ + settings_.rated_ms;
    case Page::home:
      if (state_.language == settings_.languages.front() && scanned_.empty()) return std::nullopt;
      return touched_ms_ + settings_.idle_ms + settings_.idle_warning_ms;
    case Page::choose_service:
    case Page::find_visit:
    case Page::rate:
      return touched_ms_ + settings_.idle_ms + settings_.idle_warning_ms;
  }
  return std::nullopt;
}

void Flow::tick(std::int64_t now_ms) {
  // While the desk works nobody is idle; when it takes too long, the next customer must not find this one's page.
  const bool working = state_.pending && busy(now_ms) != Busy::slow;
  const auto ends = page_ends_ms();
  if (!working && ends) {
    if (now_ms >= *ends) {
      leave(now_ms);
    } else {
      const bool asks =
          state_.page == Page::choose_service || state_.page == Page::find_visit || state_.page == Page::rate;
      const bool ask = asks && now_ms >= touched_ms_ + settings_.idle_ms;
      if (ask != state_.asking_idle) {
        state_.asking_idle = ask;
        ++version_;
      }
    }
  }
  if (const Busy now_busy = busy(now_ms); now_busy != shown_busy_) {
    shown_busy_ = now_busy;
    ++version_;
  }
  if (const int now_seconds = seconds_left(now_ms); now_seconds != shown_seconds_) {
    shown_seconds_ = now_seconds;
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
  const bool counts = state_.asking_idle || state_.page == Page::ticket_taken || state_.page == Page::rated;
  const auto ends = page_ends_ms();
  if (!counts || !ends) return 0;
  return static_cast<int>(std::max<std::int64_t>((*ends - now_ms + 999) / 1000, 0));
}

std::optional<std::int64_t> Flow::next_change_ms(std::int64_t now_ms) const {
  std::vector<std::int64_t> times;
  if (const auto ends = page_ends_ms()) {
    times.push_back(*ends);
    times.push_back(touched_ms_ + settings_.idle_ms);
    if (const int left = seconds_left(now_ms); left > 0) times.push_back(*ends - 1000 * (left - 1));
  }
  if (state_.pending) {
    times.push_back(state_.pending->since_ms + busy_after_ms);
    times.push_back(state_.pending->since_ms + slow_after_ms);
  }
  std::erase_if(times, [&](std::int64_t t) { return t <= now_ms; });
  if (times.empty()) return std::nullopt;
  return *std::ranges::min_element(times);
}

}  // namespace menting::ui
