#include "kiosk/printing/fonts.h"

#include "base/font/font_file.h"

namespace menting::printing {
namespace {

constexpr const char* regular_file = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
constexpr const char* bold_file = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";
constexpr int grey_printed = 112;  // of 255: a little below half keeps thin strokes whole on thermal paper

}  // namespace

struct Fonts::Impl {
  font::FontFile regular{regular_file}, bold{bold_file};

  font::FontFile& face(Weight weight) {
    switch (weight) {
      case Weight::regular:
        return regular;
      case Weight::bold:
        return bold;
    }
    return regular;
  }
};

Fonts::Fonts() : impl_(std::make_unique<Impl>()) {}
Fonts::~Fonts() = default;

int Fonts::width(std::string_view text, int size, Weight weight) {
  int dots = 0;
  for (const char32_t character : characters(text)) dots += impl_->face(weight).advance(character, size);
  return dots;
}

int Fonts::draw(Bitmap& picture, int x, int baseline, std::string_view text, int size, Weight weight) {
  int pen = x;
  for (const char32_t character : characters(text)) {
    // A character the font lacks shows as its box, so that nothing vanishes unseen.
    const font::Coverage shape = impl_->face(weight).render(character, size);
    std::size_t at = 0;
    for (int row = 0; row < shape.height; ++row)
      for (int column = 0; column < shape.width; ++column)
        if (shape.grey[at++] >= grey_printed) picture.set(pen + shape.left + column, baseline - shape.top + row);
    pen += shape.advance;
  }
  return pen - x;
}

bool Fonts::knows(char32_t character) {
  return impl_->regular.has(character);
}

std::string Fonts::family(Weight weight) const {
  return impl_->face(weight).family();
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
