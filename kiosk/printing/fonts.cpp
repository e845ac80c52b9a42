#include "kiosk/printing/fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <stdexcept>

namespace menting::printing {
namespace {

constexpr const char* regular_file = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
constexpr const char* bold_file = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";
constexpr FT_Long simplified_chinese = 2;  // face 0 of the collection draws Japanese forms
constexpr int grey_printed = 112;          // of 255: a little below half keeps thin strokes whole on thermal paper

struct Letter {
  FT_GlyphSlot glyph = nullptr;
  int advance = 0;
};

}  // namespace

struct Fonts::Impl {
  Impl() {
    if (FT_Init_FreeType(&library) != 0) throw std::runtime_error("FreeType does not start");
    regular = open(regular_file);
    bold = open(bold_file);
  }

  ~Impl() {
    FT_Done_Face(bold);
    FT_Done_Face(regular);
    FT_Done_FreeType(library);
  }

  FT_Face open(const char* file) {
    FT_Face face = nullptr;
    if (FT_New_Face(library, file, simplified_chinese, &face) != 0) {
      if (regular != nullptr) FT_Done_Face(regular);
      FT_Done_FreeType(library);
      throw std::runtime_error("the font " + std::string(file) + " cannot be read: install the package fonts-noto-cjk");
    }
    return face;
  }

  FT_Face face(Weight weight) const {
    switch (weight) {
      case Weight::regular:
        return regular;
      case Weight::bold:
        return bold;
    }
    return regular;
  }

  Letter load(char32_t character, int size, Weight weight, bool drawn) {
    FT_Face from = face(weight);
    FT_Set_Pixel_Sizes(from, 0, static_cast<FT_UInt>(size));
    const FT_Int32 how = drawn ? FT_LOAD_RENDER | FT_LOAD_TARGET_LIGHT : FT_LOAD_TARGET_LIGHT;
    // A character the font lacks shows as its box, so that nothing vanishes unseen.
    if (FT_Load_Char(from, character, how) != 0) return {};
    return {from->glyph, static_cast<int>((from->glyph->advance.x + 32) >> 6)};
  }

  FT_Library library = nullptr;
  FT_Face regular = nullptr;
  FT_Face bold = nullptr;
};

Fonts::Fonts() : impl_(std::make_unique<Impl>()) {}
Fonts::~Fonts() = default;

int Fonts::width(std::string_view text, int size, Weight weight) {
  int dots = 0;
  for (const char32_t character : characters(text)) dots += impl_->load(character, size, weight, false).advance;
  return dots;
}

int Fonts::draw(Bitmap& picture, int x, int baseline, std::string_view text, int size, Weight weight) {
  int pen = x;
  for (const char32_t character : characters(text)) {
    const Letter letter = impl_->load(character, size, weight, true);
    if (letter.glyph == nullptr) continue;
    const FT_Bitmap& shape = letter.glyph->bitmap;
    for (int row = 0; row < static_cast<int>(shape.rows); ++row)
      for (int column = 0; column < static_cast<int>(shape.width); ++column)
        if (shape.buffer[row * shape.pitch + column] >= grey_printed)
          picture.set(pen + letter.glyph->bitmap_left + column, baseline - letter.glyph->bitmap_top + row);
    pen += letter.advance;
  }
  return pen - x;
}

bool Fonts::knows(char32_t character) {
  return FT_Get_Char_Index(impl_->regular, character) != 0;
}

std::string Fonts::family(Weight weight) const {
  return impl_->face(weight)->family_name;
}

std::u32string characters(std::string_view utf8) {
  constexpr char32_t replacement = 0xfffd;
  std::u32string found;
  std::size_t at = 0;
  while (at < utf8.size()) {
    const auto first = static_cast<unsigned char>(utf8[at]);
    const std::size_t length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    char32_t character = length == 1 ? first : first & (0xffU >> (length + 1));
    bool good = first < 0x80 || (first >= 0xc2 && first <= 0xf4);
    for (std::size_t next = 1; good && next < length; ++next) {
      const unsigned char byte = at + next < utf8.size() ? static_cast<unsigned char>(utf8[at + next]) : 0;
      good = (byte & 0xc0) == 0x80;
      character = character << 6 | (byte & 0x3fU);
    }
    constexpr char32_t lowest[] = {0, 0, 0x80, 0x800, 0x10000};
    good = good && character >= lowest[length] && character <= 0x10ffff && (character < 0xd800 || character > 0xdfff);
    found += good ? character : replacement;
    at += good ? length : 1;
  }
  return found;
}

}  // namespace menting::printing
