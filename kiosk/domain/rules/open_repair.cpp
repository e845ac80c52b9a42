#include <algorithm>

#include "kiosk/domain/calendar.h"
#include "kiosk/domain/promise.h"
#include "kiosk/domain/rules/repair_rules.h"

// A device is handed in, and what was said of it is put right beside the device.

namespace menting::domain::rules {
namespace {

constexpr int return_days = 30;
constexpr std::size_t drawing_bytes_max = 60'000;

/// The newest order of the same device and fault that was handed over within 30 days; empty: there is none.
RepairNumber returned_from(const Branch& branch, const RepairDevice& device, const std::vector<std::string>& faults,
                           BusinessDay day) {
  RepairNumber newest;
  if (device.device_hash.empty()) return newest;
  for (const RepairNumber& number : branch.repairs().of_device(device.device_hash)) {
    const RepairOrder& before = *branch.repair(number);
    if (before.state != RepairState::handed_over || days_between(before.ended_day, day) > return_days) continue;
    const bool same = std::any_of(faults.begin(), faults.end(), [&](const std::string& fault) {
      return std::find(before.faults.begin(), before.faults.end(), fault) != before.faults.end();
    });
    if (same) newest = number;
  }
  return newest;
}

/// What the terms promise: a fault that was repaired and is back within 30 days costs nothing. A technician may still
/// say otherwise, with a reason.
bool promised_free(const Branch& branch, const RepairNumber& return_of, const RepairDevice& device,
                   const std::vector<std::string>& faults) {
  const RepairOrder* before = return_of.empty() ? nullptr : branch.repair(return_of);
  if (before == nullptr || before->device.device_hash != device.device_hash) return false;
  const bool repaired = std::any_of(before->moves.begin(), before->moves.end(),
                                    [](const RepairMove& move) { return move.step == RepairStep::repair; });
  return repaired && std::all_of(faults.begin(), faults.end(), [&](const std::string& fault) {
           return std::find(before->faults.begin(), before->faults.end(), fault) != before->faults.end();
         });
}

/// The device lies here already, or is about to: two orders would lead two lives. Customers learn no number of it.
std::optional<Refusal> already_here(const Branch& branch, const RepairDevice& device, const RepairNumber& own,
                                    const StaffId& staff) {
  if (device.device_hash.empty()) return std::nullopt;
  for (const RepairNumber& number : branch.repairs().of_device(device.device_hash)) {
    if (number == own || !is_open(branch.repair(number)->state)) continue;
    return Refusal{RefusalCode::device_already_here, staff.empty() ? std::string() : number};
  }
  return std::nullopt;
}

}  // namespace

Result<Decision> decide(const Branch& branch, const OpenRepair& command, const Moment& moment) {
  const auto checked = checked_intake(command.intake, moment.day);
  if (!checked) return checked.refusal();
  if (!command.consent) return field_invalid("consent");
  if (!command.language.empty() && !is_language_tag(command.language)) return field_invalid("language");
  // What was signed is what is told here, or it is told again.
  const std::string& terms = branch.plan().repairs.terms_version;
  if (!command.terms_version.empty() && command.terms_version != terms) return field_invalid("terms_version");
  if (command.scratches.size() > drawing_bytes_max) return field_invalid("scratches");
  if (command.signature.size() > drawing_bytes_max) return field_invalid("signature");
  const RepairIntake& intake = checked.value();

  Decision decision;
  RepairOpened opened;
  opened.sequence = branch.last_number(moment.day, repair_letter) + 1;
  opened.repair_id = repair_number(moment.day, opened.sequence);
  opened.day = moment.day;
  opened.staff = command.staff;
  opened.codes_hash = command.codes_hash;
  decision.repair_codes = RepairCodes{opened.repair_id, command.code, command.pickup_code};
  opened.language = command.language.empty() ? "zh-CN" : command.language;
  opened.device = device_of(intake, branch.plan().repairs.devices, moment.day);
  if (const auto refusal = already_here(branch, opened.device, {}, command.staff)) return *refusal;
  opened.faults = intake.faults;
  opened.left_with = intake.left_with;
  opened.backed_up = command.backed_up;
  opened.lock_code_understood = command.lock_code_understood;
  opened.terms_version = terms;
  opened.promised_day = promise_for(branch, opened.faults, moment.day);
  opened.return_of = returned_from(branch, opened.device, opened.faults, moment.day);
  opened.warranty = under_warranty(branch.plan().repairs, opened.device) ||
                    promised_free(branch, opened.return_of, opened.device, opened.faults);
  decision.repair = opened.repair_id;

  // A hall that gives no numbers now takes the device all the same: the order is what must not be lost.
  const auto ticket = take_repair_ticket(branch, command.ticket_code, command.lane, opened.language, moment, decision);
  if (const auto* id = std::get_if<TicketId>(&ticket)) {
    opened.ticket_id = *id;
  } else {
    decision.no_ticket = std::get<Refusal>(ticket);
  }
  note_intake(opened.repair_id, intake, opened.device, decision);
  if (!command.scratches.empty()) decision.notes.push_back({opened.repair_id, 0, "scratches", command.scratches});
  if (!command.signature.empty()) decision.notes.push_back({opened.repair_id, 0, "signature", command.signature});
  decision.facts.emplace_back(std::move(opened));
  return decision;
}

Result<Decision> decide(const Branch& branch, const CorrectRepair& command, const Moment& moment) {
  const auto found = open_order(branch, command.repair);
  if (const auto* refusal = std::get_if<Refusal>(&found)) return *refusal;
  const RepairOrder& order = *std::get<const RepairOrder*>(found);
  if (order.erased) return Refusal{RefusalCode::repair_erased, order.number};
  const auto checked = checked_intake(command.intake, moment.day);
  if (!checked) return checked.refusal();
  const RepairIntake& intake = checked.value();
  RepairCorrected corrected{
      order.number,  command.staff,    device_of(intake, branch.plan().repairs.devices, order.day),
      intake.faults, intake.left_with, order.warranty};
  if (const auto refusal = already_here(branch, corrected.device, order.number, command.staff)) return *refusal;
  // A technician's own word about the warranty stays; what follows from the date follows the date.
  if (!order.warranty_said) {
    corrected.warranty = under_warranty(branch.plan().repairs, corrected.device) ||
                         promised_free(branch, order.return_of, corrected.device, corrected.faults);
  }
  Decision decision;
  decision.repair = order.number;
  for (const char* kind : {"customer_name", "customer_phone", "device_imei", "device_serial", "device_brand",
                           "device_model", "description", "left_with_other", "bought"}) {
    decision.erasures.push_back({order.number, kind});
  }
  note_intake(order.number, intake, corrected.device, decision);
  decision.facts.emplace_back(std::move(corrected));
  return decision;
}

}  // namespace menting::domain::rules
