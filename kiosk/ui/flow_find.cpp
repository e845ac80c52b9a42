#include <algorithm>
#include <cctype>
#include <utility>

#include "base/crypto/crypto.h"
#include "kiosk/ui/flow.h"

// Numbers and codes, what they lead to, and the rating of a visit.

namespace menting::ui {

using domain::RefusalCode;

namespace {

constexpr std::size_t typed_max = 20;
constexpr std::size_t slip_code_characters = 12;
constexpr std::size_t appointment_code_characters = 16;
constexpr std::size_t appointment_characters = 8;  // of its number
constexpr std::size_t imei_digits = 15;
constexpr std::size_t mobile_digits = 11, landline_digits = 12, abroad_digits = 15;
constexpr std::size_t pin_digits_max = 8;
constexpr std::size_t comment_characters = 200;

char upper(char c) {
  return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// By what is on the slip, in any way people write it.
const domain::Ticket* look_up(const desk::Board& board, const std::string& text) {
  const domain::Ticket* ticket = board.find(text);
  return ticket != nullptr ? ticket : board.find(crypto::bare_code(text));
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

const std::vector<std::string>& rating_aspects() {
  static const std::vector<std::string> all = {"attitude", "skill", "speed", "environment", "outcome"};
  return all;
}

bool Flow::takes_keys() const {
  return state_.page == Page::find_ticket || state_.page == Page::find_visit || state_.page == Page::repair_status ||
         state_.page == Page::check_in || state_.page == Page::repair_serial || state_.page == Page::repair_phone ||
         state_.page == Page::staff_sign_in;
}

bool Flow::takes_letters() const {
  if (state_.page == Page::repair_status || state_.page == Page::check_in) return !state_.wants_phone;
  if (state_.page == Page::repair_serial) return state_.draft.by_serial;
  return state_.page != Page::staff_sign_in && state_.page != Page::repair_phone;
}

std::size_t Flow::typed_most() const {
  if (state_.page == Page::staff_sign_in && state_.corner.wants_pin) return pin_digits_max;
  if (state_.page == Page::repair_status && state_.wants_phone) return phone_digits;
  if (state_.page == Page::check_in) return state_.wants_phone ? phone_digits : appointment_characters;
  if (state_.page == Page::repair_serial && !state_.draft.by_serial) return imei_digits;
  if (state_.page == Page::repair_phone) {
    if (state_.typed.starts_with('+')) return abroad_digits + 1;
    return state_.typed.starts_with('0') ? landline_digits : mobile_digits;
  }
  return typed_max;
}

void Flow::type_key(char character) {
  const char key = upper(character);
  const bool fits = is_digit(key) || (takes_letters() && ((key >= 'A' && key <= 'Z') || key == '-'));
  if (!fits || !takes_keys() || state_.pending) return;
  if (state_.typed.size() >= typed_most()) return;
  if (state_.typed.capacity() < typed_max)
    state_.typed.reserve(2 * typed_max);  // it must not move: it is overwritten later
  state_.typed += key;
  state_.not_so.reset();
  state_.repair_unknown = false;
  state_.repair_wait_s = 0;
  state_.corner.verdict.reset();
  ++version_;
}

void Flow::erase_key() {
  if (!state_.typed.empty()) state_.typed.pop_back();
  state_.not_so.reset();
  state_.repair_unknown = false;
  state_.repair_wait_s = 0;
  ++version_;
}

void Flow::type(char character, const desk::Board& board, std::int64_t now_ms) {
  touch(now_ms);
  if (character == '\b') {
    writes_text() ? entry_.erase() : erase_key();
    ++version_;
    return;
  }
  const input::Heard heard = keyboard_.feed(character, now_ms - deaf_ms_);
  if (!heard.scan.empty()) return scanned(heard.scan, board, now_ms);
  if (!heard.typed.empty()) typed_by_person(heard.typed, board, now_ms);
}

void Flow::typed_by_person(const std::string& characters, const desk::Board& board, std::int64_t now_ms) {
  for (const char c : characters) {
    if (state_.pending) return;
    if (c == '\n') {
      enter(board, now_ms);
    } else if (writes_text()) {
      entry_.type(std::string_view(&c, 1));
    } else if (state_.page == Page::home) {
      // Somebody types the number without looking for a page first.
      if (!std::isalnum(static_cast<unsigned char>(c))) continue;
      show(Page::find_ticket, now_ms);
      type_key(c);
    } else {
      type_key(c);
    }
  }
  ++version_;
}

void Flow::scanned(const std::string& text, const desk::Board& board, std::int64_t now_ms) {
  touch(now_ms);
  // An answer that is out turns the page itself; and staff at work are not torn out of it.
  if (state_.pending || text.empty() || state_.page == Page::staff) return;
  if (state_.page == Page::repair_serial) {
    scanned_number(text);
    ++version_;
    return;
  }
  if (is_hand_in(state_.page)) return;  // its answers are not thrown away for a slip that came too near
  if (const auto number = domain::read_repair_number(text); number && upper(text[0]) == 'R') {
    return ask_for_phone(*number, now_ms);
  }
  const domain::ScannedCode scan = domain::read_scanned(text);
  const std::string code = crypto::normal_code(scan.code);
  const domain::Ticket* ticket = look_up(board, scan.code);
  if (scan.about == 'a' || (ticket == nullptr && code.size() == appointment_code_characters)) {
    check_in_code(scan.code, scan.branch, now_ms);
  } else if (ticket == nullptr && code.size() == slip_code_characters) {
    // No ticket of these days: a repair's slip, or an old one.
    send(AskRepair{code, {}, {}}, 0, now_ms);
    state_.pending->errand = Errand::slip;
    state_.pending->slip = text;
  } else if (ticket == nullptr) {
    state_.notice = domain::Refusal{RefusalCode::ticket_unknown, text.size() <= typed_max ? text : std::string()};
  } else {
    open_ticket(*ticket, now_ms);
  }
  ++version_;
}

void Flow::open_ticket(const domain::Ticket& ticket, std::int64_t now_ms) {
  if (ticket.state == domain::TicketState::finished && ticket.score == 0) return begin_rating(ticket, now_ms);
  show(Page::ticket_found, now_ms);
  state_.found = ticket.id;
}

void Flow::enter(const desk::Board& board, std::int64_t now_ms) {
  touch(now_ms);
  ++version_;
  if (state_.pending) return;
  if (state_.page == Page::comment) return go_back(now_ms);
  if (state_.page == Page::repair_words) return words_written(now_ms);
  if (state_.page == Page::repair_name) return next_question(now_ms);
  if (!takes_keys() || state_.typed.empty()) return;
  if (state_.page == Page::find_ticket) return find_ticket(state_.typed, board, now_ms);
  if (state_.page == Page::find_visit) return find_visit(state_.typed, board, now_ms);
  if (state_.page == Page::repair_status) return enter_repair(now_ms);
  if (state_.page == Page::check_in) return enter_check_in(now_ms);
  if (state_.page == Page::staff_sign_in) return enter_staff(now_ms);
  next_question(now_ms);
}

void Flow::find_ticket(const std::string& text, const desk::Board& board, std::int64_t now_ms) {
  if (const auto number = domain::read_repair_number(text)) return ask_for_phone(*number, now_ms);
  const domain::Ticket* ticket = look_up(board, text);
  if (ticket == nullptr) {
    state_.not_so = domain::Refusal{RefusalCode::ticket_unknown, text};
    return;
  }
  open_ticket(*ticket, now_ms);
}

void Flow::find_visit(const std::string& text, const desk::Board& board, std::int64_t now_ms) {
  const domain::Ticket* ticket = look_up(board, text);
  state_.not_so = not_rateable(ticket, text);
  if (!state_.not_so) begin_rating(*ticket, now_ms);
}

void Flow::begin_rating(const domain::Ticket& visit, std::int64_t now_ms) {
  show(Page::rate, now_ms);
  state_.visit = visit;
  entry_.begin(state_.language, comment_characters);
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

void Flow::submit_rating(std::int64_t now_ms) {
  if (state_.page != Page::rate || state_.score == 0) return;
  domain::RateVisit rate;
  // The code where there is one: a number alone means today's.
  (state_.visit.code.empty() ? rate.ticket : rate.code) =
      state_.visit.code.empty() ? domain::ticket_name(state_.visit) : state_.visit.code;
  rate.score = state_.score;
  rate.aspects.assign(state_.aspects.begin(), state_.aspects.end());
  rate.comment = entry_.text();
  send(std::move(rate), 0, now_ms);
}

}  // namespace menting::ui
