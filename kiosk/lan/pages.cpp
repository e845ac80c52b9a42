#include "kiosk/lan/pages.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <utility>

#include "base/crypto/crypto.h"

namespace menting::lan {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t file_bytes_max = 8'388'608;

/// Plain names only: nothing that climbs, hides or means something else to the file system.
bool is_plain(std::string_view name) {
  while (true) {
    const std::size_t slash = name.find('/');
    const std::string_view segment = name.substr(0, slash);
    const bool odd = std::any_of(segment.begin(), segment.end(), [](char c) { return c == '\\' || c == ':'; });
    if (segment.empty() || segment.front() == '.' || odd) return false;
    if (slash == std::string_view::npos) return true;
    name.remove_prefix(slash + 1);
  }
}

}  // namespace

std::optional<std::string> Pages::name_of(const std::string& path) {
  for (const char* page : {"clerk", "board", "rate", "manager"}) {
    if (path == std::string("/") + page) return std::string(page) + "/index.html";
  }
  constexpr std::string_view prefix = "/web/";
  if (!path.starts_with(prefix)) return std::nullopt;
  std::string name = path.substr(prefix.size());
  if (!is_plain(name)) return std::nullopt;
  return name;
}

const Pages::File* Pages::known(const std::string& name) {
  const auto found = files_.find(name);
  if (found == files_.end()) return nullptr;
  std::error_code error;
  const auto changed = fs::last_write_time(folder_ / name, error);
  const auto size = error ? 0 : fs::file_size(folder_ / name, error);
  if (error || changed != found->second.changed || size != found->second.size) {
    files_.erase(found);
    return nullptr;
  }
  return &found->second;
}

std::optional<Pages::File> Pages::read(const std::string& name) const {
  std::error_code error;
  // A page's own folder may be a link: beside the pages of the source tree a build keeps what came with no page.
  const fs::path part = fs::path(name).begin()->native();
  const bool in_part = fs::is_directory(folder_ / part, error);
  const fs::path folder = fs::canonical(in_part ? folder_ / part : folder_, error);
  if (error) return std::nullopt;
  const fs::path file = fs::canonical(folder_ / name, error);
  if (error || !fs::is_regular_file(file, error)) return std::nullopt;
  const auto [end, ignored] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  if (end != folder.end()) return std::nullopt;  // a link that leads out
  File out;
  out.changed = fs::last_write_time(file, error);
  out.size = fs::file_size(file, error);
  if (error || out.size > file_bytes_max) return std::nullopt;
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  if (!stream) return std::nullopt;
  out.body = bytes.str();
  out.etag = "\"" + crypto::hash_hex(out.body).substr(0, 32) + "\"";
  return out;
}

std::string Pages::content_type(const std::string& name) {
  static constexpr auto types = std::to_array<std::pair<std::string_view, const char*>>({
      {".html", "text/html; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".json", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".webp", "image/webp"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
      {".mp3", "audio/mpeg"},
      {".ogg", "audio/ogg"},
      {".wav", "audio/wav"},
  });
  const auto found =
      std::find_if(types.begin(), types.end(), [&](const auto& type) { return name.ends_with(type.first); });
  return found == types.end() ? "application/octet-stream" : found->second;
}

}  // namespace menting::lan
