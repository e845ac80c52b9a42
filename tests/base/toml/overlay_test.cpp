#include "base/toml/overlay.h"

#include "tests/support/catch.h"

using namespace menting::toml_reader;

TEST_CASE("a narrower text goes before, key by key, and lists as a whole") {
  const std::string base = R"(
[queue]
recall_gap_s = 10
no_show_after_calls = 3
[branch]
name = { "zh-CN" = "西单营业厅", en = "Xidan" }
[[service]]
letter = "A"
[[service]]
letter = "B"
[kiosk]
languages = ["zh-CN", "en"]
)";
  const std::string over = R"(
[queue]
recall_gap_s = 20
[branch]
name = { en = "Xidan Hall" }
[[service]]
letter = "C"
[kiosk]
languages = ["en"]
[voice]
volume = 50
)";
  const std::string merged = overlaid(base, over);
  CHECK_THAT(merged, ContainsSubstring("recall_gap_s = 20"));
  CHECK_THAT(merged, ContainsSubstring("no_show_after_calls = 3"));
  CHECK_THAT(merged, ContainsSubstring("西单营业厅"));
  CHECK_THAT(merged, ContainsSubstring("Xidan Hall"));
  CHECK(merged.find("'A'") == std::string::npos);
  CHECK(merged.find("\"A\"") == std::string::npos);
  CHECK_THAT(merged, ContainsSubstring("volume = 50"));
  CHECK(merged.find("zh-CN', 'en") == std::string::npos);
  CHECK_FALSE(syntax_fault(merged));
  CHECK(overlaid(merged, "") == overlaid(merged, over));
}

TEST_CASE("what is no TOML says where, and keys say where they stand") {
  const auto fault = syntax_fault("[queue]\nrecall_gap_s = \n");
  REQUIRE(fault);
  CHECK(fault->line == 2);
  CHECK_FALSE(fault->what.empty());
  CHECK_FALSE(syntax_fault(""));
  CHECK_THROWS_AS(overlaid("", "x"), std::runtime_error);
  const auto keys = keys_of("top = 1\n[lan]\nlisten = 'x'\n[[service]]\nletter = 'A'\n[hq]\n");
  REQUIRE(keys.size() == 4);
  CHECK(keys[0].section == "top");
  CHECK(keys[1].section == "lan");
  CHECK(keys[1].key == "listen");
  CHECK(keys[1].line == 3);
  CHECK(keys[2].section == "service");
  CHECK(keys[2].key.empty());
  CHECK(keys[3].section == "hq");
}
