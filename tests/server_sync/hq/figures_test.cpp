// Figures by service, hour, counter and clerk: what an event adds to them, and the rows on both databases.
#include "server_sync/hq/figures.h"

#include <random>

#include "base/time/zone.h"
#include "server_sync/hq/changes.h"
#include "server_sync/hq/ingest.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::hq;
using tests::FakeJournal;

namespace figures_test {

namespace {

constexpr std::int64_t now_ms = 1795399200000;
constexpr std::int64_t minute_ms = 60'000;
constexpr int day = 20261123;

std::string at_window(const std::string& ticket, int counter, const std::string& staff, const std::string& rest = "") {
  return R"({"ticket_id":")" + ticket + R"(","counter":)" + std::to_string(counter) + R"(,"staff":")" + staff + '"' +
         rest + "}";
}

std::string called(const std::string& ticket, std::int64_t waited_ms, int target, std::int64_t kept_ms = 0) {
  return at_window(ticket, 2, "1001",
                   R"(,"waited_ms":)" + std::to_string(waited_ms) + R"(,"kept_ms":)" + std::to_string(kept_ms) +
                       R"(,"target_minutes":)" + std::to_string(target));
}

std::map<PartKey, Figures> folded(const FakeJournal& journal) {
  Changes changes;
  for (const wire::Event& event : journal.all().events) fold(event, changes);
  CHECK(changes.quarantined == 0);
  return changes.parts;
}

/// What has no parts but the service: the sums of all waits and servings.
bool is_whole(const std::string& sum) {
  return sum.starts_with("all_");
}

/// Only what is not nothing and has parts, by name, so that a test says what it means.
std::map<std::string, std::int64_t> what(const Figures& figures) {
  std::map<std::string, std::int64_t> all;
  for (std::size_t i = 0; i < sum_count; ++i) {
    if (figures.sums[i] != 0 && !is_whole(sum_names()[i])) all[sum_names()[i]] = figures.sums[i];
  }
  return all;
}
using What = std::map<std::string, std::int64_t>;

struct Hq {
  explicit Hq(tests::Kind kind) : database(kind), store(database.open()) {
    change_store(*store, [this] { store->add_branch("BJ-0001", "西单营业厅", now_ms); });
  }
  void take(const wire::Batch& batch) {
    change_store(*store, [&] { ingest(*store, "BJ-0001", batch, now_ms); });
  }
  tests::AnyDatabase database;
  std::unique_ptr<SqlStore> store;
};

/// Visits of all kinds, made up: transfers, no-shows that come back, low scores, both old and new programs.
FakeJournal made_up(std::uint32_t seed, int visits) {
  std::mt19937 random(seed);
  const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  FakeJournal journal;
  for (int i = 0; i < visits; ++i) {
    const std::string id = "202611" + std::to_string(22 + upto(3)) + "-" + "ABC"[upto(3)] + std::to_string(100 + i);
    const std::int64_t taken_ms = now_ms + upto(86'400) * std::int64_t{1000};
    const std::int64_t waited_ms = upto(100) * minute_ms + upto(2);
    const std::string staff = upto(8) == 0 ? "" : std::to_string(1001 + upto(3));
    const int counter = 1 + upto(4);
    journal.add("ticket_taken", R"({"ticket_id":")" + id + R"("})", base::rfc3339(taken_ms));
    if (upto(9) == 0) {
      journal.add("ticket_cancelled", R"({"ticket_id":")" + id + R"(","reason":"left"})", base::rfc3339(taken_ms + 1));
      continue;
    }
    const std::string call_at = base::rfc3339(taken_ms + waited_ms);
    const std::string waited = R"(,"waited_ms":)" + std::to_string(waited_ms);
    const std::string target = upto(3) == 0 ? "" : R"(,"target_minutes":)" + std::to_string(upto(30));
    journal.add("ticket_called", at_window(id, counter, staff, waited + target), call_at);
    if (upto(6) == 0) {
      journal.add("no_show_marked", at_window(id, counter, staff), call_at);
      if (upto(2) == 0) continue;
      journal.add("ticket_returned", R"({"ticket_id":")" + id + R"(","staff":"9001","kept_ms":0})", call_at);
      journal.add("ticket_called", at_window(id, counter, staff, R"(,"waited_ms":0,"kept_ms":0,"target_minutes":-1)"),
                  call_at);
    }
    const std::string served = R"(,"served_ms":)" + std::to_string(upto(50) * minute_ms);
    journal.add("serving_started", at_window(id, counter, staff), call_at);
    if (upto(5) == 0) journal.add("serving_finished", at_window(id, counter, staff, served), call_at);
    journal.add("visit_finished", at_window(id, counter, staff, served), call_at);
    const int score = 1 + upto(5);
    journal.add("visit_rated",
                at_window(id, counter, staff, R"(,"aspects":["speed","skill"],"score":)" + std::to_string(score)),
                call_at);
  }
  return journal;
}

}  // namespace

TEST_CASE("a visit counts under its letter, its hours, its counter and its clerk") {
  FakeJournal journal;
  journal.add("ticket_taken", R"({"ticket_id":"20261123-A001"})", "2026-11-23T01:50:00.000Z")
      .add("ticket_called", called("20261123-A001", 16 * minute_ms, 15), "2026-11-23T02:06:00.000Z")
      .add("visit_finished", at_window("20261123-A001", 2, "1001", R"(,"outcome":"done","served_ms":420000)"),
           "2026-11-23T03:01:00.000Z")
      .add("visit_rated", at_window("20261123-A001", 2, "1001", R"(,"aspects":["speed","speed","skill"],"score":2)"),
           "2026-11-23T03:02:00.000Z");
  const auto parts = folded(journal);
  const What visit = {{"taken", 1},
                      {"calls", 1},
                      {"called", 1},
                      {"judged", 1},
                      {"waited_ms_sum", 960'000},
                      {"wait_20", 1},
                      {"finished", 1},
                      {"served", 1},
                      {"served_ms_sum", 420'000},
                      {"serve_10", 1},
                      {"score_2", 1}};
  CHECK(what(parts.at({day, Part::service, "A"})) == visit);
  CHECK(what(parts.at({day, Part::hour, "01"})) ==
        What{{"taken", 1}, {"calls", 1}, {"called", 1}, {"judged", 1}, {"waited_ms_sum", 960'000}, {"wait_20", 1}});
  CHECK(what(parts.at({day, Part::hour, "02"})) ==
        What{{"finished", 1}, {"served", 1}, {"served_ms_sum", 420'000}, {"serve_10", 1}});
  CHECK(what(parts.at({day, Part::hour, "03"})) == What{{"score_2", 1}});
  What at_counter = visit;
  at_counter.erase("taken");
  CHECK(what(parts.at({day, Part::counter, "2"})) == at_counter);
  CHECK(what(parts.at({day, Part::clerk, "1001"})) == at_counter);
  CHECK(what(parts.at({day, Part::low_aspect, "speed"})) == What{{"score_2", 1}});
  CHECK(what(parts.at({day, Part::low_aspect, "skill"})) == What{{"score_2", 1}});
  CHECK(parts.size() == 8);
}

TEST_CASE("all that was waited and served counts under the letter, each minute once") {
  FakeJournal journal;
  journal.add("ticket_called", called("20261123-A001", 9, 15))
      .add("ticket_transferred", at_window("20261123-A001", 2, "1001", R"(,"served_ms":100)"))
      .add("ticket_called", R"({"ticket_id":"20261123-A001","counter":3,"waited_ms":14,"kept_ms":9})")
      .add("ticket_held", at_window("20261123-A001", 3, "1002", R"(,"served_ms":20)"))
      .add("visit_finished", at_window("20261123-A001", 3, "1002", R"(,"outcome":"done","served_ms":3)"));
  for (const auto& [key, figures] : folded(journal)) {
    const bool whole = key.part == Part::service;
    CHECK(figures[Sum::all_waited_ms_sum] == (whole ? 14 : 0));
    CHECK(figures[Sum::all_served_ms_sum] == (whole ? 123 : 0));
  }
}

TEST_CASE("a wait is held against its target once, and not at all where nobody told it") {
  const auto sums = [](const std::string& body) {
    FakeJournal journal;
    journal.add("ticket_called", body);
    return what(folded(journal).at({day, Part::service, "A"}));
  };
  CHECK(sums(called("20261123-A001", 15 * minute_ms, 15)).at("within_target") == 1);
  CHECK_FALSE(sums(called("20261123-A001", 15 * minute_ms + 1, 15)).contains("within_target"));
  CHECK(sums(called("20261123-A001", minute_ms, -1)) == What{{"calls", 1}});
  CHECK_FALSE(sums(called("20261123-A001", minute_ms, 0)).contains("judged"));
  const std::string old = R"({"ticket_id":"20261123-A001","counter":2,"waited_ms":5})";
  CHECK(sums(old) == What{{"calls", 1}, {"called", 1}, {"waited_ms_sum", 5}, {"wait_1", 1}});
  const std::string again = R"({"ticket_id":"20261123-A001","counter":2,"waited_ms":9,"kept_ms":5})";
  CHECK(sums(again) == What{{"calls", 1}});
}

TEST_CASE("a name that fits no row is counted under none, and the event counts all the same") {
  FakeJournal journal;
  journal
      .add("visit_rated",
           at_window("20261123-A001", 1, std::string(65, 'x'), R"(,"aspects":["a\u0000b","skill"],"score":1)"))
      .add("visit_rated", R"({"ticket_id":"20261123-A002","score":1,"aspects":[7,"skill"]})");
  const auto parts = folded(journal);
  CHECK(what(parts.at({day, Part::service, "A"})) == What{{"score_1", 2}});
  CHECK(what(parts.at({day, Part::low_aspect, "skill"})) == What{{"score_1", 1}});
  CHECK(parts.size() == 4);
}

TEST_CASE("the rows are the same in whatever pieces the events come, and stand up to verify") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const FakeJournal journal = made_up(7, 40);
  std::mt19937 random(11);
  for (std::int64_t from = 1; from <= journal.size();) {
    const std::int64_t to = std::min<std::int64_t>(journal.size(), from + static_cast<std::int64_t>(random() % 30));
    hq.take(journal.batch(from, to));
    from = to + 1;
  }
  CHECK(hq.store->verify().empty());
  Figures all;
  for (const auto& [key, figures] : folded(journal)) {
    if (key.part == Part::hour) all += figures;
  }
  CHECK(hq.database.number("SELECT sum(taken) FROM rollup_part WHERE part = 'service'") == 40);
  CHECK(hq.database.number("SELECT sum(waited_ms_sum) FROM rollup_part WHERE part = 'hour'") ==
        all[Sum::waited_ms_sum]);
  // By hour and by letter it comes to the same.
  for (const std::string& name : sum_names()) {
    const std::string sum = "SELECT coalesce(sum(" + name + "), 0) FROM rollup_part WHERE part = ";
    CAPTURE(name);
    CHECK(hq.database.number(sum + "'hour'") == (is_whole(name) ? 0 : hq.database.number(sum + "'service'")));
  }
}

TEST_CASE("verify finds figures that the events do not say, and folding again mends them") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  hq.take(made_up(3, 10).all());
  const auto spoilt = [&](const std::string& sql, const std::string& fault) {
    hq.database.run(sql);
    const auto faults = hq.store->verify();
    REQUIRE_FALSE(faults.empty());
    CHECK_THAT(faults.at(0), ContainsSubstring(fault));
    hq.database.run("UPDATE derived SET fold_version = 0");
    hq.store->refold_if_needed();
    CHECK(hq.store->verify().empty());
  };
  spoilt("UPDATE rollup_part SET wait_more = wait_more + 1 WHERE part = 'clerk'", "not what the events say");
  spoilt("DELETE FROM rollup_part WHERE part = 'hour'", "by hour");
  spoilt("UPDATE rollup_part SET name = 'Z' WHERE part = 'service' AND name = 'A'", "service A");
}

TEST_CASE("a branch's time zone is what its program told last") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const auto zone = [&] {
    const auto connection = hq.database.connect();
    auto& found = connection->statement("SELECT timezone FROM branch");
    REQUIRE(found.step());
    return found.text(0);
  };
  FakeJournal journal;
  journal.add("branch_started", R"({"version":"0.1.0"})");
  hq.take(journal.all());
  CHECK(zone() == "Asia/Shanghai");
  journal.add("branch_started", R"({"version":"0.2.0","timezone":"Europe/Berlin"})");
  hq.take(journal.all());
  CHECK(zone() == "Europe/Berlin");
  journal.add("branch_started", R"({"version":"0.2.0","timezone":"Mars/Olympus"})").add("branch_started", "7");
  hq.take(journal.all());
  CHECK(zone() == "Europe/Berlin");
  CHECK(hq.store->verify().empty());
}

TEST_CASE("medians are read from steps, within the step that they lie in") {
  Figures figures;
  CHECK_FALSE(quantile_s(figures.waits(), 0.5));
  figures.count_wait(30'000);
  CHECK(quantile_s(figures.waits(), 0.5) == 30);
  for (int i = 0; i < 8; ++i) figures.count_wait(12 * minute_ms);
  figures.count_wait(50 * minute_ms);
  const double median = quantile_s(figures.waits(), 0.5).value();
  CHECK(median >= 600);
  CHECK(median <= 900);
  CHECK(quantile_s(figures.waits(), 1).value() == 5400);
  CHECK(quantile_s(figures.waits(), 0).value() == 0);
  CHECK(figures[Sum::called] == 10);
}

}  // namespace figures_test
