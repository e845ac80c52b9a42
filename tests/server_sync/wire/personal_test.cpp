#include "server_sync/wire/personal.h"

#include <stdexcept>

#include "tests/support/catch.h"

using namespace menting::wire;

TEST_CASE("personal data comes out as it went in") {
  const PersonalBatch batch{"BJ-0001",
                            {{"0a1b", "20261126-A001", "rating_comment", "2026-11-26T01:00:00.000Z", "c2VhbGVk"},
                             {"0a1c", "", "pause_reason", "2026-11-26T01:00:01.000Z", "-_8"}},
                            {{"ffff", "2026-11-26T02:00:00.000Z"}}};
  const PersonalBatch read = read_personal(personal_json(batch));
  CHECK(read.branch == "BJ-0001");
  REQUIRE(read.items.size() == 2);
  CHECK(read.items[0].about == "20261126-A001");
  CHECK(read.items[1].sealed == "-_8");
  REQUIRE(read.erased.size() == 1);
  CHECK(read.erased[0].id == "ffff");
}

TEST_CASE("what is no personal data is refused with where") {
  const std::string item = R"({"id":"a","about":"A1","kind":"k","at":"2026","sealed":"AA"})";
  const auto with = [&](const std::string& items) {
    return R"({"branch":"b","items":[)" + items + R"(],"erased":[]})";
  };
  CHECK(read_personal(with(item)).items.size() == 1);
  for (const std::string& text :
       {std::string("<html>"), std::string("[]"), std::string(R"({"branch":"b"})"), std::string(R"({"items":[]})"),
        with("3"), with(R"({"id":"a"})"), with(R"({"id":"","about":"","kind":"k","at":"2026","sealed":"AA"})"),
        with(R"({"id":"a","about":"13800138000 张三","kind":"k","at":"2026","sealed":"AA"})"),
        with(R"({"id":"a","about":"","kind":"k","at":"2026","sealed":"A'A"})"),
        with(R"({"id":"a","about":"","kind":"k","at":"2026","sealed":7})")}) {
    INFO(text);
    CHECK_THROWS_AS(read_personal(text), std::runtime_error);
  }
  std::string many = item;
  for (std::size_t i = 0; i < personal_items_max; ++i) many += "," + item;
  CHECK_THROWS_WITH(read_personal(with(many)), ContainsSubstring("more than"));
}

TEST_CASE("only a receipt is one") {
  const PersonalReceipt receipt{3, 5, {{"a", false, ""}, {"b", true, "proof"}}};
  const auto read = read_receipt(receipt_json(receipt));
  REQUIRE(read);
  CHECK(read->before == 3);
  CHECK(read->after == 5);
  CHECK_FALSE(read->standings[0].erased);
  CHECK(read->standings[1].proof == "proof");
  for (const char* text : {"", "<html></html>", "{}", R"({"before":1,"after":2})",
                           R"({"before":1,"after":2,"standings":[{"id":"a","state":"gone"}]})",
                           R"({"before":1,"after":2,"standings":[{"id":"a","state":"erased"}]})",
                           R"({"before":1,"after":2,"standings":[{"id":"a","state":"erased","proof":""}]})",
                           R"({"before":"1","after":2,"standings":[]})"}) {
    INFO(text);
    CHECK_FALSE(read_receipt(text));
  }
}
