#include "tests/support/png.h"

#include <png.h>

#include <cstring>
#include <stdexcept>

namespace menting::tests {

void write_png(const std::string& file, int width, int height, const std::vector<unsigned char>& rgba) {
  std::vector<unsigned char> rgb;
  rgb.reserve(rgba.size() / 4 * 3);
  for (std::size_t i = 0; i + 3 < rgba.size(); i += 4) rgb.insert(rgb.end(), &rgba[i], &rgba[i + 3]);
  png_image image;
  std::memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(width);
  image.height = static_cast<png_uint_32>(height);
  image.format = PNG_FORMAT_RGB;
  if (png_image_write_to_file(&image, file.c_str(), 0, rgb.data(), 0, nullptr) == 0) {
    throw std::runtime_error(file + " cannot be written: " + image.message);
  }
}

}  // namespace menting::tests
