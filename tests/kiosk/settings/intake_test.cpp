#include "tests/kiosk/settings/example.h"
#include "tests/support/catch.h"

using menting::tests::Configured;
using menting::tests::faults_after;
using menting::tests::right_configuration;

namespace {

const char* const closes = "closes = \"18:00\"\n";

std::string with_hours(const std::string& more) {
  return faults_after(closes, closes + more + "\n");
}

}  // namespace

TEST_CASE("the last number, breaks and quotas are read; without them numbers are given until the hall closes") {
  const Configured plain(right_configuration());
  CHECK(plain.loaded.settings.plan.last_number_minute == 18 * 60);
  CHECK(plain.loaded.settings.plan.breaks.empty());
  CHECK(plain.loaded.settings.plan.service('A')->quota == 0);

  std::string text = right_configuration();
  text.replace(text.find(closes), std::string(closes).size(),
               std::string(closes) +
                   "last_number_at = \"17:30\"\n"
                   "breaks = [{ from = \"12:00\", to = \"13:30\" }]\n");
  text.replace(text.find("first_number = 1"), 0, "quota = 40\n");
  const Configured full(text);
  CHECK(full.faults().empty());
  const auto& plan = full.loaded.settings.plan;
  CHECK(plan.last_number_minute == 17 * 60 + 30);
  REQUIRE(plan.breaks.size() == 1);
  CHECK(plan.breaks[0].from_minute == 720);
  CHECK(plan.breaks[0].to_minute == 810);
  CHECK(plan.service('A')->quota == 40);
}

TEST_CASE("a last number or a break that the hours do not hold is named") {
  CHECK_THAT(with_hours("last_number_at = \"18:01\""),
             ContainsSubstring("last_number_at") && ContainsSubstring("hours"));
  CHECK_THAT(with_hours("last_number_at = \"09:00\""), ContainsSubstring("last_number_at"));
  CHECK_THAT(with_hours("last_number_at = \"noon\""), ContainsSubstring("17:30"));
  CHECK_THAT(with_hours("breaks = [{ from = \"13:00\", to = \"12:00\" }]"), ContainsSubstring("break"));
  CHECK_THAT(with_hours("breaks = [{ from = \"08:00\", to = \"12:00\" }]"), ContainsSubstring("hours"));
  CHECK_THAT(with_hours("breaks = [{ from = \"12:00\" }]"), ContainsSubstring("13:30"));
  CHECK_THAT(with_hours("breaks = [{ from = \"12:00\", to = \"13:00\" }, { from = \"12:30\", to = \"14:00\" }]"),
             ContainsSubstring("another break"));
  CHECK(with_hours("breaks = [{ from = \"12:00\", to = \"13:00\" }, { from = \"13:00\", to = \"14:00\" }]").empty());
  CHECK_THAT(with_hours("breaks = [{ from = \"12:00\", to = \"13:00\", why = \"meal\" }]"), ContainsSubstring("why"));
  CHECK_THAT(faults_after("first_number = 1", "quota = -1\nfirst_number = 1"), ContainsSubstring("quota"));
}
