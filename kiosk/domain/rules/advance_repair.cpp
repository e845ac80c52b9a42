#include <algorithm>

#include "kiosk/domain/calendar.h"
#include "kiosk/domain/clean_text.h"
#include "kiosk/domain/luhn.h"
#include "kiosk/domain/promise.h"
#include "kiosk/domain/rules/repair_rules.h"

// Every step of a repair goes through here: whether it is in order, and what each one needs beside that.

namespace menting::domain::rules {
namespace {

constexpr std::int64_t minor_max = 10'000'000;
constexpr std::size_t note_bytes_max = 2000;
constexpr std::size_t reason_bytes_max = 500;
constexpr std::size_t lines_bytes_max = 8000;

/// One step while it is decided.
struct Trial {
  const Branch& branch;
  const AdvanceRepair& command;
  const Moment& moment;
  const RepairOrder& order;
  RepairAdvanced fact = {};
  Decision decision = {};
};

using Obstacle = std::optional<Refusal>;

Obstacle check_texts(const AdvanceRepair& command) {
  if (command.note_customer.size() > note_bytes_max) return field_invalid("note_customer");
  if (command.note_staff.size() > note_bytes_max) return field_invalid("note_staff");
  if (command.reason.size() > reason_bytes_max) return field_invalid("reason");
  if (command.loaner_waived.size() > reason_bytes_max) return field_invalid("loaner_waived");
  if (command.lines.size() > lines_bytes_max) return field_invalid("lines");
  return std::nullopt;
}

Obstacle choose_shelf(Trial& trial) {
  const RepairIndex& repairs = trial.branch.repairs();
  std::string shelf = in_capitals(trial.command.shelf);
  if (shelf.empty()) shelf = repairs.free_shelf();
  if (!is_mark(shelf)) return field_invalid("shelf");
  const RepairNumber there = repairs.on_shelf(shelf);
  if (!there.empty() && there != trial.order.number) return Refusal{RefusalCode::shelf_taken, shelf};
  trial.fact.shelf = shelf;
  return std::nullopt;
}

Obstacle set_quote(Trial& trial) {
  if (!trial.command.cost) return field_invalid("parts_minor");
  RepairCost cost = *trial.command.cost;
  if (cost.parts_minor < 0 || cost.parts_minor > minor_max) return field_invalid("parts_minor");
  if (cost.labour_minor < 0 || cost.labour_minor > minor_max) return field_invalid("labour_minor");
  const std::string& currency = trial.branch.plan().repairs.currency;
  if (cost.currency.empty()) cost.currency = currency;
  if (cost.currency != currency) return field_invalid("currency");
  trial.fact.cost = cost;
  trial.fact.approved = false;
  return std::nullopt;
}

/// Who answers means the quote that they saw, which may have been replaced since.
Obstacle check_quote_named(const Trial& trial) {
  const RepairOrder& order = trial.order;
  const AdvanceRepair& command = trial.command;
  const int newest = static_cast<int>(order.quotes.size());
  const bool named = command.quote || command.total_minor;
  const bool same = (!command.quote || *command.quote == newest) &&
                    (!command.total_minor || *command.total_minor == order.cost.total_minor());
  if (same && (named || newest <= 1)) return std::nullopt;
  return Refusal{RefusalCode::quote_changed, order.number};
}

/// A technician knows better whether the warranty holds, and says why.
Obstacle set_warranty(Trial& trial) {
  if (!trial.command.warranty) return std::nullopt;
  if (*trial.command.warranty == trial.order.warranty && !trial.order.warranty_unknown()) return std::nullopt;
  if (trial.command.reason.empty()) return field_invalid("reason");
  trial.fact.warranty = *trial.command.warranty;
  trial.fact.warranty_said = true;
  return std::nullopt;
}

/// Work that nobody has agreed to pay needs the warranty, or a reason why it is free.
Obstacle check_paid(const Trial& trial) {
  const bool unasked = trial.order.state == RepairState::diagnosing || trial.order.state == RepairState::declined;
  // What was approved stays approved: over a stay at the repair centre, and when more is declined.
  if (!unasked || trial.order.warranty || trial.order.has_agreed() || !trial.command.reason.empty()) {
    return std::nullopt;
  }
  return Refusal{RefusalCode::quote_missing, trial.order.number};
}

Obstacle check_identity(Trial& trial) {
  const std::string& said = trial.command.pickup_code;
  const bool right = said == trial.order.pickup_code || said == trial.order.code;
  const bool shown = !said.empty() || trial.command.identity_checked;
  const bool required = trial.branch.plan().repairs.identity_required;
  if ((!said.empty() && !right) || (required && !shown)) return Refusal{RefusalCode::identity_wrong, {}};
  if (!said.empty()) {
    trial.fact.identity = said == trial.order.pickup_code ? "pickup_code" : "slip";
  } else {
    trial.fact.identity = shown ? "checked" : "unchecked";
  }
  return std::nullopt;
}

Obstacle check_abandon(const Trial& trial) {
  const int left_days = days_to_abandon(trial.branch.plan().repairs, trial.order, trial.moment.steady_ms);
  if (left_days == 0) return std::nullopt;
  return Refusal{RefusalCode::abandon_too_early, std::to_string(left_days)};
}

/// An order cannot end while its loaner is out, but for a manager who says why.
Obstacle check_loaner(Trial& trial) {
  if (trial.order.loaner == 0) return std::nullopt;
  const Loaner* loaner = trial.branch.loaner(trial.order.loaner);
  const bool waived = !trial.command.loaner_waived.empty() && is_manager(trial.branch, trial.command.staff);
  if (!waived) return Refusal{RefusalCode::loaner_out, loaner == nullptr ? std::string() : loaner->label};
  trial.fact.loaner_waived =
      repair_code_or_note(trial.command.loaner_waived, trial.order.number, "loaner_waived", trial.decision);
  return std::nullopt;
}

/// What the step needs, and what it changes beside the state.
Obstacle prepare(Trial& trial) {
  switch (trial.command.step) {
    case RepairStep::receive:
    case RepairStep::take_back:
      return choose_shelf(trial);
    case RepairStep::diagnose:
      return set_warranty(trial);
    case RepairStep::quote:
      if (auto refusal = set_warranty(trial)) return refusal;
      return set_quote(trial);
    case RepairStep::approve:
      trial.fact.approved = true;
      return check_quote_named(trial);
    case RepairStep::decline:
      trial.fact.approved = false;
      return check_quote_named(trial);
    case RepairStep::repair:
      return check_paid(trial);
    case RepairStep::send_out:
      trial.fact.shelf.clear();
      return std::nullopt;
    case RepairStep::wait_for_parts:
    case RepairStep::test:
    case RepairStep::ready:
      return std::nullopt;
    case RepairStep::hand_over:
      if (auto refusal = check_identity(trial)) return refusal;
      return check_loaner(trial);
    case RepairStep::abandon:
      if (auto refusal = check_abandon(trial)) return refusal;
      return check_loaner(trial);
    case RepairStep::return_unrepaired:
      trial.fact.approved = false;  // what was not repaired is not paid for
      return check_loaner(trial);
  }
  return std::nullopt;
}

/// Nobody waits for what is over. Who is at a counter stays until the clerk is done, and who waits for something else
/// goes on waiting.
void end_waiting(Trial& trial) {
  for (const TicketId& id : {trial.order.ticket, trial.order.pickup_ticket}) {
    const Ticket* ticket = trial.branch.ticket(id);
    if (ticket == nullptr) continue;
    const bool waits = ticket->state == TicketState::waiting || ticket->state == TicketState::held;
    const bool for_this = ticket->service == ticket->letter && ticket->added.empty();
    if (waits && for_this) {
      trial.decision.facts.emplace_back(TicketCancelled{id, 0, trial.command.staff, "repair_over"});
    }
  }
}

void write_notes(Trial& trial) {
  const std::string place = ":" + std::to_string(trial.order.moves.size() + 1);
  const auto write = [&](const char* kind, const std::string& text) {
    const std::string clean = clean_text(text);
    if (!clean.empty()) trial.decision.notes.push_back({trial.order.number, 0, kind + place, clean});
  };
  write("note_customer", trial.command.note_customer);
  write("note_staff", trial.command.note_staff);
  if (trial.command.step == RepairStep::quote) write("quote_lines", trial.command.lines);
  if (trial.command.step == RepairStep::hand_over) write("signature", trial.command.signature);
  trial.fact.move.reason =
      repair_code_or_note(trial.command.reason, trial.order.number, "reason" + place, trial.decision);
}

}  // namespace

Result<Decision> decide(const Branch& branch, const AdvanceRepair& command, const Moment& moment) {
  const auto found = order_of(branch, command.repair);
  if (const auto* refusal = std::get_if<Refusal>(&found)) return *refusal;
  const RepairOrder& order = *std::get<const RepairOrder*>(found);
  const auto to = after(order.state, command.step);
  if (!to) return Refusal{RefusalCode::repair_step_not_allowed, std::string(to_string(order.state))};
  if (const auto refusal = check_texts(command)) return *refusal;

  Trial trial{branch, command, moment, order};
  trial.decision.repair = order.number;
  RepairAdvanced& fact = trial.fact;
  fact.repair_id = order.number;
  fact.staff = command.staff;
  fact.day = moment.day;
  fact.shelf = order.shelf;
  fact.cost = order.cost;
  fact.approved = order.approved;
  fact.warranty = order.warranty;
  fact.warranty_said = order.warranty_said;
  fact.move.step = command.step;
  fact.move.from = order.state;
  fact.move.to = *to;
  fact.move.in_state_ms = std::max<std::int64_t>(0, moment.steady_ms - order.since_steady_ms);
  if (const auto refusal = prepare(trial)) return *refusal;
  if (!is_open(*to)) {
    fact.shelf.clear();
    end_waiting(trial);
  }
  write_notes(trial);
  trial.decision.facts.emplace_back(std::move(fact));
  return std::move(trial.decision);
}

Result<Decision> decide(const Branch& branch, const PromiseRepair& command, const Moment& moment) {
  const auto found = open_order(branch, command.repair);
  if (const auto* refusal = std::get_if<Refusal>(&found)) return *refusal;
  const RepairOrder& order = *std::get<const RepairOrder*>(found);
  constexpr int days_max = 366;
  if (command.day < moment.day || days_between(moment.day, command.day) > days_max) {
    return field_invalid("promised_day");
  }
  const RepairPlan& plan = branch.plan().repairs;
  if (!is_workday(plan, command.day)) {
    return Refusal{RefusalCode::promise_on_rest_day, to_string(add_workdays(plan, command.day, 0))};
  }
  if (command.reason.empty() || command.reason.size() > reason_bytes_max) return field_invalid("reason");
  Decision decision;
  decision.repair = order.number;
  if (command.day == order.promised_day) return decision;
  const std::string kind = "promise_reason:" + std::to_string(order.promise_changes + 1);
  const std::string reason = repair_code_or_note(command.reason, order.number, kind, decision);
  decision.facts.emplace_back(RepairPromised{order.number, command.staff, command.day, reason});
  return decision;
}

}  // namespace menting::domain::rules
