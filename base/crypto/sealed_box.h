#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/crypto/crypto.h"

namespace menting::crypto {

/// Sealed so that only the owner of the X25519 public key (32 bytes) can open it; who sealed it cannot. Each time it is
/// sealed it looks different. Throws std::invalid_argument for a key of another size.
std::string seal_to(std::string_view public_key, std::string_view plain);
/// None when it was sealed to another key, or a byte was changed.
std::optional<std::string> open_sealed(const KeyPair& keys, std::string_view sealed);

}  // namespace menting::crypto
