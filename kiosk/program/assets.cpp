#include "kiosk/program/assets.h"

#include <filesystem>
#include <stdexcept>

namespace menting::program {

namespace fs = std::filesystem;

std::string assets_folder() {
  const fs::path bin = fs::read_symlink("/proc/self/exe").parent_path();
  for (const fs::path& folder : {bin / "../assets", bin / "../share/menting"}) {
    if (fs::is_directory(folder / "text")) return fs::canonical(folder).string();
  }
  throw std::runtime_error(
      "The texts and pages are not beside the program (looked for assets and share/menting next to " + bin.string() +
      "). Install Menting again, or run it from its build folder.");
}

std::string pictures_folder() {
  try {
    return assets_folder() + "/images";
  } catch (const std::exception&) {
    return {};  // whoever needs the texts says what is missing
  }
}

}  // namespace menting::program
