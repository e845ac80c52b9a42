#include "server_sync/client/device_key.h"

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/crypto/crypto.h"
#include "server_sync/client/json_text.h"
#include "server_sync/client/private_file.h"

namespace menting::sync {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t public_bytes = 32;
constexpr std::size_t secret_bytes = 64;

Json json_of(const DeviceKey& key) {
  return Json{{"public_key", crypto::to_base64(key.public_key)},
              {"secret_key", crypto::to_base64(key.secret_key)},
              {"made_at_ms", key.made_at_ms}};
}

std::optional<DeviceKey> key_of(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  auto public_key = crypto::from_base64(text_of(json, "public_key"));
  auto secret_key = crypto::from_base64(text_of(json, "secret_key"));
  if (!public_key || public_key->size() != public_bytes || !secret_key || secret_key->size() != secret_bytes) {
    return std::nullopt;
  }
  const auto made = json.find("made_at_ms");
  const bool noted = made != json.end() && made->is_number_integer();
  return DeviceKey{std::move(*public_key), std::move(*secret_key), noted ? made->get<std::int64_t>() : 0};
}

std::optional<NextKey> read_pair(const std::string& file) {
  const auto text = read_private_file(file);
  if (!text) return std::nullopt;
  const Json json = Json::parse(*text, nullptr, false);
  auto key = key_of(json);
  NextKey pair;
  if (key) pair = {std::move(*key), text_of(json, "credential"), json.value("accepted", false)};
  if (pair.credential.empty()) {  // it was written whole or not at all: somebody else's hand
    throw std::runtime_error(file +
                             " is damaged: remove it; should headquarters then refuse this branch, ask for a new code");
  }
  return pair;
}

void write_pair(const std::string& file, const NextKey& pair) {
  Json json = json_of(pair.key);
  json["credential"] = pair.credential;
  json["accepted"] = pair.accepted;
  write_private_file(file, json.dump(2) + "\n");
}

}  // namespace

DeviceKey make_device_key() {
  using std::chrono::system_clock;
  crypto::KeyPair pair = crypto::make_sign_keys();
  const auto now = system_clock::now().time_since_epoch();
  return {std::move(pair.public_key), std::move(pair.secret_key),
          std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

std::optional<DeviceKey> read_device_key(const std::string& data_folder) {
  const std::string file = path_in(data_folder, "device.key");
  const auto text = read_private_file(file);
  if (!text) return std::nullopt;
  auto key = key_of(Json::parse(*text, nullptr, false));
  if (!key) {
    throw std::runtime_error(file + " is damaged: restore it from a backup, or remove it and join headquarters again");
  }
  return key;
}

void write_device_key(const std::string& data_folder, const DeviceKey& key) {
  write_private_file(path_in(data_folder, "device.key"), json_of(key).dump(2) + "\n");
}

std::optional<NextKey> read_next_key(const std::string& data_folder) {
  return read_pair(path_in(data_folder, "rotation.json"));
}

void write_next_key(const std::string& data_folder, const NextKey& next) {
  write_pair(path_in(data_folder, "rotation.json"), next);
}

void forget_next_key(const std::string& data_folder) {
  std::filesystem::remove(path_in(data_folder, "rotation.json"));
}

std::optional<NextKey> read_previous_key(const std::string& data_folder) {
  return read_pair(path_in(data_folder, "previous.json"));
}

void write_previous_key(const std::string& data_folder, const NextKey& previous) {
  write_pair(path_in(data_folder, "previous.json"), previous);
}

void forget_previous_key(const std::string& data_folder) {
  std::filesystem::remove(path_in(data_folder, "previous.json"));
}

std::optional<JoiningKey> read_joining_key(const std::string& data_folder) {
  const auto text = read_private_file(path_in(data_folder, "joining.json"));
  if (!text) return std::nullopt;
  const Json json = Json::parse(*text, nullptr, false);
  auto key = key_of(json);
  if (!key) return std::nullopt;
  return JoiningKey{std::move(*key), text_of(json, "code_hash")};
}

void write_joining_key(const std::string& data_folder, const JoiningKey& joining) {
  Json json = json_of(joining.key);
  json["code_hash"] = joining.code_hash;
  write_private_file(path_in(data_folder, "joining.json"), json.dump(2) + "\n");
}

void forget_joining_key(const std::string& data_folder) {
  std::filesystem::remove(path_in(data_folder, "joining.json"));
}

}  // namespace menting::sync
