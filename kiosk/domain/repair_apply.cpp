#include "kiosk/domain/repair_apply.h"

#include <utility>

namespace menting::domain {

void apply(const RepairOpened& fact, const Event& event, RepairOrder& order) {
  order.number = fact.repair_id;
  order.day = fact.day;
  order.code = fact.code;
  order.pickup_code = fact.pickup_code;
  order.codes_hash = fact.codes_hash;
  order.language = fact.language;
  order.device = fact.device;
  order.faults = fact.faults;
  order.left_with = fact.left_with;
  order.backed_up = fact.backed_up;
  order.lock_code_understood = fact.lock_code_understood;
  order.terms_version = fact.terms_version;
  order.opened_by = fact.staff;
  order.warranty = fact.warranty;
  order.return_of = fact.return_of;
  order.first_promised_day = fact.promised_day;
  order.promised_day = fact.promised_day;
  order.opened_at_ms = event.at_ms;
  order.opened_steady_ms = event.steady_ms;
  order.since_ms = event.at_ms;
  order.since_steady_ms = event.steady_ms;
  order.ticket = fact.ticket_id;
}

namespace {

/// What is agreed about money follows from the steps.
void agree(const RepairMove& move, const RepairCost& cost, RepairOrder& order) {
  const bool answers = move.step == RepairStep::approve || move.step == RepairStep::decline;
  if (move.step == RepairStep::quote) order.quotes.push_back({cost, move.at_ms, {}, 0});
  if (answers && !order.quotes.empty()) {
    order.quotes.back().answer = move.step == RepairStep::approve ? "approved" : "declined";
    order.quotes.back().answered_at_ms = move.at_ms;
  }
  if (move.step == RepairStep::approve) order.approved_cost = cost;
  // What goes back as it came is not paid for.
  const bool given_back = move.step == RepairStep::ready && move.from == RepairState::declined;
  if (given_back || move.step == RepairStep::return_unrepaired) order.approved_cost = {};
}

}  // namespace

void apply(const RepairAdvanced& fact, const Event& event, RepairOrder& order) {
  RepairMove move = fact.move;
  move.staff = fact.staff;
  move.at_ms = event.at_ms;
  order.state = move.to;
  order.since_ms = event.at_ms;
  order.since_steady_ms = event.steady_ms;
  order.shelf = fact.shelf;
  order.cost = fact.cost;
  order.approved = fact.approved;
  order.warranty_said = order.warranty_said || fact.warranty_said || order.warranty != fact.warranty;
  order.warranty = fact.warranty;
  agree(move, fact.cost, order);
  if (move.to == RepairState::ready) order.ready_day = fact.day;
  if (!is_open(move.to)) {
    order.ended_day = fact.day;
    order.ended_at_ms = event.at_ms;
    order.identity = fact.identity;
    order.loaner_waived = fact.loaner_waived;
  }
  order.moves.push_back(std::move(move));
}

void apply(const RepairCorrected& fact, RepairOrder& order) {
  order.device = fact.device;
  order.faults = fact.faults;
  order.left_with = fact.left_with;
  order.warranty = fact.warranty;
  order.corrections += 1;
}

void apply(const RepairPromised& fact, RepairOrder& order) {
  order.promised_day = fact.promised_day;
  order.promise_reason = fact.reason;
  order.promise_changes += 1;
}

void apply(const LoanerAdded& fact, const Event& event, Loaner& loaner) {
  loaner.number = fact.loaner;
  loaner.label = fact.label;
  loaner.model = fact.model;
  loaner.staff = fact.staff;
  loaner.since_ms = event.at_ms;
}

void apply(const LoanerLent& fact, const Event& event, Loaner& loaner) {
  loaner.state = LoanerState::lent;
  loaner.condition = fact.condition;
  loaner.repair = fact.repair_id;
  loaner.staff = fact.staff;
  loaner.since_ms = event.at_ms;
  loaner.due_day = fact.due_day;
  loaner.lent_count += 1;
}

void apply(const LoanerReturned& fact, const Event& event, Loaner& loaner) {
  loaner.state = LoanerState::free;
  loaner.condition = fact.condition;
  loaner.last_repair = loaner.repair;
  loaner.repair.clear();
  loaner.staff = fact.staff;
  loaner.since_ms = event.at_ms;
  loaner.due_day = {};
}

}  // namespace menting::domain
