#include "server_sync/hq/sealing_key.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include "base/crypto/crypto.h"

namespace menting::hq {
namespace {

constexpr std::size_t key_bytes = 32;

[[noreturn]] void fail(const std::string& what, const std::string& file) {
  throw std::runtime_error(what + " " + file + ": " + std::system_category().message(errno) +
                           "; check that the data folder belongs to this program's user and has space");
}

/// Whole or not at all: written beside, flushed, then linked to its name, which must not be there.
void write_new(const std::string& file, const std::string& text) {
  const std::string beside = file + ".new";
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
  if (!key || key->size() != key_bytes) {
    throw std::runtime_error(file + " does not hold a key of 32 bytes: restore it from a backup");
  }
  return text;
}

}  // namespace

std::string sealing_public_key(const std::string& data_folder) {
  const std::string file = file_in(data_folder);
  if (!std::filesystem::exists(file)) {
    const crypto::KeyPair pair = crypto::make_box_keys();
    write_new(file,
              "public " + crypto::to_base64(pair.public_key) + "\nsecret " + crypto::to_base64(pair.secret_key) + "\n");
  }
  return read_key(file, "public");
}

std::string sealing_secret_key(const std::string& data_folder) {
  sealing_public_key(data_folder);  // makes the pair where there is none
  const std::string file = file_in(data_folder);
  return crypto::from_base64(read_key(file, "secret")).value();
}

}  // namespace menting::hq
