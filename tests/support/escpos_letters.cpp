#include "tests/support/escpos_letters.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <iconv.h>
#include <qrencode.h>

#include <stdexcept>

namespace menting::tests {
namespace {

constexpr const char* font_file = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
constexpr int simplified_chinese = 2;
constexpr int cell_high = 24;

std::string convert(const char* to, const char* from, std::string_view bytes) {
  const iconv_t converter = iconv_open(to, from);
  std::string result(bytes.size() * 4 + 4, '\0');
  std::string input(bytes);
  char* in = input.data();
  char* out = result.data();
  std::size_t in_left = input.size();
  std::size_t out_left = result.size();
  const bool fine = iconv(converter, &in, &in_left, &out, &out_left) == 0;
  iconv_close(converter);
  if (!fine) throw std::runtime_error(std::string("ESC/POS: text that is not ") + from);
  result.resize(result.size() - out_left);
  return result;
}

}  // namespace

struct PrinterLetters::Impl {
  FT_Library library = nullptr;
  FT_Face face = nullptr;
};

PrinterLetters::PrinterLetters() : impl_(std::make_unique<Impl>()) {
  if (FT_Init_FreeType(&impl_->library) != 0 ||
      FT_New_Face(impl_->library, font_file, simplified_chinese, &impl_->face) != 0)
    throw std::runtime_error("no font for the decoder: install fonts-noto-cjk");
}

PrinterLetters::~PrinterLetters() {
  FT_Done_Face(impl_->face);
  FT_Done_FreeType(impl_->library);
}

std::vector<std::string> PrinterLetters::draw(char32_t character, const LetterStyle& style) {
  const int cell = character < 0x80 ? 12 : 24;
  std::vector<std::string> small(cell_high, std::string(static_cast<std::size_t>(cell), ' '));
  FT_Set_Pixel_Sizes(impl_->face, 0, 22);
  if (FT_Load_Char(impl_->face, character, FT_LOAD_RENDER | FT_LOAD_TARGET_MONO) != 0)
    throw std::runtime_error("the decoder's font fails");
  const FT_GlyphSlot glyph = impl_->face->glyph;
  const int left = (cell - static_cast<int>(glyph->advance.x >> 6)) / 2 + glyph->bitmap_left;
  const int top = 20 - glyph->bitmap_top;
  for (int y = 0; y < static_cast<int>(glyph->bitmap.rows); ++y)
    for (int x = 0; x < static_cast<int>(glyph->bitmap.width); ++x) {
      if ((glyph->bitmap.buffer[y * glyph->bitmap.pitch + x / 8] & (0x80 >> (x % 8))) == 0) continue;
      for (int right = 0; right <= (style.bold ? 1 : 0); ++right)
        if (const int row = top + y, column = left + x + right;
            row >= 0 && row < cell_high && column >= 0 && column < cell)
          small[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)] = '#';
    }
  std::vector<std::string> rows;
  for (const std::string& row : small) {
    std::string wide;
    for (const char dot : row) wide.append(static_cast<std::size_t>(style.wide), dot);
    rows.insert(rows.end(), static_cast<std::size_t>(style.high), wide);
  }
  return rows;
}

std::u32string from_gb2312(std::string_view bytes) {
  const std::string utf32 = convert("UTF-32LE", "GB2312", bytes);
  std::u32string text;
  for (std::size_t at = 0; at + 3 < utf32.size(); at += 4) {
    char32_t character = 0;
    for (std::size_t byte = 0; byte < 4; ++byte)
      character |= static_cast<char32_t>(static_cast<unsigned char>(utf32[at + byte])) << (8 * byte);
    text += character;
  }
  return text;
}

std::string to_utf8(std::u32string_view text) {
  std::string bytes;
  for (const char32_t character : text)
    for (int byte = 0; byte < 4; ++byte) bytes += static_cast<char>(character >> (8 * byte) & 0xff);
  return convert("UTF-8", "UTF-32LE", bytes);
}

std::vector<std::string> printer_qr(const std::string& content, int module) {
  QRcode* const code = QRcode_encodeString(content.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  if (code == nullptr) throw std::runtime_error("ESC/POS: a QR code that holds nothing or too much");
  std::vector<std::string> rows;
  for (int y = 0; y < code->width; ++y) {
    std::string row;
    for (int x = 0; x < code->width; ++x)
      row.append(static_cast<std::size_t>(module), (code->data[y * code->width + x] & 1) != 0 ? '#' : ' ');
    rows.insert(rows.end(), static_cast<std::size_t>(module), row);
  }
  QRcode_free(code);
  return rows;
}

}  // namespace menting::tests
