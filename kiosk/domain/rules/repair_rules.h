#pragma once

#include <string>
#include <variant>
#include <vector>

#include "kiosk/domain/rules/rules.h"

/// What the rules about repairs share.
namespace menting::domain::rules {

/// The order, or that there is none.
std::variant<const RepairOrder*, Refusal> order_of(const Branch& branch, const RepairNumber& number);
/// The same for one that is not over.
std::variant<const RepairOrder*, Refusal> open_order(const Branch& branch, const RepairNumber& number);

Refusal field_invalid(const std::string& field);

/// A known code stays; other text becomes "other" and a note of that kind about the order.
std::string repair_code_or_note(const std::string& text, const RepairNumber& about, const std::string& kind,
                                Decision& decision);

/// A number in the queue of repairs as the rule of taking one gives it; its id, or why there is none.
std::variant<TicketId, Refusal> take_repair_ticket(const Branch& branch, const std::string& code, Lane lane,
                                                   const std::string& language, const Moment& moment,
                                                   Decision& decision);

/// What was said of a device, as notes; and what of an earlier saying they replace.
void note_intake(const RepairNumber& number, const RepairIntake& intake, const RepairDevice& device,
                 Decision& decision);

/// Orders whose personal data is no longer needed on that day.
std::vector<RepairNumber> due_for_erasure(const Branch& branch, BusinessDay day);
void erase_notes(const RepairOrder& order, const StaffId& staff, const std::string& reason, Decision& decision);

bool under_warranty(const RepairPlan& plan, const RepairDevice& device);

}  // namespace menting::domain::rules
