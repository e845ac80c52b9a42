#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace menting::hq {

inline constexpr std::string_view session_cookie_name = "menting_hq";

/// The value of Set-Cookie; `max_age_s` 0 takes it away. `encrypted`: for https only.
inline std::string session_cookie(const std::string& token, std::int64_t max_age_s, bool encrypted) {
  return std::string(session_cookie_name) + "=" + token +
         "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(max_age_s) + (encrypted ? "; Secure" : "");
}

}  // namespace menting::hq
