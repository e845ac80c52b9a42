#pragma once

#include <string_view>

namespace menting::http {

/// The reason phrase of a status, "Not Found" for 404; "Unknown" for one this server never sends.
std::string_view reason(int status);

}  // namespace menting::http
