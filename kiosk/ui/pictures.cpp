#include "kiosk/ui/pictures.h"

#include <stb/stb_image.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <stdexcept>

#include "base/log/log.h"

namespace menting::ui {

namespace {

// Four bytes a pixel while it is read: 160 MB.
constexpr std::int64_t pixels_max = 40'000'000;

/// How much of each old pixel goes into one new one.
struct Share {
  int first = 0;
  std::vector<float> parts;  ///< of the old pixels from `first`; their sum is 1
};

std::vector<Share> shares(int from, int to) {
  std::vector<Share> all(static_cast<std::size_t>(to));
  const double step = static_cast<double>(from) / to;
  for (int i = 0; i < to; ++i) {
    Share& share = all[static_cast<std::size_t>(i)];
    const double begin = i * step, end = begin + step;
    share.first = static_cast<int>(begin);
    for (int old = share.first; old < from && old < end - 1e-6; ++old)
      share.parts.push_back(static_cast<float>((std::min(end, old + 1.0) - std::max<double>(begin, old)) / step));
  }
  return all;
}

[[noreturn]] void refuse(const std::string& why) {
  throw std::runtime_error(why + "; save it again as PNG or JPEG");
}

}  // namespace

Raster shrink(const Raster& from, int width, int height) {
  if (width == from.width && height == from.height) return from;
  Raster to = {.width = width, .height = height, .rgba = {}};
  to.rgba.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
  const std::vector<Share> columns = shares(from.width, width), rows = shares(from.height, height);
  // One new row at a time. Colours weigh as much as they are opaque, so that none of a clear pixel's shines through.
  std::vector<float> line(static_cast<std::size_t>(from.width) * 4);
  for (const Share& row : rows) {
    std::fill(line.begin(), line.end(), 0.F);
    for (std::size_t part = 0; part < row.parts.size(); ++part) {
      const unsigned char* old =
          from.rgba.data() + (static_cast<std::size_t>(row.first) + part) * static_cast<std::size_t>(from.width) * 4;
      for (std::size_t x = 0; x < line.size(); x += 4) {
        const float alpha = row.parts[part] * static_cast<float>(old[x + 3]);
        for (std::size_t c = 0; c < 3; ++c) line[x + c] += alpha * static_cast<float>(old[x + c]);
        line[x + 3] += alpha;
      }
    }
    for (const Share& column : columns) {
      float sum[4] = {};
      for (std::size_t part = 0; part < column.parts.size(); ++part) {
        const std::size_t x = (static_cast<std::size_t>(column.first) + part) * 4;
        for (std::size_t c = 0; c < 4; ++c) sum[c] += column.parts[part] * line[x + c];
      }
      for (std::size_t c = 0; c < 3; ++c)
        to.rgba.push_back(static_cast<unsigned char>(std::lround(sum[3] > 0 ? std::min(sum[c] / sum[3], 255.F) : 0.F)));
      to.rgba.push_back(static_cast<unsigned char>(std::lround(std::min(sum[3], 255.F))));
    }
  }
  return to;
}

Raster read_picture(const std::string& file, int width_max, int height_max) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> in(std::fopen(file.c_str(), "rbe"), &std::fclose);
  if (!in) throw std::runtime_error("the file cannot be opened; check its name and its rights");
  int width = 0, height = 0, channels = 0;
  if (stbi_info_from_file(in.get(), &width, &height, &channels) == 0) refuse("the file is not a picture");
  if (std::int64_t{width} * height > pixels_max) refuse("the picture has more than 40 million pixels");
  const std::unique_ptr<unsigned char, void (*)(void*)> pixels(
      stbi_load_from_file(in.get(), &width, &height, &channels, 4), &stbi_image_free);
  if (!pixels) refuse(std::string("the picture is damaged (") + stbi_failure_reason() + ")");
  const std::size_t bytes = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4;
  const Raster whole = {.width = width, .height = height, .rgba = {pixels.get(), pixels.get() + bytes}};
  const double fit = std::min({1.0, std::max(width_max, 1) / (1.0 * width), std::max(height_max, 1) / (1.0 * height)});
  return shrink(whole, std::max(1, static_cast<int>(width * fit)), std::max(1, static_cast<int>(height * fit)));
}

const Picture* Pictures::find(const std::string& file, int width_max, int height_max) {
  const auto [entry, fresh] = pictures_.try_emplace({file, width_max, height_max});
  Picture& picture = entry->second;
  if (fresh) {
    try {
      const Raster raster = read_picture(file, width_max, height_max);
      picture = {.id = port_.make(raster), .width = raster.width, .height = raster.height};
    } catch (const std::exception& error) {
      log::warn("ui", "the picture " + file + " is not shown: " + error.what());
    }
  }
  return picture.id != nullptr ? &picture : nullptr;
}

void Pictures::clear() {
  for (const auto& [key, picture] : pictures_) {
    if (picture.id != nullptr) port_.drop(picture.id);
  }
  pictures_.clear();
}

}  // namespace menting::ui
