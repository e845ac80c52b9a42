#include "kiosk/domain/decide.h"

#include <variant>

#include "kiosk/domain/rules/rules.h"

namespace menting::domain {

Result<Decision> decide(const Branch& branch, const Command& command, const Moment& moment) {
  return std::visit([&](const auto& verb) { return rules::decide(branch, verb, moment); }, command);
}

}  // namespace menting::domain
