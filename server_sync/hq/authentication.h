#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/http/server.h"
#include "server_sync/hq/inbox.h"
#include "server_sync/hq/store.h"

namespace menting::hq {

/// Who sent a request to /sync: the device, or why it is not taken for one.
struct Caller {
  Device device;
  std::optional<Decision> refusal;
  bool has_signed = false;
};

/// Asks the store each time, so that a revocation counts at once, also on open connections and when another process
/// made it. A device shows its credential, and signs once it has a key to sign with: from its first signature on the
/// credential alone is worth nothing. `source` is the address that an alarm names.
Caller authenticate(const http::Request& request, Store& store, const std::string& source, std::int64_t now_ms);

/// The hash of the credential that a request shows; none: it shows none.
std::optional<std::string> credential_hash(const http::Request& request);

/// The request is what `device` would send now: signed by its key, or not signed by one that never has.
bool proves(const http::Request& request, const Device& device, std::int64_t now_ms);

/// Raises an alarm that stays, and refuses.
Decision alarm(Store& store, const std::string& branch, const std::string& kind, const std::string& source,
               std::int64_t now_ms, http::Response refusal);

/// The 32 bytes of an Ed25519 key in the usual base 64 or the one for URLs, with or without padding.
std::optional<std::string> public_key_bytes(std::string text);

}  // namespace menting::hq
