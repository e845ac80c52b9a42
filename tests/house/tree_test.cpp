#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/house/rules.h"
#include "tests/support/catch.h"

using namespace menting::house;
namespace fs = std::filesystem;

namespace {

const fs::path kRoot = MENTING_SOURCE_DIR;

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// What is made here and not written by anybody.
bool is_made(const std::string& name) {
  return name == ".git" || name.rfind("build", 0) == 0 || name == "node_modules" || name == ".cache";
}

std::vector<SourceFile> read_tree() {
  std::vector<SourceFile> files;
  for (auto it = fs::recursive_directory_iterator(kRoot); it != fs::recursive_directory_iterator(); ++it) {
    if (it->is_directory() && is_made(it->path().filename().string())) {
      it.disable_recursion_pending();
      continue;
    }
    if (!it->is_regular_file() || it->path().filename() == ".git") continue;
    std::string text = read(it->path());
    if (text.find('\0') != std::string::npos) continue;  // a picture, a font
    files.push_back({fs::relative(it->path(), kRoot).generic_string(), std::move(text)});
  }
  return files;
}

}  // namespace

TEST_CASE("the tree keeps the rules of the house") {
  const Rooms rooms = read_rooms(read(kRoot / "CMakeLists.txt"));
  REQUIRE(rooms.size() >= 10);
  const auto files = read_tree();
  REQUIRE(files.size() >= 50);
  std::size_t cpp_files = 0;
  std::string all;
  for (const auto& file : files) {
    cpp_files += is_cpp(file.path) ? 1U : 0U;
    for (const auto& finding : check_all(file, rooms)) all += finding + "\n";
  }
  CHECK(cpp_files >= 40);
  INFO(all);
  CHECK(all.empty());
}

TEST_CASE("every folder of code has its library and its DEPENDS name folders that are there") {
  const Rooms rooms = read_rooms(read(kRoot / "CMakeLists.txt"));
  for (const auto& [room, depends] : rooms) {
    CAPTURE(room);
    CHECK(fs::is_directory(kRoot / room));
    for (const auto& other : depends) CHECK(rooms.contains(other));
    if (room.rfind("kiosk/", 0) != 0) {
      for (const auto& other : depends) CHECK(other.rfind("kiosk/", 0) != 0);
    }
  }
  for (const char* floor : {"base", "kiosk", "server_sync"}) {
    for (const auto& entry : fs::directory_iterator(kRoot / floor)) {
      if (!entry.is_directory()) continue;
      const std::string folder = std::string(floor) + "/" + entry.path().filename().string();
      if (folder == "kiosk/program") continue;  // the program itself: it knows every part and nobody includes it
      CAPTURE(folder);
      CHECK(rooms.contains(folder));
    }
  }
}

TEST_CASE("the folders under kiosk that stand beside each other do not depend on each other") {
  const Rooms rooms = read_rooms(read(kRoot / "CMakeLists.txt"));
  for (const char* room : {"kiosk/storage", "kiosk/printing", "kiosk/lan", "kiosk/ui", "kiosk/settings"}) {
    CAPTURE(room);
    for (const auto& other : rooms.at(room)) {
      CAPTURE(other);
      const bool for_typing = std::string(room) == "kiosk/ui" && other == "kiosk/input";
      CHECK((other.rfind("kiosk/", 0) != 0 || other == "kiosk/desk" || other == "kiosk/domain" ||
             other == "kiosk/words" || for_typing));
    }
  }
  CHECK(rooms.at("kiosk/domain").empty());
}
