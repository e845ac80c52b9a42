#pragma once

#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include "server_sync/hq/store.h"

namespace menting::hq {

/// Devices as their rows said last, so that a signature can be looked at before there is a transaction. Nobody is let
/// in by this alone: Store::hear() has the rows say the same in the transaction that stores what the device sent.
/// Any thread.
class KnownDevices {
 public:
  std::optional<Device> find(const std::string& credential_hash) const;
  /// Forgets one that is revoked, replaced or about to end.
  void remember(const Device& device);
  void forget(const std::string& credential_hash);

 private:
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, Device> devices_;
};

}  // namespace menting::hq
