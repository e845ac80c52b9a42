// How branches are, and what phones look at: newest wins, nothing outlives its time, an ask is done once.
#include "server_sync/hq/now_report.h"

#include <nlohmann/json.hpp>
#include <set>

#include "server_sync/hq/branch_now.h"
#include "server_sync/hq/slips.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::hq;
using tests::AnyDatabase;
using tests::Kind;
using Json = nlohmann::json;

namespace now_report_test {

namespace {

constexpr std::int64_t now_ms = 1795399200000;  // 2026-11-22T22:00:00Z or so
constexpr const char* branch = "BJ-0001";

struct Hq {
  explicit Hq(Kind kind) : database(kind), store(database.open()) {
    change_store(*store, [&] { store->add_branch(branch, "西单营业厅", now_ms); });
  }
  template <typename Job>
  auto in(const Job& job) {
    store->begin();
    auto result = job(store->connection());
    store->commit();
    return result;
  }
  Json take(Json document, std::int64_t at_ms = now_ms) {
    document.emplace("journal", "j1");
    document.emplace("board", 7);
    document.emplace("at", "2026-11-22T10:00:00.000Z");
    return in([&](sql::Connection& sql) {
      return Json::parse(take_now(sql, branch, document.dump(), "https://hq.example", at_ms));
    });
  }
  std::string kept() {
    return in([](sql::Connection& sql) { return read_branch_now(sql, branch).value_or(BranchNowRow{}).body; });
  }
  std::optional<SlipRow> slip(const std::string& key) {
    return in([&](sql::Connection& sql) { return find_slip(sql, branch, key); });
  }

