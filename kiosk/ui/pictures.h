#pragma once

#include <imgui.h>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace menting::ui {

/// Pixels of a picture: red, green, blue and opacity, row by row.
struct Raster {
  int width = 0, height = 0;
  std::vector<unsigned char> rgba;
};

/// A picture that can be drawn (Painter::picture).
struct Picture {
  ImTextureID id = nullptr;
  int width = 0, height = 0;  ///< pixels, as scaled down
};

/// Reads a PNG or JPEG file, scaled down to fit `width_max` by `height_max`, never up. Throws std::runtime_error saying
/// what is wrong with the file.
Raster read_picture(const std::string& file, int width_max, int height_max);
/// The average of what each new pixel covers. The new size must not be larger.
Raster shrink(const Raster& from, int width, int height);

/// Where textures live.
struct TexturePort {
  std::function<ImTextureID(const Raster&)> make;
  std::function<void(ImTextureID)> drop;
};

/// Textures of picture files, each read at its first use.
class Pictures {
 public:
  explicit Pictures(TexturePort port) : port_(std::move(port)) {}
  ~Pictures() { clear(); }
  Pictures(const Pictures&) = delete;
  Pictures& operator=(const Pictures&) = delete;

  /// Null when the file cannot be read; that is said once to the log, and not tried again before clear(). The picture
  /// stays until clear().
  const Picture* find(const std::string& file, int width_max, int height_max);
  /// Forgets all; files that have changed are read anew. Between frames only.
  void clear();

 private:
  TexturePort port_;
  std::map<std::tuple<std::string, int, int>, Picture> pictures_;
};

}  // namespace menting::ui
