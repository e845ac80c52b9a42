#include "server_sync/wire/device_now.h"

#include "tests/support/catch.h"

using menting::wire::read_device_now;

TEST_CASE("what a branch's document says of its devices is read, and what is missing is not told") {
  const auto now = read_device_now(R"({"health":{"status":"degraded","printer":"paper_out","disk_free_mb":812},
    "config":{"version":3,"state":"refused"},"services":[]})");
  CHECK(now.printer == "paper_out");
  CHECK(now.disk_free_mb == 812);
  CHECK(now.is_degraded);
  CHECK(now.refused_config);
  for (const char* other : {"", "7", "{", R"({"health":7})", R"({"health":{"printer":null,"disk_free_mb":null}})"}) {
    CAPTURE(other);
    const auto nothing = read_device_now(other);
    CHECK(nothing.printer.empty());
    CHECK_FALSE(nothing.disk_free_mb);
    CHECK_FALSE(nothing.is_degraded);
    CHECK_FALSE(nothing.refused_config);
  }
}
