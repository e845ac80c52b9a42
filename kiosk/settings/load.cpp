#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/crypto/crypto.h"
#include "kiosk/settings/sections.h"

namespace menting::settings {
namespace {

std::string digest_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return crypto::hash_hex(bytes.str());
}

/// The line number behind "FILE:"; faults without one (the whole file's) come first.
long line_number(const std::string& fault, const std::string& file) {
  if (fault.size() <= file.size() || fault[file.size()] != ':') return 0;
  return std::strtol(fault.c_str() + file.size() + 1, nullptr, 10);
}

using Read = void (*)(toml_reader::Table&, Settings&);

/// Reads the [[key]] tables and says so when there is none.
void read_some(toml_reader::Table& root, const char* key, Read read, Settings& settings,
               const toml_reader::Faults& faults) {
  const std::size_t before = faults.lines.size();
  read(root, settings);
  const bool silent = faults.lines.size() == before;
  if (silent && root.tables(key).empty()) root.missing(key, std::string("write at least one [[") + key + "]]");
}

}  // namespace

Loaded load(const std::string& file, const std::string& data, const std::string& pictures, const Languages& there,
            const std::string& beside) {
  Loaded loaded;
  loaded.settings.languages_there = there;
  toml_reader::Faults faults;
  std::error_code ignored;
  const auto folder = std::filesystem::absolute(beside.empty() ? file : beside, ignored).parent_path();
  const auto written_to = data.empty() ? folder : std::filesystem::absolute(data, ignored);
  PictureFolders picture_folders{folder};
  if (!pictures.empty()) picture_folders.emplace_back(pictures);
  if (auto root = toml_reader::open(file, faults)) {
    read_branch(*root, loaded.settings);
    read_lan(*root, loaded.settings);
    read_printer(*root, written_to, loaded.settings);
    read_scanner(*root, loaded.settings);
    read_hq(*root, folder, loaded.settings);
    read_queue(*root, loaded.settings);
    read_kiosk(*root, loaded.settings);
    read_theme(*root, picture_folders, loaded.settings);
    read_announcements(*root, picture_folders, loaded.settings);
    read_voice(*root, folder, loaded.settings);
    read_board(*root, loaded.settings);
    read_alerts(*root, loaded.settings);
    read_some(*root, "service", read_services, loaded.settings, faults);
    read_some(*root, "counter", read_counters, loaded.settings, faults);
    read_some(*root, "staff", read_staff, loaded.settings, faults);
    read_repairs(*root, loaded.settings);
    read_appointments(*root, loaded.settings);
    root->finish();
    loaded.settings.digest = digest_of(file);
  }
  loaded.faults = std::move(faults.lines);
  std::stable_sort(loaded.faults.begin(), loaded.faults.end(), [&](const std::string& a, const std::string& b) {
    return line_number(a, file) < line_number(b, file);
  });
  return loaded;
}

}  // namespace menting::settings
