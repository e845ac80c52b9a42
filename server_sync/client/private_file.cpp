#include "server_sync/client/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace menting::sync {
namespace {

[[noreturn]] void fail(const std::string& what, const std::string& file, int error) {
  throw std::runtime_error(what + " " + file + ": " + std::system_category().message(error) +
                           "; check that the data folder belongs to this program's user and has space");
}

bool write_all(int handle, const std::string& text) {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t count = write(handle, text.data() + done, text.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    done += static_cast<std::size_t>(count);
  }
  return fsync(handle) == 0;
}

}  // namespace

std::string path_in(const std::string& folder, const char* name) {
  return (std::filesystem::path(folder) / name).string();
}

void write_private_file(const std::string& file, const std::string& text) {
  const std::string beside = file + ".new";
  unlink(beside.c_str());
  const int handle = open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (handle < 0) fail("cannot make", beside, errno);
  const bool written = write_all(handle, text);
  const int error = errno;
  close(handle);
  if (!written || rename(beside.c_str(), file.c_str()) != 0) {
    const int why = written ? errno : error;
    unlink(beside.c_str());
    fail("cannot write", file, why);
  }
  const std::string folder = std::filesystem::path(file).parent_path().string();
  const int opened = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened >= 0) {
    fsync(opened);
    close(opened);
  }
}

std::optional<std::string> read_private_file(const std::string& file) {
  struct stat found {};
  if (stat(file.c_str(), &found) != 0) {
    if (errno == ENOENT) return std::nullopt;
    fail("cannot read", file, errno);
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) fail("cannot read", file, errno);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace menting::sync
