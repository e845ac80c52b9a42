#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace menting::sync {

/// What joining headquarters left in the data folder (enrolment.json, mode 0600).
struct Enrolment {
  std::string url;  ///< "https://hq.example:8480"
  std::string ca;   ///< CA file; may be empty for plain HTTP on loopback
  std::string branch;
  std::string credential;
  std::string sealing_key;          ///< headquarters' X25519 public key, base64
  std::string secret_key{};         ///< the device's, which signs requests; empty: they are not signed
  std::int64_t key_made_at_ms = 0;  ///< 0: not noted
  std::string signing_key{};        ///< headquarters' Ed25519 public key, base64; empty: not known yet
};

struct EnrolRequest {
  std::string url;
  std::string ca;
  std::string code;
  bool allow_plain_http = false;
  std::string branch;  ///< the configured id: headquarters' answer must be for it
};

/// Makes the device's key (device.key, mode 0600) if there is none, shows the code to headquarters and keeps the
/// answer. Throws std::runtime_error: what failed and what to do. The data folder is then as before.
Enrolment enrol(const EnrolRequest& request, const std::string& data_folder);

/// None when this branch has not joined. Finishes a change of keys that headquarters has agreed to. Throws for a file
/// that cannot be read.
std::optional<Enrolment> read_enrolment(const std::string& data_folder);

/// A branch that joined before headquarters signed anything learns its key later, once (signing.key, mode 0600).
void learn_signing_key(const std::string& data_folder, const std::string& signing_key);

}  // namespace menting::sync
