#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace menting::sync {

/// The device's Ed25519 key, as bytes.
struct DeviceKey {
  std::string public_key;
  std::string secret_key;
  std::int64_t made_at_ms = 0;  ///< 0: before that was noted
};

DeviceKey make_device_key();
/// `data_folder`/device.key (mode 0600); none when it is not there. Throws std::runtime_error when it is damaged.
std::optional<DeviceKey> read_device_key(const std::string& data_folder);
void write_device_key(const std::string& data_folder, const DeviceKey& key);

/// A key on its way to follow the one in use (rotation.json, mode 0600): kept before headquarters hears of it, so that
/// no crash leaves the branch without a pair that headquarters knows.
struct NextKey {
  DeviceKey key;
  std::string credential;
  bool accepted = false;  ///< headquarters has said yes
};

std::optional<NextKey> read_next_key(const std::string& data_folder);
void write_next_key(const std::string& data_folder, const NextKey& next);
void forget_next_key(const std::string& data_folder);

}  // namespace menting::sync
