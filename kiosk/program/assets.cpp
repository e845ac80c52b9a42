#include "kiosk/program/assets.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <utility>

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

std::vector<std::string> languages_there() {
  std::vector<std::string> there = {"en"};  // what the sources say
  try {
    for (const auto& entry : fs::directory_iterator(assets_folder() + "/text")) {
      const std::string tag = entry.path().filename().string();
      if (tag != "en" && fs::exists(entry.path() / "LC_MESSAGES/menting.mo")) there.push_back(tag);
    }
  } catch (const std::exception&) {
    return {"zh-CN", "en"};  // whoever needs the texts says what is missing
  }
  // Chinese first, as everywhere; then by name.
  std::sort(there.begin(), there.end(), [](const std::string& a, const std::string& b) {
    return std::pair(a != "zh-CN", a) < std::pair(b != "zh-CN", b);
  });
  return there;
}

std::string pictures_folder() {
  try {
    return assets_folder() + "/images";
  } catch (const std::exception&) {
    return {};  // whoever needs the texts says what is missing
  }
}

}  // namespace menting::program
