#include <algorithm>

#include "kiosk/domain/calendar.h"
#include "kiosk/domain/luhn.h"
#include "kiosk/domain/rules/repair_rules.h"

namespace menting::domain::rules {
namespace {

constexpr std::size_t model_bytes_max = 40;
constexpr std::size_t model_digits_max = 6;  ///< more are a telephone or a serial number
constexpr std::size_t condition_bytes_max = 500;

/// Of the list of devices, or in the letters and few digits that models are named with.
bool names_model(const KnownDevices& devices, const std::string& text) {
  if (devices.has_model(text)) return true;
  constexpr std::string_view others = " -+/.()";
  std::size_t digits = 0, letters = 0;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    if (!letter && !digit && others.find(c) == std::string_view::npos) return false;
    letters += letter ? 1 : 0;
    digits += digit ? 1 : 0;
  }
  return letters > 0 && digits <= model_digits_max && text.size() <= model_bytes_max;
}

/// By label, "l-01" like "L-01", else by number.
const Loaner* find_loaner(const Branch& branch, const std::string& name) {
  const auto& loaners = branch.state().repairs.loaners;
  const auto labelled = [&](const std::string& label, const auto& same) {
    return std::find_if(loaners.begin(), loaners.end(),
                        [&](const auto& entry) { return same(entry.second.label) == label; });
  };
  auto found = labelled(name, [](const std::string& label) { return label; });  // of one stock that has both
  if (found == loaners.end()) found = labelled(in_capitals(name), in_capitals);
  if (found != loaners.end()) return &found->second;
  constexpr std::size_t digits_max = 8;
  return all_digits(name) && name.size() <= digits_max ? branch.loaner(std::stoi(name)) : nullptr;
}

}  // namespace

Result<Decision> decide(const Branch& branch, const AddLoaner& command, const Moment&) {
  if (!is_manager(branch, command.staff)) return RefusalCode::role_missing;
  // Both stand in events, so neither can name anybody.
  if (!is_mark(command.label)) return field_invalid("label");
  if (!names_model(branch.plan().repairs.devices, command.model)) return field_invalid("model");
  const std::string label = in_capitals(command.label);
  const Loaner* same = find_loaner(branch, label);
  if (same != nullptr && in_capitals(same->label) == label) return Refusal{RefusalCode::loaner_label_taken, label};
  const auto& loaners = branch.state().repairs.loaners;
  Decision decision;
  decision.loaner = loaners.empty() ? 1 : loaners.rbegin()->first + 1;
  decision.facts.emplace_back(LoanerAdded{decision.loaner, command.staff, label, command.model});
  return decision;
}

Result<Decision> decide(const Branch& branch, const LendLoaner& command, const Moment& moment) {
  const auto found = open_order(branch, command.repair);
  if (const auto* refusal = std::get_if<Refusal>(&found)) return *refusal;
  const RepairOrder& order = *std::get<const RepairOrder*>(found);
  if (order.loaner != 0) {
    const Loaner* out = branch.loaner(order.loaner);
    return Refusal{RefusalCode::loaner_there, out == nullptr ? std::string() : out->label};
  }
  const Loaner* loaner = find_loaner(branch, command.loaner);
  if (loaner == nullptr) return Refusal{RefusalCode::loaner_unknown, command.loaner};
  if (loaner->state != LoanerState::free) return Refusal{RefusalCode::loaner_not_free, loaner->label};
  if (command.condition.empty() || command.condition.size() > condition_bytes_max) return field_invalid("state");
  BusinessDay due = command.due_day;
  if (due.yyyymmdd == 0) due = std::max(order.promised_day, add_days(moment.day, branch.plan().repairs.loaner_days));
  if (due < moment.day) return field_invalid("due_day");
  Decision decision;
  decision.repair = order.number;
  decision.loaner = loaner->number;
  const std::string kind = "loaner_out:" + std::to_string(loaner->lent_count + 1);
  const std::string condition = repair_code_or_note(command.condition, order.number, kind, decision);
  decision.facts.emplace_back(LoanerLent{loaner->number, order.number, command.staff, condition, due});
  return decision;
}

Result<Decision> decide(const Branch& branch, const ReturnLoaner& command, const Moment& moment) {
  const auto found = order_of(branch, command.repair);
  if (const auto* refusal = std::get_if<Refusal>(&found)) return *refusal;
  const RepairOrder& order = *std::get<const RepairOrder*>(found);
  const Loaner* loaner = branch.loaner(order.loaner);
  if (loaner == nullptr) return Refusal{RefusalCode::loaner_not_lent, order.number};
  if (command.condition.empty() || command.condition.size() > condition_bytes_max) return field_invalid("state");
  Decision decision;
  decision.repair = order.number;
  decision.loaner = loaner->number;
  const std::string kind = "loaner_back:" + std::to_string(loaner->lent_count);
  const std::string condition = repair_code_or_note(command.condition, order.number, kind, decision);
  const std::int64_t lent_ms = std::max<std::int64_t>(0, moment.at_ms - loaner->since_ms);
  decision.facts.emplace_back(LoanerReturned{loaner->number, order.number, command.staff, condition, lent_ms});
  return decision;
}

Result<Decision> decide(const Branch& branch, const RetireLoaner& command, const Moment&) {
  if (!is_manager(branch, command.staff)) return RefusalCode::role_missing;
  const Loaner* loaner = find_loaner(branch, command.loaner);
  if (loaner == nullptr) return Refusal{RefusalCode::loaner_unknown, command.loaner};
  if (loaner->state == LoanerState::lent) return Refusal{RefusalCode::loaner_not_free, loaner->label};
  Decision decision;
  decision.loaner = loaner->number;
  if (loaner->state == LoanerState::free) decision.facts.emplace_back(LoanerRetired{loaner->number, command.staff});
  return decision;
}

}  // namespace menting::domain::rules
