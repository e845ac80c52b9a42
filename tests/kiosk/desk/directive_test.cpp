#include <optional>

#include "kiosk/desk/desk.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/catch.h"
#include "tests/support/memory_journal.h"

using namespace menting;

TEST_CASE("what headquarters sends is durable before it is said to be kept, and it is said when it is not") {
  tests::MemoryJournal journal;
  tests::TestClock clock;
  desk::Health health;
  desk::Desk desk{tests::demo_plan(), "0.1.0", "digest", journal, clock, health};
  std::optional<bool> kept;
  const auto keep = [&](std::int64_t version) {
    kept.reset();
    desk.post(desk::KeepDirective{{"nearby", version, "{}"}, [&](bool done) {
                                    kept = done;
                                    if (done) CHECK(journal.durable.directives.back().version == version);
                                  }});
    desk.run_once(std::chrono::milliseconds(0));
  };
  keep(3);
  CHECK(kept == true);
  journal.fail_commit = true;
  keep(4);
  CHECK(kept == false);
  CHECK(journal.durable.directives.size() == 1);
  journal.fail_commit = false;
  keep(4);
  CHECK(kept == true);
}
