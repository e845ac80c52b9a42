#pragma once

#include "kiosk/domain/event.h"

/// The fields of repairs' and loaners' facts, for event_json.cpp: one list for writing and reading.
namespace menting::desk {

template <class Visitor>
void fields_of_device(Visitor&& v, domain::RepairDevice& e) {
  v("device_kind", e.kind);
  v("brand", e.brand);
  v("model", e.model);
  v("tac", e.tac);
  v("device_hash", e.device_hash);
  v("age_months", e.age_months);
}
template <class Visitor, class Fact>
void fields_of_repair(Visitor&& v, Fact& e) {
  v("repair_id", e.repair_id);
  v("staff", e.staff);
}
template <class Visitor>
void fields(Visitor&& v, domain::RepairOpened& e) {
  fields_of_repair(v, e);
  v("day", e.day.yyyymmdd);
  v("sequence", e.sequence);
  v.until_1("code", e.code);
  v.until_1("pickup_code", e.pickup_code);
  v.since_2("codes_hash", e.codes_hash);
  v("language", e.language);
  fields_of_device(v, e.device);
  v("faults", e.faults);
  v("left_with", e.left_with);
  v("backed_up", e.backed_up);
  v("lock_code_understood", e.lock_code_understood);
  v("warranty", e.warranty);
  v("terms_version", e.terms_version);
  v("promised_day", e.promised_day.yyyymmdd);
  v("ticket_id", e.ticket_id);
  v("return_of", e.return_of);
}
template <class Visitor>
void fields(Visitor&& v, domain::RepairAdvanced& e) {
  fields_of_repair(v, e);
  v("day", e.day.yyyymmdd);
  v("step", e.move.step);
  v("from", e.move.from);
  v("to", e.move.to);
  v("reason", e.move.reason);
  v("in_state_ms", e.move.in_state_ms);
  v("shelf", e.shelf);
  v("parts_minor", e.cost.parts_minor);
  v("labour_minor", e.cost.labour_minor);
  v("currency", e.cost.currency);
  v("approved", e.approved);
  v("warranty", e.warranty);
  v.since_2("warranty_said", e.warranty_said);
  v("identity", e.identity);
  v("loaner_waived", e.loaner_waived);
}
template <class Visitor>
void fields(Visitor&& v, domain::RepairCorrected& e) {
  fields_of_repair(v, e);
  fields_of_device(v, e.device);
  v("faults", e.faults);
  v("left_with", e.left_with);
  v("warranty", e.warranty);
}
template <class Visitor>
void fields(Visitor&& v, domain::RepairPromised& e) {
  fields_of_repair(v, e);
  v("promised_day", e.promised_day.yyyymmdd);
  v("reason", e.reason);
}
template <class Visitor>
void fields(Visitor&& v, domain::RepairFetched& e) {
  v("repair_id", e.repair_id);
  v("ticket_id", e.ticket_id);
}
template <class Visitor>
void fields(Visitor&& v, domain::RepairErased& e) {
  fields_of_repair(v, e);
  v("reason", e.reason);
}
template <class Visitor>
void fields(Visitor&& v, domain::LoanerAdded& e) {
  v("loaner", e.loaner);
  v("staff", e.staff);
  v("label", e.label);
  v("model", e.model);
}
template <class Visitor>
void fields(Visitor&& v, domain::LoanerLent& e) {
  v("loaner", e.loaner);
  fields_of_repair(v, e);
  v("condition", e.condition);
  v("due_day", e.due_day.yyyymmdd);
}
template <class Visitor>
void fields(Visitor&& v, domain::LoanerReturned& e) {
  v("loaner", e.loaner);
  fields_of_repair(v, e);
  v("condition", e.condition);
  v("lent_ms", e.lent_ms);
}
template <class Visitor>
void fields(Visitor&& v, domain::LoanerRetired& e) {
  v("loaner", e.loaner);
  v("staff", e.staff);
}

}  // namespace menting::desk
