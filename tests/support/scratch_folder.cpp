#include "tests/support/scratch_folder.h"

#include <stdlib.h>

#include <stdexcept>

namespace menting::tests {

ScratchFolder::ScratchFolder(Kept kept) {
  std::error_code missing;
  std::filesystem::path base = "/dev/shm";
  if (kept == Kept::on_disk || !std::filesystem::is_directory(base, missing)) {
    base = std::filesystem::temp_directory_path();
  }
  std::string pattern = (base / "menting-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a scratch folder");
  path_ = pattern;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace menting::tests
