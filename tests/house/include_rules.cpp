#include <algorithm>
#include <array>
#include <sstream>

#include "tests/house/rules.h"

namespace menting::house {
namespace {

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

/// "kiosk/ui" of "kiosk/ui/screens/home.cpp": the longest room that the path is below; empty when there is none.
std::string room_of(std::string_view path, const Rooms& rooms) {
  std::string best;
  for (const auto& [room, depends] : rooms) {
    if (starts_with(path, room + "/") && room.size() > best.size()) best = room;
  }
  return best;
}

std::string at(const SourceFile& file, int line) {
  return file.path + ":" + std::to_string(line) + ": ";
}

/// A program's main file, which knows every part.
bool is_main(const std::string& path) {
  return path == "kiosk/main.cpp" || path == "server_sync/hq/main.cpp" || starts_with(path, "kiosk/main/") ||
         starts_with(path, "kiosk/program/");
}

struct ThirdParty {
  const char* header;                  ///< how the include begins
  std::array<const char*, 4> folders;  ///< where it may be; their tests may too
  bool in_headers;                     ///< light enough for a header of its folder
};

/// Each third-party header in one folder only; the second folder is where two ends need the same format.
const ThirdParty kThirdParty[] = {
    {"sqlite3.h", {"base/sqlite"}, false},
    {"boost/locale", {"base/text"}, false},
    {"boost/", {"base/http"}, true},
    {"sodium", {"base/crypto"}, false},
    {"spdlog/", {"base/log"}, false},
    {"toml++/", {"base/toml"}, false},
    {"unicode/", {"base/time"}, false},
    {"curl/", {"server_sync/client", "tests/server_sync/hq"}, false},
    {"simdjson", {"server_sync/wire"}, false},
    {"zstd.h", {"server_sync/client", "server_sync/hq"}, false},
    {"SDL_audio.h", {"kiosk/voice"}, false},
    {"espeak-ng/", {"kiosk/voice"}, false},
    {"SDL", {"kiosk/ui", "tests/kiosk/voice", "tests/bench"}, true},
    {"imgui", {"kiosk/ui", "tests/bench"}, true},
    {"GL/", {"kiosk/ui"}, false},
    {"X11/", {"kiosk/ui", "tests/bench"}, false},
    {"ft2build.h", {"base/font", "tests/support"}, false},
    {"freetype/", {"base/font", "tests/support"}, false},
    {"stb/", {"kiosk/ui"}, false},
    {"qrencode.h", {"kiosk/printing", "kiosk/ui", "server_sync/hq", "tests/support"}, false},
    {"rime_api.h", {"kiosk/input"}, false},
    {"zinnia", {"kiosk/input"}, false},
    {"libudev.h", {"kiosk/input"}, false},
    {"linux/input", {"kiosk/input"}, false},
    {"cups/", {"kiosk/printing"}, false},
    {"png.h", {"tests/support", "tests/kiosk/printing", "tests/kiosk/ui"}, false},
    {"CLI/", {}, false},
    {"catch2/", {"tests/support"}, true},
    {"libpq-fe.h", {"base/postgres"}, false},
    {"openssl/bio.h", {"base/http"}, true},
    {"openssl/", {"base/crypto", "base/http", "tests/support"}, false},
};

/// Used by many, but only where it costs one compilation: in .cpp files.
constexpr std::array<const char*, 3> kOnlyInCpp = {"nlohmann/", "fmt/", "CLI/"};
constexpr std::string_view kLightInHeaders = "nlohmann/json_fwd.hpp";

bool in_folder(const std::string& path, std::string_view folder) {
  const std::string below = std::string(folder) + "/";
  return starts_with(path, below) || starts_with(path, "tests/" + below);
}

}  // namespace

Rooms read_rooms(std::string_view cmake) {
  Rooms rooms;
  std::size_t begin = 0;
  while ((begin = cmake.find("menting_room(", begin)) != std::string_view::npos) {
    begin += std::string_view("menting_room(").size();
    const std::size_t end = std::min(cmake.find(')', begin), cmake.size());
    std::istringstream words{std::string(cmake.substr(begin, end - begin))};
    std::string folder;
    words >> folder;
    auto& depends = rooms[folder];
    bool listing = false;
    for (std::string word; words >> word;) {
      if (word == "DEPENDS" || word == "PRIVATE_LIBS" || word == "PUBLIC_LIBS") {
        listing = word == "DEPENDS";
      } else if (listing) {
        depends.insert(word);
      }
    }
  }
  return rooms;
}

Findings check_rooms(const SourceFile& file, const Rooms& rooms) {
  Findings findings;
  if (!is_cpp(file.path)) return findings;
  const std::string own = room_of(file.path, rooms);
  const bool free = own.empty() || is_main(file.path);
  for (const Include& include : read_includes(file.text)) {
    if (include.angled) continue;
    if (include.path.find("..") != std::string::npos || include.path.find('/') == std::string::npos) {
      findings.push_back(at(file, include.line) + "\"" + include.path + "\" is not a path from the tree's root");
      continue;
    }
    const bool from_tests = starts_with(include.path, "tests/");
    if (from_tests && !starts_with(file.path, "tests/")) {
      findings.push_back(at(file, include.line) + "a program's part includes tests: " + include.path);
    }
    if (starts_with(file.path, "server_sync/") && starts_with(include.path, "kiosk/")) {
      findings.push_back(at(file, include.line) + "server_sync never includes kiosk/: " + include.path);
      continue;
    }
    const std::string other = room_of(include.path, rooms);
    if (free || other.empty() || other == own || rooms.at(own).contains(other)) continue;
    findings.push_back(at(file, include.line) + own + " includes " + other +
                       ", which is not in its DEPENDS line in CMakeLists.txt");
  }
  return findings;
}

Findings check_third_party(const SourceFile& file) {
  Findings findings;
  if (!is_cpp(file.path)) return findings;
  const bool header = file.path.size() > 2 && file.path.substr(file.path.size() - 2) == ".h";
  const bool in_tests = starts_with(file.path, "tests/");
  for (const Include& include : read_includes(file.text)) {
    if (!include.angled) continue;
    for (const char* light : kOnlyInCpp) {
      if (header && !in_tests && starts_with(include.path, light) && include.path != kLightInHeaders) {
        findings.push_back(at(file, include.line) + "<" + include.path + "> only in .cpp files");
      }
    }
    const auto* entry = std::find_if(std::begin(kThirdParty), std::end(kThirdParty),
                                     [&](const ThirdParty& known) { return starts_with(include.path, known.header); });
    if (entry == std::end(kThirdParty)) continue;
    const bool at_home = std::any_of(entry->folders.begin(), entry->folders.end(), [&](const char* folder) {
      return folder != nullptr && in_folder(file.path, folder);
    });
    if (!at_home && !is_main(file.path)) {
      findings.push_back(at(file, include.line) + "<" + include.path + "> is included outside its one folder");
    } else if (header && !entry->in_headers) {
      findings.push_back(at(file, include.line) + "<" + include.path + "> only in .cpp files of its folder");
    }
  }
  return findings;
}

}  // namespace menting::house
