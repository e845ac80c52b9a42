#include "server_sync/client/json_text.h"

#include <nlohmann/json.hpp>

namespace menting::sync {

std::string text_of(const nlohmann::ordered_json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace menting::sync
