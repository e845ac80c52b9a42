#include "base/font/font_file.h"

#include <algorithm>
#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using menting::font::Coverage;
using menting::font::FontFile;

namespace {

constexpr const char* regular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
constexpr const char* bold = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";

int ink(const Coverage& shape) {
  int sum = 0;
  for (const unsigned char grey : shape.grey) sum += grey;
  return sum;
}

}  // namespace

TEST_CASE("characters of names are there, also rare ones and those above U+FFFF") {
  FontFile font(regular);
  for (const char32_t c : std::u32string(U"王梓琪涵婷雯馨喆玥昀龘𠮷𬍛Aé…")) {
    INFO(static_cast<unsigned>(c));
    CHECK(font.has(c));
    const Coverage shape = font.render(c, 38);
    CHECK(ink(shape) > 0);
    CHECK(shape.grey.size() == static_cast<std::size_t>(shape.width * shape.height));
    CHECK(shape.advance == font.advance(c, 38));
  }
  CHECK_FALSE(font.has(0x1F600));
  CHECK_FALSE(font.has(0x110000));
}

TEST_CASE("a Chinese character fills its em, at every size") {
  FontFile font(regular);
  for (const int pixels : {1, 8, 19, 27, 38, 114, 300, 900}) {
    CHECK(font.advance(U'国', pixels) == pixels);
    const Coverage shape = font.render(U'国', pixels);
    CHECK(shape.advance == pixels);
    CHECK(shape.width <= pixels + 2);
    CHECK(shape.height <= pixels + 2);
    CHECK(shape.top > 0);
  }
  CHECK(font.advance(U'1', 38) < 38);
  CHECK(font.render(U' ', 38).grey.empty());
  CHECK(font.render(U' ', 38).advance > 0);
}

TEST_CASE("sizes that make no sense draw nothing") {
  FontFile font(regular);
  for (const int pixels : {0, -5, 100'000}) CHECK(font.render(U'国', pixels).grey.empty());
}

TEST_CASE("bold is heavier, and Chinese forms are not Japanese ones") {
  FontFile light(regular), heavy(bold), japanese(regular, 0);
  CHECK(ink(heavy.render(U'门', 38)) > ink(light.render(U'门', 38)));
  CHECK(light.render(U'骨', 64).grey != japanese.render(U'骨', 64).grey);
  CHECK(light.family() == "Noto Sans CJK SC");
}

TEST_CASE("horizontal strokes are sharp: a whole row is black") {
  FontFile font(bold);
  const Coverage shape = font.render(U'一', 38);
  int dark_rows = 0;
  for (int row = 0; row < shape.height; ++row) {
    const auto at = shape.grey.begin() + row * shape.width;
    dark_rows += std::count_if(at, at + shape.width, [](int grey) { return grey > 250; }) > shape.width * 3 / 4 ? 1 : 0;
  }
  CHECK(dark_rows >= shape.height - 1);
}

TEST_CASE("a font that cannot be read names the package") {
  menting::tests::ScratchFolder folder;
  const std::string empty = folder.file("empty.ttc"), words = folder.file("words.ttc");
  std::ofstream(empty).flush();
  std::ofstream(words) << "this is no font";
  for (const std::string& path : {folder.file("nothing.ttc"), empty, words, std::string("/")}) {
    INFO(path);
    CHECK_THROWS_WITH(FontFile(path), ContainsSubstring("fonts-noto-cjk") && ContainsSubstring(path));
  }
  CHECK_THROWS_AS(FontFile(regular, 99), std::runtime_error);
}
