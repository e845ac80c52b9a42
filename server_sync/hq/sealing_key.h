#pragma once

#include <string>

namespace menting::hq {

struct Place;

/// Headquarters' X25519 pair: what branches seal personal data to, and what opens it.
struct SealingKey {
  std::string public_key;  ///< base64
  std::string secret_key;  ///< base64

  bool operator==(const SealingKey&) const = default;
};

/// The database's pair, so that every headquarters on it has the same; the first one to start makes it, or brings the
/// one from its data folder. A copy is kept in `data_folder`/sealing.key (mode 0600), and one that differs is left
/// there. Throws std::runtime_error when the file cannot be read or made.
SealingKey sealing_key(const Place& place);

}  // namespace menting::hq
