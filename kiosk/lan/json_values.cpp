#include "kiosk/lan/json_values.h"

#include <nlohmann/json.hpp>

#include "base/time/zone.h"

namespace menting::lan {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json time_or_null(std::int64_t at_ms) {
  return at_ms == 0 ? Json(nullptr) : Json(base::rfc3339(at_ms));
}

Json day_or_null(domain::BusinessDay day) {
  return day.yyyymmdd == 0 ? Json(nullptr) : Json(domain::to_string(day));
}

Json person_or_null(const domain::StaffId& staff, const domain::Plan& plan) {
  const domain::StaffPlan* person = plan.person(staff);
  return person == nullptr ? Json(nullptr) : Json(person->name);
}

}  // namespace menting::lan
