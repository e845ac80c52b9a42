// The chain at a glance: who needs somebody to look, sums of those who may be seen, a week before.
#include "server_sync/hq/overview.h"

#include <nlohmann/json.hpp>

#include "base/time/zone.h"
#include "server_sync/hq/chain_keeper.h"
#include "server_sync/hq/ingest.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::hq;
using tests::FakeJournal;
using Json = nlohmann::json;

namespace overview_test {

namespace {

constexpr std::int64_t minute_ms = 60'000;
const std::int64_t now_ms = *base::parse_rfc3339("2026-11-26T04:30:00.000Z");  // 12:30 in China

std::string window(const std::string& ticket, const std::string& rest) {
  return R"({"ticket_id":")" + ticket + R"(","counter":2,"staff":"1001",)" + rest + "}";
}

struct Hall {
  FakeJournal journal;
  int number = 0;

  Hall(const std::string& branch, const std::string& journal_id) : journal(branch, journal_id) {
    journal.add("counter_opened", R"({"counter":2,"staff":"1001"})");
  }
  /// `at`: of China, "2026-11-26 09:00"; still waiting when `waited_minutes` is negative.
  void visit(const std::string& at, int waited_minutes, int score = 0) {
    const std::int64_t taken_ms =
        *base::parse_rfc3339(at.substr(0, 10) + "T" + at.substr(11) + ":00.000Z") - 8 * 60 * minute_ms;
    const std::string ticket =
        at.substr(0, 4) + at.substr(5, 2) + at.substr(8, 2) + "-A" + std::to_string(100 + ++number);
    journal.add("ticket_taken", R"({"ticket_id":")" + ticket + R"("})", base::rfc3339(taken_ms));
    if (waited_minutes < 0) return;
    const std::string called_at = base::rfc3339(taken_ms + waited_minutes * minute_ms);
    journal.add("ticket_called",
                window(ticket, R"("target_minutes":15,"waited_ms":)" + std::to_string(waited_minutes * minute_ms)),
                called_at);
    journal.add("visit_finished", window(ticket, R"("served_ms":60000)"), called_at);
    if (score > 0) {
      journal.add("visit_rated", window(ticket, R"("aspects":["speed"],"score":)" + std::to_string(score)), called_at);
    }
  }
};

struct Hq {
  explicit Hq(tests::Kind kind) : database(kind), store(database.open()) {}
  void add(const std::string& id, const std::string& tier, const std::string& region, bool enrolled = true) {
    change_store(*store, [&] {
      store->add_branch(id, "厅 " + id, now_ms);
      store->connection()
          .statement("UPDATE branch SET tier = $2, region = $3 WHERE id = $1")
          .bind(1, id)
          .bind(2, tier)
          .bind(3, region)
          .run();
      store->save_code(id, "code of " + id, now_ms, now_ms + 1);
      if (enrolled) store->enrol(id, "code of " + id, "credential of " + id, "key", now_ms);
    });
  }
  void take(const std::string& branch, const FakeJournal& journal, std::int64_t heard_ms) {
    change_store(*store, [&] { ingest(*store, branch, journal.all(), heard_ms); });
  }
  ChainPicture picture(const ChainPicture* last = nullptr, std::int64_t at_ms = now_ms) {
    store->connection().begin_reading();
    ChainPicture read = read_chain(store->connection(), last, at_ms);
    store->rollback();
    return read;
  }
  Json overview(const BranchChoice& choice = {}) { return Json::parse(overview_json(picture(), choice)); }
  tests::AnyDatabase database;
  std::unique_ptr<SqlStore> store;
};

/// One where people wait too long, one that was lost, one that is well, one that has not joined.
void four_halls(Hq& hq) {
  hq.add("BJ-0001", "flagship", "华北");
  hq.add("BJ-0002", "first", "华北");
  hq.add("SH-0003", "first", "华东");
  hq.add("SH-0004", "first", "华东", false);
  Hall slow("BJ-0001", "1d6cfc3b-2f0e-4a88-8a39-5a4c0a3f8c11");
  for (int i = 0; i < 3; ++i) slow.visit("2026-11-19 09:10", 5, 5);
  slow.visit("2026-11-19 18:00", 50, 1);  // later than now is: not held against today
  for (int i = 0; i < 12; ++i) slow.visit("2026-11-26 09:10", i < 4 ? 5 : 25, i < 2 ? 1 : 0);
  slow.visit("2026-11-26 11:42", -1);
  slow.visit("2026-11-26 12:20", -1);
  hq.take("BJ-0001", slow.journal, now_ms - 3'000);
  Hall lost("BJ-0002", "2d6cfc3b-2f0e-4a88-8a39-5a4c0a3f8c11");
  lost.visit("2026-11-26 10:00", -1);
  hq.take("BJ-0002", lost.journal, now_ms - 42 * minute_ms);
  Hall good("SH-0003", "3d6cfc3b-2f0e-4a88-8a39-5a4c0a3f8c11");
  good.visit("2026-11-26 10:30", 3, 5);
  hq.take("SH-0003", good.journal, now_ms - 90'000);
}

std::string codes(const Json& row) {
  std::string all;
  for (const Json& reason : row.at("reasons")) {
    all += reason.at("code").get<std::string>() + ":" + reason.at("level").get<std::string>() + " ";
  }
  return all;
}

}  // namespace

TEST_CASE("branches that need somebody to look come first, with what is wrong there") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  four_halls(hq);
  const Json body = hq.overview();
  const Json& rows = body.at("trouble");
  REQUIRE(rows.size() == 4);
  CHECK(rows.at(0).at("id") == "BJ-0001");
  CHECK(codes(rows.at(0)) == "long_wait:bad below_target:bad ");
  CHECK(rows.at(0).at("level") == "bad");
  CHECK(rows.at(0).at("waiting") == 2);
  CHECK(rows.at(0).at("longest_wait_s") == 48 * 60);
  CHECK(rows.at(0).at("within_target").at("share") == 0.3333);
  CHECK(rows.at(0).at("sync") == Json::parse(R"({"state":"live","lag_s":3})"));
  CHECK(rows.at(1).at("id") == "BJ-0002");
  CHECK(codes(rows.at(1)) == "silent:bad ");
  CHECK(rows.at(1).at("waiting").is_null());  // not known
  CHECK(rows.at(1).at("sync") == Json::parse(R"({"state":"silent","lag_s":2520})"));
  CHECK(rows.at(2).at("level") == "good");
  CHECK(rows.at(2).at("sync").at("state") == "late");
  CHECK(rows.at(3).at("sync").at("state") == "never");
  CHECK(rows.at(3).at("level") == "good");

  CHECK(body.at("branches") == Json::parse(R"({"total":4,"expected":3,"open":2,"silent":1,"trouble":2})"));
  CHECK(body.at("waiting") == 2);
  CHECK(body.at("longest_wait_s") == 48 * 60);
  CHECK(body.at("arrivals") == Json::parse(R"({"count":15,"through_hour":12})"));
  CHECK(body.at("within_target").at("called") == 13);
  CHECK(body.at("within_target").at("within") == 5);
  CHECK(body.at("within_target").at("unknown") == 0);
  CHECK(body.at("satisfaction").at("count") == 3);
  CHECK(body.at("compared") == Json::parse(R"({"day":"2026-11-19","arrivals":3,
    "within_target":{"share":1.0,"called":3},"satisfaction":{"share":1.0,"count":3}})"));
  CHECK(body.at("hours").size() == 2);
  CHECK(body.at("hours").at(0).at("hour") == 9);
  CHECK(body.at("hours").at(0).at("count") == 12);
  CHECK(body.at("low_rating_reasons") == Json::parse(R"([{"aspect":"speed","count":2,"share":1.0}])"));
  CHECK(body.at("regions") == Json::parse(R"(["华东","华北"])"));
}

TEST_CASE("tier and region choose, and a person of a region sees nothing else") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  four_halls(hq);
  const Json north = hq.overview({"", "", "", {"华北"}});
  CHECK(north.at("branches").at("total") == 2);
  CHECK(north.at("regions") == Json::parse(R"(["华北"])"));
  CHECK(north.at("hours").size() == 1);
  const Json first = hq.overview({"", "first", "华东", {}});
  CHECK(first.at("branches").at("total") == 2);
  CHECK(first.at("within_target").at("share") == 1);
  CHECK(first.at("compared").is_null());
  CHECK(first.at("low_rating_reasons").empty());
  CHECK(first.at("longest_wait_s").is_null());
}

TEST_CASE("yesterday's queue is nobody's, and a hall that has closed for the night is no trouble") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  hq.add("BJ-0001", "first", "华北");
  Hall hall("BJ-0001", "1d6cfc3b-2f0e-4a88-8a39-5a4c0a3f8c11");
  hall.visit("2026-11-25 17:00", 50, 1);
  hall.visit("2026-11-25 17:30", -1);
  hall.journal.add("counter_closed", R"({"counter":2,"staff":"1001"})", "2026-11-25T10:00:00.000Z");
  hq.take("BJ-0001", hall.journal, now_ms - 10 * 60 * minute_ms);
  const Json body = hq.overview();
  CHECK(body.at("waiting") == 0);
  CHECK(body.at("within_target").at("share").is_null());
  CHECK(body.at("trouble").at(0).at("level") == "good");
  CHECK(body.at("branches").at("open") == 0);
}

