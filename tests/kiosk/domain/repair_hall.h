#pragma once

#include <string>

#include "tests/kiosk/domain/hall.h"

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

}  // namespace menting::tests
