#include "kiosk/domain/rules/repair_rules.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "kiosk/domain/calendar.h"
#include "kiosk/domain/clean_text.h"
#include "kiosk/domain/estimate.h"
#include "kiosk/domain/queue.h"

namespace menting::domain::rules {

std::variant<const RepairOrder*, Refusal> order_of(const Branch& branch, const RepairNumber& number) {
  const RepairOrder* order = branch.repair(number);
  if (order == nullptr) return Refusal{RefusalCode::repair_unknown, number};
  return order;
}

std::variant<const RepairOrder*, Refusal> open_order(const Branch& branch, const RepairNumber& number) {
  auto found = order_of(branch, number);
  const auto* order = std::get_if<const RepairOrder*>(&found);
  if (order != nullptr && !is_open((*order)->state)) return Refusal{RefusalCode::repair_over, number};
  return found;
}

Refusal field_invalid(const std::string& field) {
  return {RefusalCode::repair_field_invalid, field};
}

std::string repair_code_or_note(const std::string& text, const RepairNumber& about, const std::string& kind,
                                Decision& decision) {
  static constexpr std::array<std::string_view, 20> codes{"goodwill",     "proof_of_purchase",
                                                          "no_proof",     "abuse",
                                                          "water_damage", "customer_asked",
                                                          "more_found",   "parts_late",
                                                          "workload",     "technician_ill",
                                                          "no_parts",     "not_worth_it",
                                                          "test_failed",  "lost",
                                                          "stolen",       "good",
                                                          "worn",         "damaged",
                                                          "incomplete",   "other"};
  if (text.empty()) return {};
  if (std::find(codes.begin(), codes.end(), text) != codes.end()) return text;
  decision.notes.push_back({about, 0, kind, clean_text(text)});
  return "other";
}

std::variant<TicketId, Refusal> take_repair_ticket(const Branch& branch, const std::string& code, Lane lane,
                                                   const std::string& language, const Moment& moment,
                                                   Decision& decision) {
  const Service* service = branch.plan().repair_service();
  if (service == nullptr) return Refusal{RefusalCode::service_unknown, {}};
  // The short lane is nobody's to choose: who fetches a device is put there.
  const Lane asked = lane == Lane::appointment ? Lane::standard : lane;
  auto taken = decide(branch, TakeTicket{service->letter, asked, code, language}, moment);
  if (!taken) return taken.refusal();
  auto& fact = std::get<TicketTaken>(taken.value().facts.front());
  if (lane == Lane::appointment) {
    fact.lane = lane;
    fact.ahead = count_ahead(branch, service->letter, lane, moment);
    fact.estimate = estimate_wait(branch, service->letter, lane, moment);
  }
  TicketId id = fact.ticket_id;
  decision.ticket = id;
  decision.facts.emplace_back(std::move(fact));
  return id;
}

void note_intake(const RepairNumber& number, const RepairIntake& intake, const RepairDevice& device,
                 Decision& decision) {
  const auto write = [&](const char* kind, const std::string& text) {
    if (!text.empty()) decision.notes.push_back({number, 0, kind, text});
  };
  write("customer_name", intake.name);
  write("customer_phone", intake.phone);
  write("device_imei", intake.imei);
  write("device_serial", intake.serial);
  if (device.brand == other_device) write("device_brand", intake.brand);
  if (device.model == other_device) write("device_model", intake.model);
  write("description", intake.description);
  write("left_with_other", intake.left_with_other);
  write("bought", intake.bought);
}

std::vector<RepairNumber> due_for_erasure(const Branch& branch, BusinessDay day) {
  std::vector<RepairNumber> due;
  for (const auto& [number, order] : branch.state().repairs.orders) {
    if (is_open(order.state) || order.erased) continue;
    if (days_between(order.ended_day, day) >= branch.plan().repairs.retention_days) due.push_back(number);
  }
  return due;
}

void erase_notes(const RepairOrder& order, const StaffId& staff, const std::string& reason, Decision& decision) {
  decision.facts.emplace_back(RepairErased{order.number, staff, reason});
  decision.erasures.push_back({order.number, {}});
}

bool under_warranty(const RepairPlan& plan, const RepairDevice& device) {
  return device.age_months >= 0 && device.age_months < plan.warranty_for(device.kind);
}

}  // namespace menting::domain::rules