TEST_CASE("repairs that were promised for a day that is over are counted until they are ready") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  hq.add("BJ-0001", "first", "华北");
  FakeJournal journal;
  const auto open = [&](const std::string& id, int promised) {
    journal.add("repair_opened", R"({"repair_id":")" + id +
                                     R"(","device_kind":"phone","brand":"","model":"","age_months":-1,"faults":[],)" +
                                     R"("promised_day":)" + std::to_string(promised) + R"(,"return_of":""})");
  };
  open("R2611200011", 20261120);
  open("R2611200022", 20261125);
  open("R2611200033", 20261126);
  open("R2611200044", 20261121);
  journal.add("repair_advanced",
              R"({"repair_id":"R2611200044","from":"received","to":"ready","day":20261121,"in_state_ms":5})");
  hq.take("BJ-0001", journal, now_ms);
  CHECK(hq.overview().at("repairs_overdue") == Json::parse(R"({"count":2,"today":1})"));
  CHECK(codes(hq.overview().at("trouble").at(0)) == "repairs_overdue:warn ");
  // What a journal that began later, after a restored backup, says of it counts too.
  FakeJournal later("BJ-0001", "2d6cfc3b-2f0e-4a88-8a39-5a4c0a3f8c11");
  later.add("repair_advanced",
            R"({"repair_id":"R2611200011","from":"received","to":"ready","day":20261126,"in_state_ms":5})");
  hq.take("BJ-0001", later, now_ms);
  CHECK(hq.overview().at("repairs_overdue").at("count") == 1);
}

