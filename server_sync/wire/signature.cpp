#include "server_sync/wire/signature.h"

#include <charconv>

#include "base/crypto/crypto.h"

namespace menting::wire {

std::string signed_text(std::int64_t at_ms, std::string_view method, std::string_view path, std::string_view body) {
  std::string text = "menting-request-1\n" + std::to_string(at_ms) + "\n";
  return text.append(method).append("\n").append(path).append("\n").append(crypto::hash_hex(body));
}

std::string rotation_text(std::string_view branch, std::string_view public_key, std::string_view credential_hash) {
  std::string text = "menting-rotation-1\n";
  return text.append(branch).append("\n").append(public_key).append("\n").append(credential_hash);
}

std::string enrolment_text(std::string_view code_hash, std::string_view public_key) {
  return std::string("menting-enrolment-1\n").append(code_hash).append("\n").append(public_key);
}

std::string signature_value(const Signature& signature) {
  return std::to_string(signature.at_ms) + " " + crypto::to_base64(signature.bytes);
}

std::optional<Signature> parse_signature(std::string_view value) {
  constexpr std::size_t longest = 128;
  Signature signature;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), signature.at_ms);
  if (value.size() > longest || error != std::errc() || end == value.data() + value.size() || *end != ' ') {
    return std::nullopt;
  }
  auto bytes = crypto::from_base64(value.substr(static_cast<std::size_t>(end - value.data()) + 1));
  if (!bytes) return std::nullopt;
  signature.bytes = std::move(*bytes);
  return signature;
}

}  // namespace menting::wire
