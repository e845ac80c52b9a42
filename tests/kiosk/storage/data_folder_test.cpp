#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "kiosk/storage/data_folder.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using tests::ScratchFolder;

namespace {

/// No file of this process grows beyond `bytes` meanwhile: a disk that is full, without one.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : told_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, told_);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

 private:
  void (*told_)(int);
  rlimit before_{};
};

}  // namespace

TEST_CASE("whether there is room is tried, and leaves nothing behind", "[storage]") {
  const ScratchFolder scratch;
  const storage::DataFolder folder(scratch.path().string());
  CHECK_NOTHROW(folder.prove_room());
  {
    const SmallDisk disk(100'000);
    CHECK_THROWS_AS(folder.prove_room(), std::runtime_error);
  }
  CHECK(std::filesystem::is_empty(scratch.path()));
  CHECK_NOTHROW(folder.prove_room());
}

TEST_CASE("a file where the data folder should be is called that", "[storage]") {
  const ScratchFolder scratch;
  const std::string file = scratch.file("data");
  std::ofstream(file) << "x";
  CHECK_FALSE(storage::read_file(file + "/configuration.toml"));
  CHECK_THROWS_WITH(storage::DataFolder(file).make(), ContainsSubstring("is a file, not a folder"));
}
