#include "kiosk/phone/phone_json.h"

#include <nlohmann/json.hpp>

namespace menting::phone {

std::string dump(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace menting::phone
