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

/// The pair that the one in use followed (previous.json, mode 0600): a headquarters that was put back to an older state
/// may know only that one.
std::optional<NextKey> read_previous_key(const std::string& data_folder);
void write_previous_key(const std::string& data_folder, const NextKey& previous);
void forget_previous_key(const std::string& data_folder);

/// The key that a code was shown with (joining.json, mode 0600): kept until the answer has come, so that the same
/// device can show the same code again when it was lost on the way.
struct JoiningKey {
  DeviceKey key;
  std::string code_hash;
};

/// None also when the file is damaged: the code is then shown as if for the first time.
std::optional<JoiningKey> read_joining_key(const std::string& data_folder);
void write_joining_key(const std::string& data_folder, const JoiningKey& joining);
void forget_joining_key(const std::string& data_folder);

}  // namespace menting::sync