TEST_CASE("each trouble has its bounds") {
  const auto of = [](const std::function<void(HallNow&)>& change) {
    HallNow hall;
    hall.is_enrolled = true;
    hall.is_of_today = true;
    hall.contact_at_ms = now_ms - 1'000;
    hall.open_counters = 2;
    change(hall);
    std::string all;
    for (const Reason& reason : troubles_of(hall, now_ms))
      all += std::string(reason.code) + (reason.level == Level::bad ? "! " : " ");
    return all;
  };
  const auto waits = [](int minutes) {
    return [minutes](HallNow& hall) {
      hall.waiting = 1;
      hall.oldest_taken_at_ms = now_ms - minutes * minute_ms;
    };
  };
  const auto scores = [](int low, int high) {
    return [low, high](HallNow& hall) {
      for (int i = 0; i < low; ++i) hall.today.count_score(1);
      for (int i = 0; i < high; ++i) hall.today.count_score(5);
    };
  };
  CHECK(of([](HallNow&) {}).empty());
  CHECK(of(waits(14)).empty());
  CHECK(of(waits(15)) == "long_wait ");
  CHECK(of(waits(30)) == "long_wait! ");
  CHECK(of(scores(4, 0)).empty());  // too few to say
  CHECK(of(scores(5, 0)) == "dissatisfied! ");
  CHECK(of(scores(1, 4)) == "dissatisfied ");
  CHECK(of(scores(1, 9)).empty());
  CHECK(of([](HallNow& hall) { hall.alarms = 1; }) == "alarm! ");
  CHECK(of([](HallNow& hall) { hall.quarantined = 1; }) == "not_understood ");
  CHECK(of([](HallNow& hall) { hall.device = {"paper_out", 100, true, false}; }) == "printer disk_low ");
  CHECK(of([](HallNow& hall) { hall.device = {"paper_low", 500, false, true}; }) == "paper_low config_refused ");
  CHECK(of([](HallNow& hall) { hall.device = {"ready", 9'000, true, false}; }) == "degraded ");
  CHECK(of([](HallNow& hall) { hall.contact_at_ms = now_ms - 121'000; }) == "silent! ");
  CHECK(of([](HallNow& hall) {
          hall.contact_at_ms = now_ms - 121'000;
          hall.open_counters = 0;
        }) == "silent ");
  CHECK(of([&](HallNow& hall) {
          waits(1)(hall);
          hall.open_counters = 0;
        }) == "nobody_serves ");
}

TEST_CASE("what was read slowly is taken over while it is new enough, and a new day is read anew") {
  Hq hq(tests::Kind::sqlite);
  four_halls(hq);
  ChainPicture first = hq.picture();
  auto sums = std::make_shared<ChainSums>(*first.sums);
  auto before = std::make_shared<WeekBefore>(*first.before);
  sums->lasts_ms = 60'000;
  before->lasts_ms = 600'000;
  first.sums = sums;
  first.before = before;
  const ChainPicture second = hq.picture(&first, now_ms + 59'000);
  CHECK(second.sums == first.sums);
  CHECK(second.before == first.before);
  const ChainPicture third = hq.picture(&second, now_ms + 60'000);
  CHECK(third.sums != first.sums);
  CHECK(third.before == first.before);
  CHECK(hq.picture(&first, now_ms + 24 * 60 * minute_ms).before != first.before);
}

TEST_CASE("the overview is for those who are signed in, and shows what a branch has just sent") {
  tests::RunningHq hq;
  CHECK(tests::ask(hq.port(), "GET", "/api/v1/overview").status == 401);
  const std::string cookie = hq.sign_in();
  const std::string credential = hq.join("BJ-0001");
  const auto total = [&] {
    const auto answer = tests::ask(hq.port(), "GET", "/api/v1/overview", "", {cookie});
    REQUIRE(answer.status == 200);
    return Json::parse(answer.body);
  };
  CHECK(total().at("branches").at("open") == 0);
  FakeJournal journal;
  journal.add("counter_opened", R"({"counter":2,"staff":"1001"})");
  REQUIRE(hq.send(credential, journal.all()).status == 200);
  CHECK(total().at("branches").at("open") == 1);
  CHECK(tests::ask(hq.port(), "GET", "/api/v1/overview?tier=none", "", {cookie}).status == 422);
}

}  // namespace overview_test
