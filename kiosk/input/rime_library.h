#pragma once

#include <filesystem>

#include "kiosk/input/pinyin.h"

namespace menting::input {

/// librime between its start and its end, with an empty folder of its own as its user's. There is one in a process.
class RimeLibrary {
 public:
  /// Throws like Pinyin's constructor.
  explicit RimeLibrary(const PinyinFolders& folders);
  ~RimeLibrary();
  RimeLibrary(const RimeLibrary&) = delete;
  RimeLibrary& operator=(const RimeLibrary&) = delete;

 private:
  struct Claim {
    Claim();
    ~Claim();
  };
  struct UserFolder {
    UserFolder();
    ~UserFolder();
    std::filesystem::path path;
  };
  Claim claim_;
  UserFolder user_;
};

}  // namespace menting::input
