#pragma once

#include <optional>
#include <string>
#include <variant>

#include "kiosk/domain/assistance.h"
#include "kiosk/domain/counter.h"
#include "kiosk/domain/refusal.h"
#include "kiosk/domain/repair_order.h"
#include "kiosk/domain/service_closure.h"
#include "kiosk/domain/ticket.h"

namespace menting::desk {

/// A service after a manager's command.
struct ServiceStanding {
  domain::ServiceLetter letter = 'A';
  std::optional<domain::ServiceClosure> closure;  ///< none: it is not closed
  bool operator==(const ServiceStanding&) const = default;
};

/// What a command came to, as it stood when it was done.
struct Answer {
  std::optional<domain::Ticket> ticket;
  std::optional<domain::Counter> counter;
  std::optional<domain::AssistanceCall> assistance{};
  std::optional<ServiceStanding> service{};
  std::optional<domain::RepairOrder> repair{};
  std::optional<domain::Loaner> loaner{};
  std::optional<domain::Refusal> no_ticket{};  ///< why a repair came without a number
  bool operator==(const Answer&) const = default;
};

using Receipt = std::variant<Answer, domain::Refusal>;

/// JSON text that read_receipt() takes back.
std::string receipt_json(const Receipt& receipt);
/// Throws std::runtime_error on text that receipt_json did not write.
Receipt read_receipt(const std::string& json);

}  // namespace menting::desk
