#include "tests/support/escpos_decoder.h"

#include <png.h>

#include <algorithm>
#include <stdexcept>

namespace menting::tests {
namespace {

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}

  std::vector<DecodedSlip> run() {
    while (at_ < bytes_.size()) command();
    return std::move(slips_);
  }

 private:
  void command() {
    start_ = at_;
    switch (next()) {
      case 0x1b:
        return escape();
      case 0x1d:
        return group();
      case 0x10:
        if (next() != 0x04) unknown();
        if (const int question = next(); question < 1 || question > 4) unknown();
        return;
      default:
        unknown();
    }
  }

  void escape() {
    switch (next()) {
      case '@':
        if (slips_.empty() || slips_.back().cut)
          slips_.emplace_back();
        else if (slips_.back().bands != 0)
          fail("a new slip starts before the last one was cut");
        slips_.back().started = true;
        return;
      case 'd': {
        const int lines = next();
        slip().fed_lines += lines;
        return;
      }
      default:
        unknown();
    }
  }

  void group() {
    switch (next()) {
      case 'v':
        return raster();
      case 'V': {
        const int mode = next();
        if (mode == 65 || mode == 66)
          next();
        else if (mode != 0 && mode != 1 && mode != 48 && mode != 49)
          unknown();
        slip().cut = true;
        return;
      }
      default:
        unknown();
    }
  }

  void raster() {
    if (next() != '0') unknown();
    if (next() != 0) unknown();  // doubled sizes are not ours
    const int row_bytes = next() + 256 * next();
    const int height = next() + 256 * next();
    if (row_bytes == 0 || height == 0) fail("an empty picture");
    DecodedSlip& on = slip();
    on.width = std::max(on.width, row_bytes * 8);
    for (int y = 0; y < height; ++y) {
      std::string row;
      for (int x = 0; x < row_bytes; ++x)
        for (int byte = next(), bit = 0x80; bit != 0; bit >>= 1) row += (byte & bit) != 0 ? '#' : ' ';
      on.rows.push_back(std::move(row));
    }
    ++on.bands;
    on.fed_lines = 0;
  }

  DecodedSlip& slip() {
    if (slips_.empty() || slips_.back().cut) fail("a slip does not start with ESC @");
    return slips_.back();
  }

  int next() {
    if (at_ >= bytes_.size()) fail("the data ends in the middle of a command");
    return static_cast<unsigned char>(bytes_[at_++]);
  }

  [[noreturn]] void unknown() const {
    fail("unknown command byte " + std::to_string(static_cast<unsigned char>(bytes_[at_ - 1])));
  }
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error("ESC/POS: " + what + " (command at offset " + std::to_string(start_) + ")");
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t start_ = 0;
  std::vector<DecodedSlip> slips_;
};

}  // namespace

std::vector<DecodedSlip> decode_escpos(std::string_view bytes) {
  return Decoder(bytes).run();
}

void write_png(const DecodedSlip& slip, const std::string& path) {
  if (slip.rows.empty()) throw std::runtime_error(path + ": the slip is empty");
  const auto width = static_cast<std::size_t>(slip.width);
  std::vector<png_byte> grey(width * slip.rows.size(), 255);
  for (std::size_t y = 0; y < slip.rows.size(); ++y)
    for (std::size_t x = 0; x < slip.rows[y].size(); ++x)
      if (slip.rows[y][x] == '#') grey[y * width + x] = 0;
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(width);
  image.height = static_cast<png_uint_32>(slip.rows.size());
  image.format = PNG_FORMAT_GRAY;
  if (png_image_write_to_file(&image, path.c_str(), 0, grey.data(), 0, nullptr) == 0)
    throw std::runtime_error(path + ": " + image.message);
}

}  // namespace menting::tests
