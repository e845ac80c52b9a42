#pragma once

#include <string>

namespace menting::hq {

/// Headquarters' X25519 public key, base64: what branches seal personal data to. The pair is made at first start in
/// `data_folder`/sealing.key (mode 0600). Throws std::runtime_error when the file cannot be read or made.
std::string sealing_public_key(const std::string& data_folder);
/// The secret half, 32 bytes. The pair is made and what is wrong is thrown as above.
std::string sealing_secret_key(const std::string& data_folder);

}  // namespace menting::hq
