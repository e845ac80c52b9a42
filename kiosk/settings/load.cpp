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

void need_one(toml_reader::Table& root, const std::string& key) {
  if (!root.has(key)) root.missing(key, "write at least one [[" + key + "]]");
}

}  // namespace

Loaded load(const std::string& file) {
  Loaded loaded;
  toml_reader::Faults faults;
  std::error_code ignored;
  const auto folder = std::filesystem::absolute(file, ignored).parent_path();
  if (auto root = toml_reader::open(file, faults)) {
    read_branch(*root, loaded.settings);
    read_lan(*root, loaded.settings);
    read_printer(*root, folder, loaded.settings);
    read_hq(*root, folder, loaded.settings);
    read_queue(*root, loaded.settings);
    read_kiosk(*root, loaded.settings);
    for (const char* key : {"service", "counter", "staff"}) need_one(*root, key);
    read_services(*root, loaded.settings);
    read_counters(*root, loaded.settings);
    read_staff(*root, loaded.settings);
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
