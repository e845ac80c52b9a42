#include "base/font/font_file.h"

#include <fcntl.h>
#include <ft2build.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include FT_FREETYPE_H
#include FT_ADVANCES_H

#include <algorithm>
#include <stdexcept>

namespace menting::font {

struct FontFile::Impl {
  Impl(const std::string& path, int face_index) {
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat found {};
    if (fd >= 0 && fstat(fd, &found) == 0 && found.st_size > 0) {
      size = static_cast<std::size_t>(found.st_size);
      data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
    }
    if (fd >= 0) close(fd);
    if (data != MAP_FAILED && FT_Init_FreeType(&library) == 0 &&
        FT_New_Memory_Face(library, static_cast<const FT_Byte*>(data), static_cast<FT_Long>(size), face_index, &face) ==
            0 &&
        FT_IS_SCALABLE(face))
      return;
    end();
    throw std::runtime_error("the font " + path + " cannot be read; install the package fonts-noto-cjk");
  }
  ~Impl() { end(); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void end() {
    if (face != nullptr) FT_Done_Face(face);
    if (library != nullptr) FT_Done_FreeType(library);
    if (data != MAP_FAILED) munmap(data, size);
  }

  FT_Library library = nullptr;
  FT_Face face = nullptr;
  void* data = MAP_FAILED;
  std::size_t size = 0;
  int pixels = 0;  ///< what the face is set to
};

FontFile::FontFile(const std::string& path, int face_index) : impl_(std::make_unique<Impl>(path, face_index)) {}
FontFile::~FontFile() = default;

bool FontFile::has(char32_t character) const {
  return FT_Get_Char_Index(impl_->face, character) != 0;
}

int FontFile::advance(char32_t character, int pixels) const {
  FT_Fixed units = 0;
  const FT_UInt glyph = FT_Get_Char_Index(impl_->face, character);
  if (FT_Get_Advance(impl_->face, glyph, FT_LOAD_NO_SCALE, &units) != 0) return 0;
  const FT_Fixed per_em = impl_->face->units_per_EM;
  return static_cast<int>((units * std::max(pixels, 0) + per_em / 2) / per_em);
}

Coverage FontFile::render(char32_t character, int pixels) {
  Coverage result;
  result.advance = advance(character, pixels);
  if (pixels < 1) return result;
  if (impl_->pixels != pixels) {
    if (FT_Set_Pixel_Sizes(impl_->face, 0, static_cast<FT_UInt>(pixels)) != 0) return result;
    impl_->pixels = pixels;
  }
  if (FT_Load_Char(impl_->face, character, FT_LOAD_RENDER | FT_LOAD_TARGET_LIGHT) != 0) return result;
  const FT_GlyphSlot slot = impl_->face->glyph;
  const FT_Bitmap& shape = slot->bitmap;
  result.left = slot->bitmap_left;
  result.top = slot->bitmap_top;
  result.width = static_cast<int>(shape.width);
  result.height = static_cast<int>(shape.rows);
  result.grey.reserve(std::size_t{shape.width} * shape.rows);
  for (int row = 0; row < result.height; ++row) {
    const unsigned char* line = shape.buffer + static_cast<std::ptrdiff_t>(row) * shape.pitch;
    result.grey.insert(result.grey.end(), line, line + shape.width);
  }
  return result;
}

std::string FontFile::family() const {
  return impl_->face->family_name != nullptr ? impl_->face->family_name : "";
}

}  // namespace menting::font
