#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace menting::sync {

/// The text of a member; empty when it is not there or no text.
std::string text_of(const nlohmann::ordered_json& json, const char* name);

}  // namespace menting::sync
