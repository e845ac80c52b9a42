#pragma once

#include <filesystem>
#include <string>

namespace menting::tests {

/// In memory: where the machine has such a folder, for thousands of commits none of which has to survive.
enum class Kept { on_disk, in_memory };

/// A folder of its own for one test, gone afterwards.
class ScratchFolder {
 public:
  explicit ScratchFolder(Kept kept = Kept::on_disk);
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace menting::tests
