#include <algorithm>
#include <array>
#include <string_view>

#include "kiosk/domain/rules/rules.h"

namespace menting::domain::rules {
namespace {

/// Codes only: a place goes into an event, so it must not be able to say who asked.
bool is_place(const Plan& plan, const std::string& place) {
  static constexpr std::array<std::string_view, 4> places{"kiosk", "entrance", "waiting_area", "self_service"};
  if (std::find(places.begin(), places.end(), place) != places.end()) return true;
  return std::any_of(plan.counters.begin(), plan.counters.end(),
                     [&](const CounterPlan& counter) { return place == "counter_" + std::to_string(counter.number); });
}

}  // namespace

Result<Decision> decide(const Branch& branch, const CallAssistance& command, const Moment& moment) {
  if (!is_place(branch.plan(), command.place)) return Refusal{RefusalCode::place_unknown, command.place};
  Decision decision;
  const BranchState& state = branch.state();
  const auto open = std::find_if(state.assistance.begin(), state.assistance.end(),
                                 [&](const auto& entry) { return entry.second.place == command.place; });
  if (open != state.assistance.end()) {
    decision.assistance = open->second;
    return decision;
  }
  const AssistanceNumber number = state.last_assistance + 1;
  decision.facts.emplace_back(AssistanceCalled{number, moment.day, command.place, command.language});
  decision.assistance =
      AssistanceCall{number, moment.day, command.place, command.language, moment.at_ms, moment.steady_ms};
  return decision;
}

Result<Decision> decide(const Branch& branch, const AnswerAssistance& command, const Moment& moment) {
  if (branch.plan().person(command.staff) == nullptr) return Refusal{RefusalCode::staff_unknown, command.staff};
  const BranchState& state = branch.state();
  const auto open = state.assistance.find(command.assistance);
  if (open == state.assistance.end()) {
    const bool was_there = command.assistance > 0 && command.assistance <= state.last_assistance;
    return Refusal{was_there ? RefusalCode::assistance_answered : RefusalCode::assistance_unknown, {}};
  }
  Decision decision;
  decision.assistance = open->second;
  const std::int64_t waited_ms = std::max<std::int64_t>(0, moment.steady_ms - open->second.steady_ms);
  decision.facts.emplace_back(AssistanceAnswered{command.assistance, command.staff, "answered", waited_ms});
  return decision;
}

}  // namespace menting::domain::rules
