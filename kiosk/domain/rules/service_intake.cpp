#include "kiosk/domain/rules/rules.h"

// A manager closes and reopens a service. Pressing twice is answered twice and done once.

namespace menting::domain::rules {
namespace {

std::optional<Refusal> obstacle(const Branch& branch, ServiceLetter service, const StaffId& staff) {
  if (!is_manager(branch, staff)) return Refusal{RefusalCode::role_missing, {}};
  if (branch.plan().service(service) == nullptr) {
    return Refusal{RefusalCode::service_unknown, std::string(1, service)};
  }
  return std::nullopt;
}

}  // namespace

Result<Decision> decide(const Branch& branch, const CloseService& command, const Moment&) {
  if (const auto refusal = obstacle(branch, command.service, command.staff)) return *refusal;
  Decision decision;
  decision.service = command.service;
  if (branch.closure(command.service) != nullptr) return decision;
  const std::string kind = std::string("service_reason_") + command.service;
  decision.facts.emplace_back(
      ServiceClosed{command.service, command.staff, code_or_note(command.reason, kind, "other", decision)});
  return decision;
}

Result<Decision> decide(const Branch& branch, const ReopenService& command, const Moment&) {
  if (const auto refusal = obstacle(branch, command.service, command.staff)) return *refusal;
  Decision decision;
  decision.service = command.service;
  if (branch.closure(command.service) == nullptr) return decision;
  decision.facts.emplace_back(ServiceReopened{command.service, command.staff, "reopened"});
  return decision;
}

}  // namespace menting::domain::rules
