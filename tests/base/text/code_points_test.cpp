#include "base/text/code_points.h"

#include "tests/support/catch.h"

using menting::text::code_points;

TEST_CASE("a text's characters, of every length") {
  CHECK(code_points("").empty());
  CHECK(code_points("aé王𫔮") == U"aé王𫔮");
}

TEST_CASE("what is not UTF-8 stands as no character") {
  CHECK(code_points("a\xff") == U"a\uFFFD");
  CHECK(code_points("\xe7\x8e") == U"\uFFFD");
  CHECK(code_points("\x80王").back() == U'王');
  CHECK(code_points("\xed\xa0\x80").find(menting::text::not_a_character) != std::u32string::npos);  // a surrogate
}
