#include "base/crypto/sealed_box.h"

#include <sodium.h>

#include <stdexcept>

#include "base/crypto/sodium_bytes.h"

namespace menting::crypto {

std::string seal_to(std::string_view public_key, std::string_view plain) {
  ready();
  if (public_key.size() != crypto_box_PUBLICKEYBYTES) {
    throw std::invalid_argument("a key to seal to has 32 bytes, not " + std::to_string(public_key.size()));
  }
  std::string sealed(plain.size() + crypto_box_SEALBYTES, '\0');
  crypto_box_seal(reinterpret_cast<unsigned char*>(sealed.data()), bytes_of(plain), plain.size(), bytes_of(public_key));
  return sealed;
}

std::optional<std::string> open_sealed(const KeyPair& keys, std::string_view sealed) {
  ready();
  if (sealed.size() < crypto_box_SEALBYTES || keys.public_key.size() != crypto_box_PUBLICKEYBYTES ||
      keys.secret_key.size() != crypto_box_SECRETKEYBYTES) {
    return std::nullopt;
  }
  std::string plain(sealed.size() - crypto_box_SEALBYTES, '\0');
  if (crypto_box_seal_open(reinterpret_cast<unsigned char*>(plain.data()), bytes_of(sealed), sealed.size(),
                           bytes_of(keys.public_key), bytes_of(keys.secret_key)) != 0) {
    return std::nullopt;
  }
  return plain;
}

}  // namespace menting::crypto
