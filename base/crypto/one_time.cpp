#include "base/crypto/one_time.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

namespace menting::crypto {
namespace {

constexpr std::uint32_t six_digits = 1'000'000;

/// libsodium has no SHA-1, which is what authenticators agree on; inside HMAC it is sound.
std::array<unsigned char, EVP_MAX_MD_SIZE> hmac_sha1(std::string_view key, std::string_view text, std::size_t& size) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
           text.size(), digest.data(), &length) == nullptr) {
    throw std::runtime_error("OpenSSL gives no HMAC with SHA-1");
  }
  size = length;
  return digest;
}

}  // namespace

std::string totp_code(std::string_view secret, std::int64_t step) {
  std::string counter(8, '\0');
  for (std::size_t i = 0; i < counter.size(); ++i) {
    counter[counter.size() - 1 - i] = static_cast<char>((static_cast<std::uint64_t>(step) >> (8 * i)) & 0xFF);
  }
  std::size_t size = 0;
  const auto digest = hmac_sha1(secret, counter, size);
  const std::size_t from = digest.at(size - 1) & 0x0FU;
  std::uint32_t number = digest.at(from) & 0x7FU;
  for (std::size_t i = 1; i < 4; ++i) number = (number << 8) | digest.at(from + i);
  std::string code = std::to_string(number % six_digits);
  return std::string(6 - code.size(), '0') + code;
}

std::string to_base32(std::string_view bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : bytes) {
    held = (held << 8) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) text += letters[(held >> (bits - 5)) & 31U];
    held &= 0xFFU;
  }
  if (bits > 0) text += letters[(held << (5 - bits)) & 31U];
  return text;
}

}  // namespace menting::crypto
