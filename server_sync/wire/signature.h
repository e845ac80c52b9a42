#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace menting::wire {

/// How a branch signs a request with its device's Ed25519 key: "Menting-Signature: AT_MS SIGNATURE", the signature in
/// base 64 over signed_text(). Inside the window a request that is sent again repeats what is so already.
inline constexpr const char* signature_header = "Menting-Signature";
inline constexpr std::int64_t signature_window_ms = 5LL * 60 * 1000;  ///< before and after headquarters' clock

/// `path` without the query, `body` as it travels.
std::string signed_text(std::int64_t at_ms, std::string_view method, std::string_view path, std::string_view body);

/// What the new key signs to show that whoever asks for it has it.
std::string rotation_text(std::string_view branch, std::string_view public_key, std::string_view credential_hash);

/// What a device signs that shows its code again because it never heard the answer.
std::string enrolment_text(std::string_view code_hash, std::string_view public_key);

struct Signature {
  std::int64_t at_ms = 0;
  std::string bytes;
};
std::string signature_value(const Signature& signature);
std::optional<Signature> parse_signature(std::string_view value);

}  // namespace menting::wire
