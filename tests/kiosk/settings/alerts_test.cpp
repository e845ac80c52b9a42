#include <algorithm>
#include <fstream>

#include "tests/kiosk/settings/example.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::Configured;
using tests::faults_with;
using tests::right_configuration;

TEST_CASE("each wrong value of [alerts] is one fault with its place and what to write") {
  const std::pair<const char*, const char*> faulty[] = {
      {"near_percent = 9", "[alerts] near_percent: "},
      {"near_percent = 101", "from 10 to 100"},
      {"low_rating_days = 8", "[alerts] low_rating_days: "},
      {"hq_lag_minutes = 0", "[alerts] hq_lag_minutes: "},
      {"disk_free_mb = 49", "[alerts] disk_free_mb: "},
      {"near = 80", "[alerts] near: "},
      {"near_percent = \"80\"", "is a text"},
  };
  for (const auto& [line, what] : faulty) {
    CAPTURE(line);
    const std::string faults = faults_with(std::string("[alerts]\n") + line + "\n");
    CAPTURE(faults);
    CHECK(std::count(faults.begin(), faults.end(), '\n') == 1);
    CHECK_THAT(faults, ContainsSubstring(what));
  }
}

TEST_CASE("every key of [alerts] arrives, and without them there are defaults") {
  const Configured plain(right_configuration());
  CHECK(plain.loaded.settings.alerts.near_percent == 80);
  CHECK(plain.loaded.settings.alerts.hq_lag_minutes == 15);
  const Configured it(right_configuration() +
                      "[alerts]\nnear_percent = 70\nlow_rating_days = 3\nhq_lag_minutes = 60\ndisk_free_mb = 500\n");
  CHECK(it.faults().empty());
  const domain::AlertLimits& alerts = it.loaded.settings.alerts;
  CHECK(alerts.near_percent == 70);
  CHECK(alerts.low_rating_days == 3);
  CHECK(alerts.hq_lag_minutes == 60);
  CHECK(alerts.disk_free_mb == 500);
}

TEST_CASE("the example explains every key of [alerts]") {
  std::ifstream in(std::string(MENTING_SOURCE_DIR) + "/config/kiosk.toml.example");
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  for (const char* key : {"near_percent", "low_rating_days", "hq_lag_minutes", "disk_free_mb"}) {
    CHECK_THAT(text, ContainsSubstring(std::string("\n") + key + " = "));
  }
}
