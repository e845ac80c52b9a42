#include "server_sync/wire/body.h"

#include "tests/support/catch.h"

using namespace menting;
using wire::Body;

TEST_CASE("a body's own fields are what they say, and nothing else") {
  const Body body(R"({"n":7,"low":-9223372036854775808,"high":9223372036854775808,"half":1.5,"t":"中\u6587","yes":true,
                      "list":["a","b"],"mixed":["a",1],"inner":{"n":8},"none":null})");
  REQUIRE(body.is_object());
  CHECK(body.integer("n") == 7);
  CHECK(body.integer("low") == INT64_MIN);
  for (const char* name : {"high", "half", "t", "yes", "list", "inner", "none", "missing"}) {
    CHECK(body.integer(name) == std::nullopt);
  }
  CHECK(body.text("t") == "中文");
  CHECK(body.text("n") == std::nullopt);
  CHECK(body.truth("yes") == true);
  CHECK(body.truth("n") == std::nullopt);
  CHECK(body.texts("list") == std::vector<std::string_view>{"a", "b"});
  CHECK(body.texts("mixed") == std::nullopt);
  CHECK(body.texts("t") == std::nullopt);
  CHECK(body.has("none"));
  CHECK_FALSE(body.has("missing"));
}

TEST_CASE("what is no object has no fields, also after one that was") {
  CHECK(Body(R"({"n":7})").integer("n") == 7);
  for (const char* text : {"", "7", "[1]", "{", R"({"n":7} x)", "null", "\xff", R"({"n":"\xff"})"}) {
    const Body body(text);
    CHECK_FALSE(body.is_object());
    CHECK_FALSE(body.has("n"));
    CHECK(body.integer("n") == std::nullopt);
    CHECK(body.text("n") == std::nullopt);
    CHECK(body.texts("n") == std::nullopt);
  }
}
