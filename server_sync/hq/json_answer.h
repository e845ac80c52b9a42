#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/http/server.h"

namespace menting::hq {

/// Bytes that are no UTF-8 are replaced.
http::Response json_answer(int status, const nlohmann::ordered_json& body);

/// The text of a member; empty when it is not there or no text.
std::string text_of(const nlohmann::ordered_json& body, const char* name);

/// Of `count` in `of`, to four decimals; null when there are none.
nlohmann::ordered_json share_json(std::int64_t count, std::int64_t of);

/// 422 with the member "field", which the page marks.
http::Response field_invalid(const http::Request& request, const std::string& field);

}  // namespace menting::hq
