#include "base/crypto/crypto.h"

#include <sodium.h>
#include <cstdint>

#include <array>
#include <span>
#include <stdexcept>

#include "base/crypto/sodium_bytes.h"

namespace menting::crypto {
namespace {

void check_key(std::string_view key) {
  if (key.size() != crypto_aead_xchacha20poly1305_ietf_KEYBYTES) {
    throw std::invalid_argument("a sealing key has 32 bytes, not " + std::to_string(key.size()));
  }
}

/// libsodium's takes the same time for all bytes, since they may be secret: ten times what a table takes. A hash is
/// none.
std::string hex_of_hash(std::span<const unsigned char> hash) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text(hash.size() * 2, '0');
  for (std::size_t i = 0; i < hash.size(); ++i) {
    text[2 * i] = digits[hash[i] >> 4U];
    text[2 * i + 1] = digits[hash[i] & 15U];
  }
  return text;
}

}  // namespace

void ready() {
  static const bool started = sodium_init() >= 0;
  if (!started) throw std::runtime_error("libsodium cannot start: the system gives no random numbers");
}

std::string hash_hex(std::string_view bytes) {
  ready();
  std::array<unsigned char, crypto_generichash_BYTES> digest;
  crypto_generichash(digest.data(), digest.size(), bytes_of(bytes), bytes.size(), nullptr, 0);
  return hex_of_hash(digest);
}

std::string keyed_hash_hex(std::string_view key, std::string_view bytes) {
  ready();
  std::string digest(crypto_generichash_BYTES, '\0');
  const bool fits = key.size() >= crypto_generichash_KEYBYTES_MIN && key.size() <= crypto_generichash_KEYBYTES_MAX;
  if (!fits) throw std::runtime_error("a key has 16 to 64 bytes, not " + std::to_string(key.size()));
  crypto_generichash(bytes_of(digest), digest.size(), bytes_of(bytes), bytes.size(), bytes_of(key), key.size());
  return to_hex(digest);
}

std::string random_bytes(std::size_t size) {
  ready();
  std::string bytes(size, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string random_digits(std::size_t length) {
  ready();
  constexpr std::uint32_t digits = 10;
  std::string text(length, '0');
  for (char& digit : text) digit = static_cast<char>('0' + randombytes_uniform(digits));
  return text;
}

std::string random_uuid() {
  std::string bytes = random_bytes(16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x40);
  bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
  std::string text = to_hex(bytes);
  for (const std::size_t place : {20U, 16U, 12U, 8U}) text.insert(place, "-");
  return text;
}

bool equal_secret(std::string_view a, std::string_view b) {
  ready();
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string hash_password(std::string_view password) {
  ready();
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::runtime_error("not enough memory to hash a password (64 MiB are needed)");
  }
  return text.data();
}

bool password_matches(const std::string& hash, std::string_view password) {
  ready();
  return is_password_hash(hash) && crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool is_password_hash(const std::string& hash) {
  ready();
  if (!hash.starts_with(crypto_pwhash_argon2id_STRPREFIX) || hash.size() >= crypto_pwhash_STRBYTES) return false;
  if (hash.find('\0') != std::string::npos) return false;
  // -1: not a hash at all; 0 and 1 only tell whether its limits are today's.
  return crypto_pwhash_str_needs_rehash(hash.c_str(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != -1;
}

void wipe(std::string& text) {
  text.resize(text.capacity());
  sodium_memzero(text.data(), text.size());
  text.clear();
}

void wipe(void* data, std::size_t size) {
  sodium_memzero(data, size);
}

std::string to_hex(std::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes_of(bytes), bytes.size());
  text.pop_back();
  return text;
}

std::optional<std::string> from_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string bytes(hex.size() / 2, '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  if (sodium_hex2bin(bytes_of(bytes), bytes.size(), hex.data(), hex.size(), nullptr, &size, &end) != 0 ||
      end != hex.data() + hex.size()) {
    return std::nullopt;
  }
  bytes.resize(size);
  return bytes;
}

std::string to_base64(std::string_view bytes) {
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), variant);
  text.pop_back();
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  if (sodium_base642bin(bytes_of(bytes), bytes.size(), text.data(), text.size(), nullptr, &size, &end,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  bytes.resize(size);
  return bytes;
}

std::string seal(std::string_view key, std::string_view plain, std::string_view context) {
  check_key(key);
  const std::string nonce = random_bytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  std::string sealed(plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  unsigned long long size = 0;
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed), &size, bytes_of(plain), plain.size(), bytes_of(context),
                                             context.size(), nullptr, bytes_of(nonce), bytes_of(key));
  sealed.resize(size);
  return nonce + sealed;
}

std::optional<std::string> unseal(std::string_view key, std::string_view sealed, std::string_view context) {
  check_key(key);
  ready();
  constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  if (sealed.size() < nonce_size + tag_size) return std::nullopt;
  const std::string_view body = sealed.substr(nonce_size);
  std::string plain(body.size() - tag_size, '\0');
  unsigned long long size = 0;
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(plain), &size, nullptr, bytes_of(body), body.size(),
                                                 bytes_of(context), context.size(), bytes_of(sealed),
                                                 bytes_of(key)) != 0) {
    return std::nullopt;
  }
  plain.resize(size);
  return plain;
}

KeyPair make_sign_keys() {
  ready();
  KeyPair keys{std::string(crypto_sign_PUBLICKEYBYTES, '\0'), std::string(crypto_sign_SECRETKEYBYTES, '\0')};
  crypto_sign_keypair(bytes_of(keys.public_key), bytes_of(keys.secret_key));
  return keys;
}

KeyPair make_box_keys() {
  ready();
  KeyPair keys{std::string(crypto_box_PUBLICKEYBYTES, '\0'), std::string(crypto_box_SECRETKEYBYTES, '\0')};
  crypto_box_keypair(bytes_of(keys.public_key), bytes_of(keys.secret_key));
  return keys;
}

std::string sign(std::string_view secret_key, std::string_view text) {
  ready();
  if (secret_key.size() != crypto_sign_SECRETKEYBYTES) {
    throw std::invalid_argument("a signing key has 64 bytes, not " + std::to_string(secret_key.size()));
  }
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(bytes_of(signature), nullptr, bytes_of(text), text.size(), bytes_of(secret_key));
  return signature;
}

bool signature_matches(std::string_view public_key, std::string_view text, std::string_view signature) {
  ready();
  return public_key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(bytes_of(signature), bytes_of(text), text.size(), bytes_of(public_key)) == 0;
}

}  // namespace menting::crypto
