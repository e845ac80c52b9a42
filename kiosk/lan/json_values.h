#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "kiosk/domain/ids.h"
#include "kiosk/domain/plan.h"

/// What every view writes in the same way: null stands for what is not there.
namespace menting::lan {

/// Compact; bytes that are no UTF-8 are replaced.
std::string dump(const nlohmann::ordered_json& json);
nlohmann::ordered_json text_or_null(const std::string& text);
/// RFC 3339; null for 0.
nlohmann::ordered_json time_or_null(std::int64_t at_ms);
/// "2026-11-26".
nlohmann::ordered_json day_or_null(domain::BusinessDay day);
/// The name of somebody of the staff; null when the plan does not know them.
nlohmann::ordered_json person_or_null(const domain::StaffId& staff, const domain::Plan& plan);

}  // namespace menting::lan
