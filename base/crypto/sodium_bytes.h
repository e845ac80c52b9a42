#pragma once

#include <string>
#include <string_view>

/// This folder's own: how its texts are handed to libsodium.
namespace menting::crypto {

/// Has libsodium started, once; cheap, and safe from any thread. Throws std::runtime_error.
void ready();

inline const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
inline unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace menting::crypto
