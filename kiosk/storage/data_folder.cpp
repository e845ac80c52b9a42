#include "kiosk/storage/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace menting::storage {
namespace {

[[noreturn]] void fail(const std::string& what, int cause, const std::string& advice) {
  throw std::runtime_error(what + ": " + std::generic_category().message(cause) + ". " + advice);
}

std::string write_advice(int cause) {
  if (cause == ENOSPC || cause == EDQUOT) return "The disk is full: free some space on it, then try again.";
  if (cause == EIO) return "The disk does not write properly: check it and the system's log.";
  return "Check that the folder is there and that the user of this program may write in it.";
}

/// A file descriptor that closes itself.
class Descriptor {
 public:
  Descriptor(const std::string& file, int flags, mode_t mode = 0) : number_(::open(file.c_str(), flags, mode)) {
    if (number_ < 0) fail("cannot open " + file, errno, write_advice(errno));
  }
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

void sync_path(const std::string& path, int flags) {
  const Descriptor descriptor(path, flags | O_CLOEXEC);
  // Some file systems cannot sync a folder and say EINVAL: then there is nothing to wait for.
  if (::fsync(descriptor.number()) != 0 && errno != EINVAL) fail("cannot save " + path, errno, write_advice(errno));
}

void write_all(int descriptor, std::string_view bytes, const std::string& file) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("cannot write " + file, errno, write_advice(errno));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

void DataFolder::make() const {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return;
  if (std::filesystem::exists(path, error)) {
    throw std::runtime_error(path.string() +
                             " is a file, not a folder: give the data folder with --data, or move that file away");
  }
  std::filesystem::create_directories(path, error);
  if (error) fail("cannot make the data folder " + path.string(), error.value(), write_advice(error.value()));
  ::chmod(path.c_str(), S_IRWXU);
}

void DataFolder::prove_room() const {
  constexpr std::size_t usual_bytes = 256 * 1024;
  const std::string file = room();
  try {
    const Descriptor descriptor(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    write_all(descriptor.number(), std::string(usual_bytes, '\0'), file);
    if (::fsync(descriptor.number()) != 0) fail("cannot save " + file, errno, write_advice(errno));
  } catch (...) {
    ::unlink(file.c_str());
    throw;
  }
  ::unlink(file.c_str());
}

DataLock::DataLock(const DataFolder& folder) {
  const std::string file = folder.lock();
  file_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file_ < 0) fail("cannot write in the data folder: " + file, errno, write_advice(errno));
  // One that was killed a moment ago holds it until the system has cleared it away.
  int locked = ::flock(file_, LOCK_EX | LOCK_NB);
  for (int tries = 0; locked != 0 && errno == EWOULDBLOCK && tries < 20; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    locked = ::flock(file_, LOCK_EX | LOCK_NB);
  }
  if (locked == 0) {
    // For people and for the message below only; the lock itself is the system's.
    const std::string process = std::to_string(::getpid()) + "\n";
    if (::ftruncate(file_, 0) == 0 && ::pwrite(file_, process.data(), process.size(), 0) < 0) errno = 0;
    return;
  }
  const int cause = errno;
  ::close(file_);
  file_ = -1;
  if (cause != EWOULDBLOCK) fail("cannot lock " + file, cause, "Put the data folder on a local disk.");
  std::string process = read_file(file).value_or("");
  while (!process.empty() && process.back() == '\n') process.pop_back();
  throw std::runtime_error("the data folder " + folder.path.string() + " is in use by another kiosk" +
                           (process.empty() ? "" : " (process " + process + ")") +
                           ": stop that one first, or give this one another folder with --data");
}

DataLock::~DataLock() {
  ::close(file_);
}

std::optional<std::string> read_file(const std::string& file) {
  if (::access(file.c_str(), F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  if (!stream || bytes.fail()) {
    throw std::runtime_error("cannot read " + file + ": give the user of this program the right to read it");
  }
  return bytes.str();
}

void write_private_file(const std::string& file, std::string_view bytes) {
  const std::string fresh = file + ".new";
  ::unlink(fresh.c_str());
  try {
    const Descriptor descriptor(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    write_all(descriptor.number(), bytes, fresh);
    if (::fsync(descriptor.number()) != 0) fail("cannot save " + fresh, errno, write_advice(errno));
  } catch (...) {
    ::unlink(fresh.c_str());
    throw;
  }
  move_file(fresh, file);
}

void sync_folder_of(const std::string& file) {
  std::filesystem::path folder = std::filesystem::path(file).parent_path();
  if (folder.empty()) folder = ".";
  sync_path(folder.string(), O_RDONLY | O_DIRECTORY);
}

void sync_file(const std::string& file) {
  sync_path(file, O_RDONLY);
}

void move_file(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) {
    fail("cannot rename " + from + " to " + to, errno, write_advice(errno));
  }
  sync_folder_of(to);
}

}  // namespace menting::storage
