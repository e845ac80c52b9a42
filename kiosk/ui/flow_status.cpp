#include <utility>

#include "base/crypto/crypto.h"
#include "kiosk/domain/repair_order.h"
#include "kiosk/ui/flow.h"

// How far a repair is: asked for by slip or number, answered, fetched.

namespace menting::ui {

void Flow::enter_repair(std::int64_t now_ms) {
  touched_ms_ = now_ms;
  if (!state_.wants_phone) {
    const auto number = domain::read_repair_number(state_.typed);
    if (!number) {
      state_.not_so = domain::Refusal{domain::RefusalCode::repair_unknown, {}};
      return;
    }
    return ask_for_phone(*number, now_ms);
  }
  if (state_.typed.size() < phone_digits) return;
  state_.repair_wait_s = guesses_.wait_s(state_.repair, now_ms);
  if (state_.repair_wait_s > 0) return crypto::wipe(state_.typed);
  send(AskRepair{{}, state_.repair, std::exchange(state_.typed, {})}, 0, now_ms);
}

void Flow::ask_for_phone(const domain::RepairNumber& number, std::int64_t now_ms) {
  std::string typed = number;  // it may be the page's own
  show(Page::repair_status, now_ms);
  state_.repair = std::move(typed);
  state_.wants_phone = true;
}

void Flow::answered(std::uint64_t serial, const RepairAnswer& answer, std::int64_t now_ms) {
  const bool by_slip = state_.pending && state_.pending->errand == Errand::slip;
  const std::string slip = by_slip ? state_.pending->slip : std::string();
  if (!settle(serial, now_ms)) return;
  switch (answer.kind) {
    case RepairAnswer::Kind::found: {
      show(Page::repair_found, now_ms);
      state_.story = answer.story;
      return;
    }
    case RepairAnswer::Kind::unknown:
      if (by_slip) {
        state_.notice = domain::Refusal{domain::RefusalCode::ticket_unknown, slip};
        return;
      }
      guesses_.wrong(state_.repair, now_ms);
      state_.repair_unknown = true;
      return;
    case RepairAnswer::Kind::unable:
      state_.notice = domain::Refusal{domain::RefusalCode::branch_unable, {}};
      return;
  }
}

void Flow::handed_in(const desk::Answer& answer, std::int64_t now_ms) {
  show(Page::repair_taken, now_ms);
  state_.story = RepairStory{*answer.repair, {}, {}};
  state_.no_ticket = answer.no_ticket;
  state_.repair_slip = domain::PrintState::pending;
  // With a number the slip is the ticket's, which the print loop knows of.
  if (answer.ticket) {
    state_.taken = *answer.ticket;
  } else {
    slip_wanted_ = PrintRepair{*answer.repair, {}};
  }
}

void Flow::ask_for_answer(bool approve, std::int64_t now_ms) {
  if (state_.page != Page::repair_found || !state_.story) return;
  if (state_.story->order.state != domain::RepairState::quoted) return;
  state_.approves = approve;
  turn(Page::repair_answer, now_ms);
}

void Flow::answer_quote(std::int64_t now_ms) {
  if (state_.page != Page::repair_answer || !state_.story) return;
  domain::AdvanceRepair answer;
  answer.repair = state_.story->order.number;
  answer.step = state_.approves ? domain::RepairStep::approve : domain::RepairStep::decline;
  answer.total_minor = state_.story->order.cost.total_minor();  // the one that was on the screen
  send(std::move(answer), 0, now_ms);
}

void Flow::fetch_device(std::int64_t now_ms) {
  if (state_.page != Page::repair_found || !state_.story) return;
  if (state_.story->order.state != domain::RepairState::ready) return;
  send(domain::FetchRepair{state_.story->order.number, {}, state_.language}, 0, now_ms);
}

void Flow::slip_came(const domain::RepairNumber& repair, domain::PrintState print) {
  if (state_.page != Page::repair_taken || !state_.story || state_.story->order.number != repair) return;
  state_.repair_slip = print;
  ++version_;
}

std::optional<PrintRepair> Flow::take_slip() {
  return std::exchange(slip_wanted_, std::nullopt);
}

}  // namespace menting::ui
