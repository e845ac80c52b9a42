#pragma once

#include <array>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace menting::phone {

/// What a customer's phone may ask for.
inline constexpr std::array languages{"zh-CN", "en"};

/// Compact; bytes that are no UTF-8 are replaced.
std::string dump(const nlohmann::ordered_json& json);

}  // namespace menting::phone
