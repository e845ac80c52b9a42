#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// One-time passwords by the clock, as authenticator programs make them (RFC 6238 with SHA-1, 30 seconds, six digits).
namespace menting::crypto {

inline constexpr std::int64_t totp_step_s = 30;
inline constexpr std::size_t totp_secret_bytes = 20;  ///< as long as SHA-1's result, RFC 4226

/// The code of a step: the time since 1970 in units of `totp_step_s`.
std::string totp_code(std::string_view secret, std::int64_t step);
/// RFC 4648, without padding: what authenticators take a secret in.
std::string to_base32(std::string_view bytes);

}  // namespace menting::crypto
