#include "kiosk/printing/fonts.h"

#include "kiosk/printing/qr_code.h"
#include "tests/support/catch.h"

using namespace menting::printing;

namespace {

int black_dots(const Bitmap& picture) {
  int count = 0;
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x) count += picture.black(x, y) ? 1 : 0;
  return count;
}

std::string drawn(Fonts& fonts, std::string_view text) {
  Bitmap picture(64, 64);
  fonts.draw(picture, 8, 48, text, 40, Weight::regular);
  return std::string(picture.rows(0, 64));
}

}  // namespace

TEST_CASE("the font has the characters of people's names, each its own") {
  Fonts fonts;
  for (const char32_t character : U"梓琪涵婷雯馨喆玥昀翀赟韫")
    if (character != 0) CHECK(fonts.knows(character));
  CHECK_FALSE(fonts.knows(U'\uE000'));
  CHECK(drawn(fonts, "喆") != drawn(fonts, "玥"));
  CHECK(drawn(fonts, "喆") != drawn(fonts, "\xEE\x80\x80"));
}

TEST_CASE("Chinese forms are drawn, not Japanese ones") {
  // Both weights: the same file holds Japanese, Korean and traditional Chinese faces too.
  Fonts fonts;
  CHECK(fonts.family(Weight::regular) == "Noto Sans CJK SC");
  CHECK(fonts.family(Weight::bold) == "Noto Sans CJK SC");
}

TEST_CASE("what the font lacks is drawn as a box, not left out") {
  Fonts fonts;
  Bitmap picture(64, 64);
  CHECK(fonts.draw(picture, 4, 48, "\xEE\x80\x80", 40, Weight::regular) > 0);
  CHECK(black_dots(picture) > 20);
}

TEST_CASE("text outside the picture does no harm") {
  Fonts fonts;
  Bitmap picture(16, 16);
  fonts.draw(picture, -20, 4, "门厅门厅", 40, Weight::bold);
  fonts.draw(picture, 10, 200, "门厅", 40, Weight::bold);
  CHECK(picture.height() == 16);
}

TEST_CASE("UTF-8 is read, and bad bytes become one sign each") {
  CHECK(characters("a门𠮷é") == U"a门𠮷é");
  CHECK(characters("\xff"
                   "a") == U"\uFFFDa");
  CHECK(characters("\xe9\x97") == U"\uFFFD\uFFFD");
  CHECK(characters("\xc0\xaf") == U"\uFFFD\uFFFD");
  CHECK(characters("\xed\xa0\x80") == U"\uFFFD\uFFFD\uFFFD");
  CHECK(characters("\xf4\x90\x80\x80").find(U'\uFFFD') == 0);
  CHECK(characters("").empty());
}

TEST_CASE("a QR code holds what it is given or says that it cannot") {
  CHECK(qr_side(qr_code("7K3P9XQ2MD")) == 21);
  CHECK_THROWS(qr_code(""));
  CHECK_THROWS(qr_code(std::string("a\0b", 3)));
  CHECK_THROWS(qr_code(std::string(5000, 'x')));
}

TEST_CASE("a bitmap packs its dots as printers want them") {
  Bitmap picture(10, 2);
  CHECK(picture.width() == 16);
  picture.set(0, 0);
  picture.set(9, 1);
  picture.set(99, 1);
  picture.set(-1, -1);
  CHECK(picture.rows(0, 2) == std::string_view("\x80\0\0\x40", 4));
  picture.invert(8, 0, 8, 2);
  CHECK(picture.rows(0, 2) == std::string_view("\x80\xff\0\xbf", 4));
  picture.resize_height(3);
  CHECK_FALSE(picture.black(0, 2));
}
