#include "server_sync/hq/known_devices.h"

#include <mutex>

namespace menting::hq {
namespace {

/// Half a kilobyte each; all of a large chain's are less.
constexpr std::size_t devices_max = 100'000;

}  // namespace

std::optional<Device> KnownDevices::find(const std::string& credential_hash) const {
  const std::shared_lock lock(mutex_);
  const auto found = devices_.find(credential_hash);
  if (found == devices_.end()) return std::nullopt;
  return found->second;
}

void KnownDevices::remember(const Device& device) {
  if (device.revoked || device.replaced || device.ends_at_ms != 0) return forget(device.credential_hash);
  const std::unique_lock lock(mutex_);
  if (devices_.size() >= devices_max) devices_.clear();
  devices_.insert_or_assign(device.credential_hash, device);
}

void KnownDevices::forget(const std::string& credential_hash) {
  const std::unique_lock lock(mutex_);
  devices_.erase(credential_hash);
}

}  // namespace menting::hq
