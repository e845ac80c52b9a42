#include "kiosk/domain/repair_order.h"

#include <algorithm>

#include "kiosk/domain/luhn.h"
#include "kiosk/domain/name_table.h"

namespace menting::domain {
namespace {

using State = RepairState;
using Step = RepairStep;

struct Way {
  State from;
  Step step;
  State to;
};

/// Every way there is: what is not here is out of order.
constexpr Way ways[] = {
    {State::handed_in, Step::receive, State::received},
    {State::handed_in, Step::return_unrepaired, State::returned_unrepaired},
    {State::handed_in, Step::abandon, State::abandoned},
    {State::received, Step::diagnose, State::diagnosing},
    {State::received, Step::return_unrepaired, State::returned_unrepaired},
    {State::received, Step::send_out, State::at_repair_centre},
    {State::diagnosing, Step::quote, State::quoted},
    {State::diagnosing, Step::repair, State::repairing},
    {State::diagnosing, Step::send_out, State::at_repair_centre},
    {State::diagnosing, Step::return_unrepaired, State::returned_unrepaired},
    {State::quoted, Step::quote, State::quoted},
    {State::quoted, Step::approve, State::approved},
    {State::quoted, Step::decline, State::declined},
    {State::quoted, Step::return_unrepaired, State::returned_unrepaired},
    {State::quoted, Step::abandon, State::abandoned},
    {State::approved, Step::repair, State::repairing},
    {State::approved, Step::send_out, State::at_repair_centre},
    {State::approved, Step::wait_for_parts, State::waiting_for_parts},
    {State::approved, Step::return_unrepaired, State::returned_unrepaired},
    {State::declined, Step::repair, State::repairing},
    {State::declined, Step::ready, State::ready},
    {State::declined, Step::return_unrepaired, State::returned_unrepaired},
    {State::repairing, Step::quote, State::quoted},
    {State::repairing, Step::wait_for_parts, State::waiting_for_parts},
    {State::repairing, Step::send_out, State::at_repair_centre},
    {State::repairing, Step::test, State::tested},
    {State::repairing, Step::return_unrepaired, State::returned_unrepaired},
    {State::waiting_for_parts, Step::repair, State::repairing},
    {State::waiting_for_parts, Step::return_unrepaired, State::returned_unrepaired},
    {State::at_repair_centre, Step::take_back, State::received},
    {State::tested, Step::repair, State::repairing},
    {State::tested, Step::ready, State::ready},
    {State::tested, Step::return_unrepaired, State::returned_unrepaired},
    {State::ready, Step::hand_over, State::handed_over},
    {State::ready, Step::return_unrepaired, State::returned_unrepaired},
    {State::ready, Step::abandon, State::abandoned},
};

constexpr Names<State, repair_states> repair_state_names{{{State::handed_in, "handed_in"},
                                                          {State::received, "received"},
                                                          {State::diagnosing, "diagnosing"},
                                                          {State::quoted, "quoted"},
                                                          {State::approved, "approved"},
                                                          {State::declined, "declined"},
                                                          {State::repairing, "repairing"},
                                                          {State::waiting_for_parts, "waiting_for_parts"},
                                                          {State::at_repair_centre, "at_repair_centre"},
                                                          {State::tested, "tested"},
                                                          {State::ready, "ready"},
                                                          {State::handed_over, "handed_over"},
                                                          {State::returned_unrepaired, "returned_unrepaired"},
                                                          {State::abandoned, "abandoned"}}};
constexpr Names<Step, repair_steps> steps{{{Step::receive, "receive"},
                                           {Step::diagnose, "diagnose"},
                                           {Step::quote, "quote"},
                                           {Step::approve, "approve"},
                                           {Step::decline, "decline"},
                                           {Step::repair, "repair"},
                                           {Step::wait_for_parts, "wait_for_parts"},
                                           {Step::send_out, "send_out"},
                                           {Step::take_back, "take_back"},
                                           {Step::test, "test"},
                                           {Step::ready, "ready"},
                                           {Step::hand_over, "hand_over"},
                                           {Step::return_unrepaired, "return_unrepaired"},
                                           {Step::abandon, "abandon"}}};
constexpr Names<LoanerState, 3> loaner_states{
    {{LoanerState::free, "free"}, {LoanerState::lent, "lent"}, {LoanerState::retired, "retired"}}};

constexpr std::size_t day_digits = 6;
constexpr std::size_t sequence_digits = 3;  ///< at least

}  // namespace

std::optional<RepairState> after(RepairState state, RepairStep step) {
  const auto* way = std::find_if(std::begin(ways), std::end(ways),
                                 [&](const Way& known) { return known.from == state && known.step == step; });
  if (way == std::end(ways)) return std::nullopt;
  return way->to;
}

std::vector<RepairStep> steps_from(RepairState state) {
  std::vector<RepairStep> possible;
  for (const auto& [step, name] : steps) {
    if (after(state, step)) possible.push_back(step);
  }
  return possible;
}

bool is_open(RepairState state) {
  return state != State::handed_over && state != State::returned_unrepaired && state != State::abandoned;
}

bool is_in_branch(RepairState state) {
  return is_open(state) && state != State::handed_in && state != State::at_repair_centre;
}

RepairNumber repair_number(BusinessDay day, int sequence) {
  const std::string date = std::to_string(100'000'000 + day.yyyymmdd).substr(3, day_digits);
  std::string running = std::to_string(sequence);
  if (running.size() < sequence_digits) running.insert(0, sequence_digits - running.size(), '0');
  const std::string digits = date + running;
  return "R" + digits + luhn_digit(digits);
}

std::optional<RepairNumber> read_repair_number(std::string_view typed) {
  std::string digits = without_gaps(typed);
  if (!digits.empty() && (digits[0] == 'R' || digits[0] == 'r')) digits.erase(0, 1);
  constexpr std::size_t digits_min = day_digits + sequence_digits + 1, digits_max = digits_min + 3;
  if (digits.size() < digits_min || digits.size() > digits_max || !luhn_holds(digits)) return std::nullopt;
  return "R" + digits;
}

std::string_view to_string(RepairState state) {
  return name_of(repair_state_names, state);
}
std::string_view to_string(RepairStep step) {
  return name_of(steps, step);
}
std::string_view to_string(LoanerState state) {
  return name_of(loaner_states, state);
}
bool from_string(std::string_view text, RepairState& out) {
  return code_of(repair_state_names, text, out);
}
bool from_string(std::string_view text, RepairStep& out) {
  return code_of(steps, text, out);
}
bool from_string(std::string_view text, LoanerState& out) {
  return code_of(loaner_states, text, out);
}

}  // namespace menting::domain