  AnyDatabase database;
  std::unique_ptr<SqlStore> store;
};

Json slip(const std::string& key, const std::string& kind, const std::string& body, std::int64_t until = now_ms * 2) {
  return {{"key", key}, {"kind", kind}, {"until", until}, {"body", body}};
}

}  // namespace

TEST_CASE("the newest word of a branch is kept, without slips and answers") {
  Hq hq(GENERATE(Kind::sqlite, Kind::postgresql));
  const Json answer =
      hq.take({{"version", "0.1.0"}, {"slips", {slip("k1", "ticket", "sealed")}}, {"answers", Json::array()}});
  CHECK(answer["url"] == "https://hq.example");
  CHECK(answer["resend"] == false);
  const Json kept = Json::parse(hq.kept());
  CHECK(kept["version"] == "0.1.0");
  CHECK_FALSE(kept.contains("slips"));
  CHECK_FALSE(kept.contains("answers"));

  hq.take({{"board", 6}, {"version", "older"}});
  CHECK(Json::parse(hq.kept())["version"] == "0.1.0");
  hq.take({{"board", 8}, {"version", "newer"}});
  CHECK(Json::parse(hq.kept())["version"] == "newer");
  // A branch that was restored counts its Boards anew in a new journal.
  hq.take({{"journal", "j2"}, {"board", 1}, {"at", "2026-11-22T10:00:01.000Z"}, {"version", "restored"}});
  CHECK(Json::parse(hq.kept())["version"] == "restored");
  hq.take({{"journal", "j1"}, {"board", 99}, {"version", "late"}});
  CHECK(Json::parse(hq.kept())["version"] == "restored");
  std::set<std::string> branches;
  hq.in([&](sql::Connection& sql) {
    each_branch_now(sql, [&](const BranchNowRow& row) { branches.insert(row.branch); });
    return 0;
  });
  CHECK(branches == std::set<std::string>{branch});
}

TEST_CASE("a clock that was far ahead keeps nothing out for ever") {
  Hq hq(Kind::sqlite);
  hq.take({{"at", "2039-01-01T00:00:00.000Z"}, {"version", "future"}});
  hq.take({{"journal", "j2"}, {"board", 1}, {"version", "right"}});
  CHECK(Json::parse(hq.kept())["version"] == "right");
}

TEST_CASE("slips come, change and go") {
  Hq hq(GENERATE(Kind::sqlite, Kind::postgresql));
  hq.take({{"slips", {slip("t1", "ticket", "one"), slip("r1", "repair", "two"), slip("r2", "repair", "three")}}});
  CHECK(hq.slip("t1")->sealed == "one");
  hq.take({{"slips", {slip("t1", "ticket", "other")}}, {"unknown", {"nobody", "r1"}}});
  CHECK(hq.slip("t1")->sealed == "other");
  CHECK(hq.slip("nobody")->kind == "unknown");
  CHECK(hq.slip("r1")->kind == "repair");  // what is known stays known

  // An erased repair's slip goes, whether it is named or not.
  hq.take({{"gone", {"r2"}}});
  CHECK_FALSE(hq.slip("r2"));
  CHECK(hq.take({{"repair_keys", {"r9"}}})["resend"] == true);
  CHECK_FALSE(hq.slip("r1"));
  CHECK(hq.slip("t1"));
  CHECK(hq.take({{"repair_keys", Json::array()}})["resend"] == false);

  hq.take({{"slips", {slip("t2", "ticket", "short", now_ms + 1000)}}});
  hq.take({}, now_ms + 2000);
  CHECK_FALSE(hq.slip("t2"));
  hq.take({}, now_ms + 2 * 3'600'000);
  CHECK_FALSE(hq.slip("nobody"));
}

TEST_CASE("the branch hears what is looked at and asked, and answers once") {
  Hq hq(GENERATE(Kind::sqlite, Kind::postgresql));
  const auto watched_until = hq.in([](sql::Connection& sql) {
    watch_slip(sql, branch, "t1", now_ms + 1000);
    watch_slip(sql, branch, "t1", now_ms + 2000);
    return watched_until_ms(sql, branch, "t1");
  });
  CHECK(watched_until == now_ms + 2000);
  AskRow ask;
  ask.id = "ask-1";
  ask.slip = "t1";
  ask.kind = "let_pass";
  ask.made_at_ms = now_ms;
  ask.until_ms = now_ms + 60'000;
  ask.sealed = "sealed";
  CHECK(hq.in([&](sql::Connection& sql) { return put_ask(sql, branch, ask); }));
  CHECK_FALSE(hq.in([&](sql::Connection& sql) { return put_ask(sql, branch, ask); }));

  const Json heard = hq.take({});
  CHECK(heard["watched"] == Json{"t1"});
  REQUIRE(heard["asks"].size() == 1);
  CHECK(heard["asks"][0]["sealed"] == "sealed");
  const Json detail = {{"zh-CN", "不行"}, {"en", "no"}};
  hq.take(
      {{"answers", {{{"id", "ask-1"}, {"state", "refused"}, {"refusal", "ticket_not_waiting"}, {"detail", detail}}}}});
  const auto answered = hq.in([](sql::Connection& sql) { return find_ask(sql, branch, "ask-1"); });
  CHECK(answered->state == "refused");
  CHECK(answered->sealed.empty());
  CHECK(Json::parse(answered->detail) == detail);
  hq.take({{"answers", {{{"id", "ask-1"}, {"state", "done"}}}}});
  CHECK(hq.in([](sql::Connection& sql) { return find_ask(sql, branch, "ask-1"); })->state == "refused");
  CHECK(hq.take({}, now_ms + 3000)["watched"].empty());
}

TEST_CASE("an ask that nobody hears in time is over") {
  Hq hq(GENERATE(Kind::sqlite, Kind::postgresql));
  AskRow ask;
  ask.id = "ask-1";
  ask.slip = "t1";
  ask.kind = "cancel";
  ask.until_ms = now_ms + 1000;
  ask.sealed = "sealed";
  hq.in([&](sql::Connection& sql) { return put_ask(sql, branch, ask); });
  CHECK(hq.take({}, now_ms + 2000)["asks"].empty());
  const auto over = hq.in([](sql::Connection& sql) { return asks_of(sql, branch, "t1", 5); });
  REQUIRE(over.size() == 1);
  CHECK(over[0].state == "expired");
  CHECK(over[0].sealed.empty());
}

TEST_CASE("a document that is none is refused with what is wrong") {
  Hq hq(Kind::sqlite);
  const auto wrong = [&](const std::string& text) {
    return hq.in([&](sql::Connection& sql) {
      try {
        take_now(sql, branch, text, "", now_ms);
      } catch (const std::invalid_argument& error) {
        return std::string(error.what());
      }
      return std::string();
    });
  };
  CHECK_FALSE(wrong("[]").empty());
  CHECK_FALSE(wrong("{").empty());
  const Json fine = {{"journal", "j"}, {"board", 1}, {"at", "2026-11-22T10:00:00.000Z"}};
  CHECK(wrong(fine.dump()).empty());
  for (const char* field : {"journal", "board", "at"}) {
    Json spoilt = fine;
    spoilt[field] = Json::array();
    CHECK(wrong(spoilt.dump()).find(field) != std::string::npos);
  }
  Json spoilt = fine;
  spoilt["slips"] = Json::array({{{"key", "k"}, {"kind", "other"}, {"until", 1}, {"body", ""}}});
  CHECK(wrong(spoilt.dump()).find("kind") != std::string::npos);
  spoilt = fine;
  spoilt["answers"] = Json::array({{{"id", "k"}, {"state", "sent"}}});
  CHECK(wrong(spoilt.dump()).find("state") != std::string::npos);
}

}  // namespace now_report_test
