#pragma once

#include <string>
#include <string_view>

#include "kiosk/domain/repair_order.h"

/// Repairs in words. A code that is not known is said as it is.
namespace menting::words {

/// A brand or model; words for "other".
std::string device_name(std::string_view name, std::string_view language);
std::string device_kind(std::string_view code, std::string_view language);
std::string fault(std::string_view code, std::string_view language);
std::string left_with(std::string_view code, std::string_view language);
/// "Being repaired"
std::string repair_state(domain::RepairState state, std::string_view language);
/// A sentence for the customer: how it stands and what to do.
std::string repair_told(domain::RepairState state, std::string_view language);
/// What staff press: "Take over"
std::string repair_step(domain::RepairStep step, std::string_view language);

/// To who comes for a device whose repair is over, what became of it; nullptr where `state_code` is no such state.
const char* fetched_too_late(std::string_view state_code);
/// Where the repair stands and what is possible there.
std::string step_not_allowed(std::string_view state_code, std::string_view language);
/// What is wrong with a field of a hand-in, a step or a loaner; for a name that is not known, that it is wrong.
std::string field_invalid(std::string_view field, std::string_view language);

}  // namespace menting::words
