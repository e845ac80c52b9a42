#pragma once

#include <initializer_list>
#include <string>

#include "tests/kiosk/domain/hall.h"
#include "tests/support/catch.h"

namespace menting::tests {

/// A hand-in that is whole: an iPhone with a broken screen.
inline domain::OpenRepair good_repair(int sequence = 1) {
  domain::OpenRepair command;
  command.intake.kind = "phone";
  command.intake.brand = "Apple";
  command.intake.model = "iPhone 15";
  command.intake.imei = "490154203237518";
  command.intake.faults = {"screen"};
  command.intake.left_with = {"sim", "case"};
  command.intake.bought = "2024-05-01";
  command.intake.name = "王小明";
  command.intake.phone = "138 0013 8000";
  command.consent = true;
  command.code = "RCODE" + std::to_string(sequence);
  command.ticket_code = "TCODE" + std::to_string(sequence);
  command.pickup_code = "123456";
  command.language = "zh-CN";
  return command;
}

inline const domain::RepairOrder& opened(Hall& hall, const domain::OpenRepair& command) {
  auto decision = hall.run(command);
  if (!decision) throw std::runtime_error("refused: " + std::string(to_string(decision.refusal().code)));
  return *hall.branch.repair(decision.value().repair);
}

inline domain::AdvanceRepair step(const domain::RepairNumber& repair, domain::RepairStep which) {
  domain::AdvanceRepair command;
  command.repair = repair;
  command.staff = "1003";
  command.step = which;
  if (which == domain::RepairStep::quote) command.cost = domain::RepairCost{60'000, 8'000, "CNY"};
  if (which == domain::RepairStep::abandon) command.reason = "customer_asked";
  if (which == domain::RepairStep::hand_over) command.identity_checked = true;
  return command;
}

constexpr std::int64_t hour_ms = 3600 * std::int64_t{1000};
constexpr std::int64_t day_ms = 24 * hour_ms;

inline domain::Refusal refusal_of(Hall& hall, domain::Command command) {
  const auto decision = hall.run(std::move(command));
  return decision ? domain::Refusal{domain::RefusalCode::branch_unable, "was done"} : decision.refusal();
}

inline void walk(Hall& hall, const domain::RepairNumber& number, std::initializer_list<domain::RepairStep> steps) {
  for (const domain::RepairStep one : steps) REQUIRE(hall.run(step(number, one)));
}

}  // namespace menting::tests
