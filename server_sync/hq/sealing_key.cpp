#include "server_sync/hq/sealing_key.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <system_error>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "server_sync/hq/open_connection.h"
#include "server_sync/hq/open_store.h"

namespace menting::hq {
namespace {

constexpr std::size_t box_key_bytes = 32;

[[noreturn]] void fail(const std::string& what, const std::string& file) {
  throw std::runtime_error(what + " " + file + ": " + std::system_category().message(errno) +
                           "; check that the data folder belongs to this program's user and has space");
}

/// Whole or not at all: written beside, flushed, then linked to its name, which must not be there.
void write_new(const std::string& file, const std::string& text) {
  const std::string beside = file + "." + std::to_string(getpid()) + ".new";
  unlink(beside.c_str());
  const int handle = open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (handle < 0) fail("cannot make", beside);
  const bool written =
      write(handle, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(handle) == 0;
  close(handle);
  if (!written) fail("cannot write", beside);
  if (link(beside.c_str(), file.c_str()) != 0 && errno != EEXIST) fail("cannot make", file);
  unlink(beside.c_str());
  const int folder = open(std::filesystem::path(file).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    fsync(folder);
    close(folder);
  }
}

std::string file_in(const std::string& data_folder) {
  return (std::filesystem::path(data_folder) / "sealing.key").string();
}

/// The key called `wanted`, base 64.
std::string read_key(const std::string& file, const std::string& wanted) {
  std::ifstream in(file);
  std::string name;
  std::string text;
  while (in >> name >> text && name != wanted) {
  }
  if (name != wanted) {
    throw std::runtime_error(file + " cannot be read as headquarters' sealing key: restore it from a backup");
  }
  const auto key = crypto::from_base64(text);
  if (!key || key->size() != box_key_bytes) {
    throw std::runtime_error(file + " does not hold a key of 32 bytes: restore it from a backup");
  }
  return text;
}

SealingKey new_key() {
  const crypto::KeyPair pair = crypto::make_box_keys();
  return {crypto::to_base64(pair.public_key), crypto::to_base64(pair.secret_key)};
}

std::optional<SealingKey> stored_sealing_key(sql::Connection& connection) {
  auto& found = connection.statement("SELECT public_key, secret_key FROM sealing_key");
  if (!found.step()) return std::nullopt;
  SealingKey key{found.text(0), found.text(1)};
  found.reset();
  return key;
}

/// Returns what is stored then: another headquarters may have been first.
SealingKey store_key(sql::Connection& connection, const SealingKey& key) {
  connection.begin_writing();
  try {
    connection
        .statement(
            "INSERT INTO sealing_key (id, public_key, secret_key) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING")
        .bind(1, key.public_key)
        .bind(2, key.secret_key)
        .run();
    connection.commit();
  } catch (...) {
    connection.rollback();
    throw;
  }
  return stored_sealing_key(connection).value();
}

}  // namespace

SealingKey sealing_key(const Place& place) {
  const auto connection = open_connection(place);
  auto stored = stored_sealing_key(*connection);
  const std::string file = file_in(place.data_folder);
  if (!std::filesystem::exists(file)) {
    if (!stored) stored = store_key(*connection, new_key());
    std::filesystem::create_directories(place.data_folder);
    write_new(file, "public " + stored->public_key + "\nsecret " + stored->secret_key + "\n");
    return *stored;
  }
  const SealingKey kept{read_key(file, "public"), read_key(file, "secret")};
  if (!stored) stored = store_key(*connection, kept);
  if (*stored != kept) {
    log::warn("hq",
              "the database has another sealing key than " + file +
                  ", and the database's is used. Keep this file: what was sealed to its key is opened by it alone");
  }
  return *stored;
}

}  // namespace menting::hq
