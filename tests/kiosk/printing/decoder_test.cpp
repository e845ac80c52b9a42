// The tests' own decoder: what it lets through would go unseen.
#include <set>

#include "kiosk/printing/escpos.h"
#include "tests/support/catch.h"
#include "tests/support/escpos_decoder.h"

using namespace menting;
using printing::Bitmap;

namespace {

Bitmap small_picture() {
  Bitmap picture(16, 2);
  picture.set(1, 0);
  picture.set(15, 1);
  return picture;
}

}  // namespace

TEST_CASE("slips are decoded dot for dot") {
  const std::string slip = printing::escpos::slip(small_picture());
  const auto slips = tests::decode_escpos(slip + "\x10\x04\x01" + slip);
  REQUIRE(slips.size() == 2);
  CHECK(slips[1].rows == std::vector<std::string>{" #              ", "               #"});
  CHECK(slips[1].cut);
  CHECK(slips[1].fed_lines == 2);
}

TEST_CASE("the decoder refuses what it does not know") {
  for (const std::string& bytes :
       {std::string("\x1b!\0", 3), std::string("\x1dr1"), std::string("\x10\x14\x01"), std::string("\x10\x04\x07"),
        std::string("\x1b@\0", 3), std::string("\x1b@\t"), std::string("\x1b@\x1dVZ"), std::string("\x1b@\x1c."),
        std::string("\x1b@\x1d!\x08"), std::string("\x1b@\x1c!\x80"),
        std::string("\x1b@\x1d(k\x03\0"
                    "1Q0",
                    10),
        std::string("\x1b@\x1dv0\1", 6)})
    CHECK_THROWS_WITH(tests::decode_escpos(bytes), ContainsSubstring("unknown command"));
}

TEST_CASE("the decoder refuses data that ends too early, wherever") {
  const std::string slip = printing::escpos::slip(small_picture());
  // Cut between commands, the data is whole but the slip is not.
  const std::set<std::size_t> between = {2, slip.size() - 7, slip.size() - 4};
  for (std::size_t size = 1; size < slip.size(); ++size) {
    INFO(size);
    if (between.contains(size))
      CHECK_FALSE(tests::decode_escpos(slip.substr(0, size)).back().cut);
    else
      CHECK_THROWS_WITH(tests::decode_escpos(slip.substr(0, size)), ContainsSubstring("ends in the middle"));
  }
}

TEST_CASE("the decoder refuses slips that run into each other") {
  const std::string slip = printing::escpos::slip(small_picture());
  const std::string uncut = slip.substr(0, slip.size() - 4);
  CHECK_THROWS_WITH(tests::decode_escpos(uncut + slip), ContainsSubstring("before the last one was cut"));
  CHECK_THROWS_WITH(tests::decode_escpos(slip + printing::escpos::cut(printing::Cut::full)),
                    ContainsSubstring("ESC @"));
}

TEST_CASE("the decoder refuses text that a printer would not print as it is meant") {
  using namespace printing::escpos;
  const std::string start = init() + chinese_mode();
  CHECK_THROWS_WITH(tests::decode_escpos("A\n"), ContainsSubstring("does not start with ESC @"));
  CHECK_THROWS_WITH(tests::decode_escpos(start + "A"), ContainsSubstring("ends in the middle of a line"));
  CHECK_THROWS_WITH(tests::decode_escpos(start + "A" + cut(printing::Cut::full)),
                    ContainsSubstring("middle of a line"));
  CHECK_THROWS_WITH(tests::decode_escpos(init() + "\xc3\xc5\n"), ContainsSubstring("without the Chinese mode"));
  CHECK_THROWS_WITH(tests::decode_escpos(start + "\x81\x40\n"), ContainsSubstring("not GB2312"));
  CHECK_THROWS_WITH(tests::decode_escpos(start + std::string(49, '-') + "\n"), ContainsSubstring("over the edge"));
  CHECK_THROWS_WITH(tests::decode_escpos(start + std::string(33, '-') + "\n", 384), ContainsSubstring("over the edge"));
  CHECK_THROWS_WITH(tests::decode_escpos(start + "\x1d!\x11\xc3\xc5\n"), ContainsSubstring("do not agree"));
}

TEST_CASE("text is decoded as it was sent, and stands in the middle") {
  using namespace printing::escpos;
  const auto slip = tests::decode_escpos(init() + chinese_mode() + letters(2, 2, true) + "\xc3\xc5 A\n" +
                                         letters(1, 1, false) + "A001\n" + cut(printing::Cut::full))
                        .at(0);
  CHECK(slip.lines == std::vector<std::string>{"门 A", "A001"});
  CHECK(slip.width == 576);
  CHECK(slip.rows.size() == 48 + 6 + 24 + 6);
  CHECK(slip.rows[40].find('#') >= (576 - 96) / 2);
  CHECK(slip.rows[40].rfind('#') < (576 + 96) / 2);
  CHECK(slip.cut_whole);
}
