#include "kiosk/input/rime_library.h"

#include <rime_api.h>
#include <stdlib.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace menting::input {

namespace fs = std::filesystem;

namespace {

std::atomic<bool> claimed = false;

void require_files(const PinyinFolders& folders) {
  const fs::path staging = folders.staging;
  for (const char* name : {"default.yaml", "menting_pinyin.schema.yaml", "menting_pinyin.prism.bin"}) {
    if (fs::is_regular_file(staging / name)) continue;
    throw std::runtime_error("There is no pinyin: " + (staging / name).string() +
                             " is missing. Install Menting again, or build its target \"assets\".");
  }
  const char* table = "luna_pinyin.table.bin";
  const fs::path packaged = fs::path(folders.shared) / "build" / table;
  if (!fs::is_regular_file(packaged) && !fs::is_regular_file(staging / table)) {
    throw std::runtime_error("There is no pinyin: " + packaged.string() +
                             " is missing. Install the package rime-data-luna-pinyin.");
  }
}

}  // namespace

RimeLibrary::Claim::Claim() {
  if (claimed.exchange(true)) throw std::logic_error("only one Pinyin at a time: librime is global to the process");
}

RimeLibrary::Claim::~Claim() {
  claimed = false;
}

RimeLibrary::UserFolder::UserFolder() {
  std::string name = (fs::temp_directory_path() / "menting-pinyin-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    const int error = errno;
    throw std::runtime_error("There is no pinyin: cannot make a folder in " + fs::temp_directory_path().string() +
                             ": " + std::generic_category().message(error));
  }
  path = name;
}

RimeLibrary::UserFolder::~UserFolder() {
  std::error_code ignored;
  fs::remove_all(path, ignored);
}

RimeLibrary::RimeLibrary(const PinyinFolders& folders) {
  require_files(folders);
  const std::string user = user_.path.string();
  std::array<const char*, 2> modules = {"default", nullptr};
  RimeTraits traits{};
  RIME_STRUCT_INIT(RimeTraits, traits);
  traits.shared_data_dir = folders.shared.c_str();
  traits.staging_dir = folders.staging.c_str();
  traits.user_data_dir = user.c_str();
  // Its log would be a file of librime's own, and could quote what somebody typed: only what ends the process is said.
  traits.log_dir = user.c_str();
  traits.min_log_level = 3;
  traits.app_name = "rime.menting";
  traits.modules = modules.data();
  RimeApi& api = *rime_get_api();
  // It refuses a second set-up of its log in one process.
  [[maybe_unused]] static const bool set_up = [&] {
    api.setup(&traits);
    return true;
  }();
  api.initialize(&traits);
}

RimeLibrary::~RimeLibrary() {
  rime_get_api()->finalize();
}

}  // namespace menting::input
