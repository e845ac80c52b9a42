#include <fmt/format.h>

#include <array>
#include <fstream>

#include "kiosk/settings/sections.h"

namespace menting::settings {
namespace {

constexpr std::uintmax_t kPictureBytesMax = 4 * 1024 * 1024;

/// What a file begins with says what it is; its name does not.
bool begins_as(const std::string& head, Picture kind) {
  static const std::string png("\x89PNG\r\n\x1a\n", 8);
  static const std::string jpeg("\xff\xd8\xff", 3);
  return head.rfind(png, 0) == 0 || (kind == Picture::png_or_jpeg && head.rfind(jpeg, 0) == 0);
}

std::filesystem::path find_picture(const std::string& name, const PictureFolders& folders) {
  std::error_code failed;
  for (const auto& folder : folders) {
    auto path = (folder / name).lexically_normal();
    if (std::filesystem::is_regular_file(path, failed)) return path;
  }
  return {};
}

}  // namespace

std::string read_picture(toml_reader::Table& table, const std::string& key, Picture kind,
                         const PictureFolders& folders) {
  const auto text = table.string(key);
  if (!text) return {};
  const char* wanted = kind == Picture::png ? "a PNG picture" : "a PNG or JPEG picture";
  const auto fault = [&](const std::string& what) {
    table.fault(key, what);
    return std::string();
  };
  if (text->empty()) return fault(fmt::format("names no file; write the path of {}, or take {} out", wanted, key));
  const auto path = find_picture(*text, folders);
  if (path.empty()) {
    return fault(fmt::format("there is no file \"{}\"; write the path of {}, relative to this file's folder",
                             (folders.front() / *text).lexically_normal().string(), wanted));
  }
  std::array<char, 8> bytes{};
  std::ifstream in(path, std::ios::binary);
  in.read(bytes.data(), bytes.size());
  if (!in.is_open() || in.bad()) {
    return fault(fmt::format("\"{}\" cannot be read; check that this user may read it", path.string()));
  }
  if (!begins_as(std::string(bytes.data(), static_cast<std::size_t>(in.gcount())), kind)) {
    return fault(fmt::format("\"{}\" is not {}; save the picture in that form", path.string(), wanted));
  }
  std::error_code failed;
  if (std::filesystem::file_size(path, failed) > kPictureBytesMax) {
    return fault(
        fmt::format("\"{}\" is larger than 4 MiB; save a smaller picture (1200 x 800 is enough)", path.string()));
  }
  return path.string();
}

}  // namespace menting::settings
