#include "server_sync/wire/slip.h"

#include <algorithm>

#include "base/crypto/crypto.h"

namespace menting::wire {
namespace {

constexpr std::size_t code_characters = 12;
constexpr std::size_t key_digits = 32;
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::string hashed(std::string_view what, std::string_view branch, std::string_view code) {
  return crypto::hash_hex(std::string(what) + "\n" + std::string(branch) + "\n" + std::string(code));
}

std::string context_of(std::string_view branch) {
  return "slip\n" + std::string(branch);
}

}  // namespace

std::string slip_key(std::string_view branch, std::string_view code) {
  return hashed("menting slip", branch, code).substr(0, key_digits);
}

std::string seal_slip(std::string_view branch, std::string_view code, std::string_view plain) {
  const auto secret = crypto::from_hex(hashed("menting slip contents", branch, code));
  return crypto::to_base64(crypto::seal(secret.value(), plain, context_of(branch)));
}

std::optional<std::string> open_slip(std::string_view branch, std::string_view code, std::string_view sealed) {
  const auto secret = crypto::from_hex(hashed("menting slip contents", branch, code));
  const auto bytes = crypto::from_base64(sealed);
  if (!secret || !bytes) return std::nullopt;
  return crypto::unseal(*secret, *bytes, context_of(branch));
}

bool is_slip_code(std::string_view code) {
  return code.size() == code_characters &&
         std::all_of(code.begin(), code.end(), [](char c) { return alphabet.find(c) != std::string_view::npos; });
}

}  // namespace menting::wire
