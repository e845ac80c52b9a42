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
       {std::string("A"), std::string("\n"), std::string("\x1b!\0", 3), std::string("\x1dr1"),
        std::string("\x10\x14\x01"), std::string("\x10\x04\x07"), std::string("\0", 1), std::string("\x1b@\x1dVZ")})
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
  CHECK_THROWS_WITH(tests::decode_escpos(slip + printing::escpos::cut()), ContainsSubstring("ESC @"));
}
