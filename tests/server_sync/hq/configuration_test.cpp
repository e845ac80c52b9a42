#include "server_sync/hq/configuration.h"

#include <nlohmann/json.hpp>

#include "base/time/zone.h"
#include "server_sync/hq/announcements.h"
#include "server_sync/hq/chain_rounds.h"
#include "server_sync/hq/directives.h"
#include "server_sync/hq/ingest.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/support/catch.h"

using namespace menting;
using Json = nlohmann::json;
using tests::AnyDatabase;
using tests::Kind;

namespace configuration_test {

namespace {

constexpr std::int64_t now_ms = 1795399200000;

void add_branch(hq::Store& store, const std::string& id, const std::string& tier, const std::string& region) {
  hq::change_store(store, [&] {
    store.add_branch(id, "厅 " + id, now_ms);
    store.connection()
        .statement("UPDATE branch SET tier = $2, region = $3 WHERE id = $1")
        .bind(1, id)
        .bind(2, tier)
        .bind(3, region)
        .run();
  });
}

/// Three branches of two tiers and two regions.
void add_chain(hq::Store& store) {
  add_branch(store, "BJ-0001", "flagship", "north");
  add_branch(store, "BJ-0002", "standard", "north");
  add_branch(store, "SH-0001", "standard", "east");
}

hq::ConfigurationVersion draft(hq::Store& store, const std::string& scope, const std::string& text) {
  hq::ConfigurationVersion made;
  hq::change_store(store, [&] {
    made = hq::add_version(store.connection(), {scope, 0, text, "", now_ms, "operations", ""});
  });
  return made;
}

void make_general(hq::Store& store, const hq::ConfigurationVersion& version) {
  hq::change_store(store, [&] { hq::make_general(store.connection(), version, now_ms); });
}

void give(hq::Store& store, const hq::ConfigurationVersion& version, const std::string& branch) {
  const auto to = hq::branches_of(store.connection(), "branch:" + branch, {});
  hq::change_store(store, [&] { hq::give_version(store.connection(), version, to, now_ms); });
}

/// The configuration that a branch was told last; null where it was told none.
Json told(hq::Store& store, const std::string& branch) {
  const auto behind = hq::directives_behind(store.connection(), branch, 0, hq::signing_key(store.connection()));
  if (!behind) return nullptr;
  for (const auto& one : behind->items) {
    if (one.name == "configuration") return Json::parse(one.body);
  }
  return nullptr;
}

std::string toml(hq::Store& store, const std::string& branch) {
  const Json body = told(store, branch);
  return body.is_null() ? "" : body.at("toml").get<std::string>();
}

std::string state(hq::Store& store, const std::string& branch) {
  return hq::configuration_standings(store.connection())[branch].state();
}

void say(hq::Store& store, const std::string& branch, const std::string& kind, const std::string& body) {
  hq::Changes changes;
  wire::Event event;
  event.seq = 1;
  event.kind = kind;
  event.version = 1;
  event.at = base::rfc3339(now_ms);
  event.body = body;
  hq::fold(event, changes);
  REQUIRE(changes.quarantined == 0);
  REQUIRE(changes.configuration);
  hq::change_store(store, [&] { hq::record_configuration(store.connection(), branch, *changes.configuration); });
}

}  // namespace

TEST_CASE("a scope is the chain, a tier, a region or a branch") {
  const hq::ChainBranch branch{"BJ-0001", "", "flagship", "north"};
  for (const char* scope : {"chain", "tier:flagship", "region:north", "branch:BJ-0001"}) {
    CHECK(hq::is_scope(scope));
    CHECK(hq::covers(scope, branch));
  }
  for (const char* scope : {"tier:standard", "region:east", "branch:BJ-0002"}) CHECK_FALSE(hq::covers(scope, branch));
  for (const char* scope : {"", "tier:", "Chain", "city:x"}) CHECK_FALSE(hq::is_scope(scope));
}

TEST_CASE("documents of wider scopes lie under those of narrower ones, and a branch is told when its own changes") {
  const AnyDatabase database(GENERATE(Kind::sqlite, Kind::postgresql));
  const auto store = database.open();
  add_chain(*store);
  const auto chain = draft(*store, "chain", "[queue]\nrecall_gap_s = 15\nno_show_after_calls = 4\n");
  CHECK(chain.version == 1);
  CHECK(told(*store, "BJ-0001").is_null());
  make_general(*store, chain);
  make_general(*store, draft(*store, "tier:flagship", "[queue]\nrecall_gap_s = 20\n"));
  make_general(*store, draft(*store, "branch:BJ-0001", "[kiosk]\nidle_s = 90\n"));
  CHECK_THAT(toml(*store, "BJ-0001"), ContainsSubstring("recall_gap_s = 20"));
  CHECK_THAT(toml(*store, "BJ-0001"), ContainsSubstring("no_show_after_calls = 4"));
  CHECK_THAT(toml(*store, "BJ-0001"), ContainsSubstring("idle_s = 90"));
  CHECK_THAT(toml(*store, "SH-0001"), ContainsSubstring("recall_gap_s = 15"));
  CHECK(told(*store, "BJ-0001").at("version") == 3);
  CHECK(told(*store, "SH-0001").at("version") == 1);
  const std::int64_t sum = hq::directive_sum(store->connection());
  make_general(*store, draft(*store, "tier:flagship", "[queue]\nrecall_gap_s = 20\n"));  // the same again
  CHECK(hq::directive_sum(store->connection()) == sum);
}

TEST_CASE("a version goes to some first, then to all; stopped, who has not applied it goes back") {
  const AnyDatabase database(GENERATE(Kind::sqlite, Kind::postgresql));
  const auto store = database.open();
  add_chain(*store);
  make_general(*store, draft(*store, "chain", "[queue]\nrecall_gap_s = 15\n"));
  const auto second = draft(*store, "chain", "[queue]\nrecall_gap_s = 30\n");
  give(*store, second, "BJ-0001");
  give(*store, second, "BJ-0002");
  CHECK(hq::find_version(store->connection(), "chain", 2)->state == "rolling");
  CHECK_THAT(toml(*store, "BJ-0001"), ContainsSubstring("= 30"));
  CHECK_THAT(toml(*store, "SH-0001"), ContainsSubstring("= 15"));
  say(*store, "BJ-0001", "config_applied", R"({"digest":"x","steady_ms":1,"version":2})");
  CHECK(state(*store, "BJ-0001") == "applied");
  CHECK(state(*store, "BJ-0002") == "waiting");
  hq::change_store(*store, [&] {
    hq::stop_version(store->connection(), *hq::find_version(store->connection(), "chain", 2), now_ms);
  });
  CHECK_THAT(toml(*store, "BJ-0001"), ContainsSubstring("= 30"));
  CHECK_THAT(toml(*store, "BJ-0002"), ContainsSubstring("= 15"));
  CHECK(hq::find_version(store->connection(), "chain", 2)->state == "stopped");
  make_general(*store, *hq::find_version(store->connection(), "chain", 2));
  CHECK_THAT(toml(*store, "SH-0001"), ContainsSubstring("= 30"));
  CHECK(hq::find_version(store->connection(), "chain", 1)->state == "past");
  CHECK(hq::given_versions(store->connection()).empty());
}

TEST_CASE("a branch's word is kept: applied, refused with its keys, or back to its own file") {
  const AnyDatabase database(GENERATE(Kind::sqlite, Kind::postgresql));
  const auto store = database.open();
  add_chain(*store);
  CHECK(state(*store, "BJ-0001") == "none");
  make_general(*store, draft(*store, "chain", "[queue]\nrecall_gap_s = 15\n"));
  say(*store, "BJ-0001", "config_refused",
      R"({"steady_ms":1,"version":1,"fault_count":2,"faults":["[queue] recall_gap_s","[kiosk] idle_s"]})");
  CHECK(state(*store, "BJ-0001") == "refused");
  CHECK(hq::configuration_standings(store->connection())["BJ-0001"].fault == "[queue] recall_gap_s, [kiosk] idle_s");
  say(*store, "BJ-0001", "config_applied", R"({"digest":"x","steady_ms":1,"version":1})");
  CHECK(state(*store, "BJ-0001") == "applied");
  say(*store, "BJ-0001", "config_applied", R"({"digest":"own","steady_ms":1})");
  CHECK(state(*store, "BJ-0001") == "waiting");
}

TEST_CASE("a branch that is new, or of another tier, gets what is general within a round") {
  const AnyDatabase database(GENERATE(Kind::sqlite, Kind::postgresql));
  const auto store = database.open();
  add_chain(*store);
  make_general(*store, draft(*store, "chain", "[queue]\nrecall_gap_s = 15\n"));
  make_general(*store, draft(*store, "tier:flagship", "[queue]\nrecall_gap_s = 20\n"));
  add_branch(*store, "GZ-0001", "standard", "south");
  const auto connection = database.connect();
  hq::look_after_chain(*connection, now_ms);
  CHECK_THAT(toml(*store, "GZ-0001"), ContainsSubstring("= 15"));
  hq::change_store(*store, [&] {
    store->connection().statement("UPDATE branch SET tier = 'flagship' WHERE id = $1").bind(1, "GZ-0001").run();
  });
  hq::look_after_chain(*connection, now_ms);
  CHECK_THAT(toml(*store, "GZ-0001"), ContainsSubstring("= 20"));
  const std::int64_t sum = hq::directive_sum(*connection);
  hq::look_after_chain(*connection, now_ms);
  CHECK(hq::directive_sum(*connection) == sum);
}

TEST_CASE("announcements go to their scope until they are over, with the picture's name") {
  const AnyDatabase database(GENERATE(Kind::sqlite, Kind::postgresql));
  const auto store = database.open();
  add_chain(*store);
  const std::string png = "\x89PNG\r\n\x1a\nrest";
  std::optional<std::string> picture;
  hq::change_store(*store, [&] {
    picture = hq::save_picture(store->connection(), png, now_ms);
    hq::save_picture(store->connection(), png, now_ms);
    hq::save_announcement(store->connection(), {"a", "region:north", R"({"zh-CN":"元旦"})", "{}", "", "", *picture,
                                                now_ms, "operations", false});
    hq::save_announcement(store->connection(),
                          {"b", "chain", R"({"zh-CN":"旧"})", "{}", "", "2020-01-01", "", now_ms, "operations", false});
    hq::send_configuration(store->connection(), hq::branches_of(store->connection(), "chain", {}), now_ms);
  });
  REQUIRE(picture);
  CHECK(hq::find_picture(store->connection(), *picture) == png);
  CHECK_FALSE(hq::save_picture(store->connection(), "GIF89a", now_ms));
  const Json body = told(*store, "BJ-0001");
  REQUIRE(body.at("announcements").size() == 1);
  CHECK(body.at("announcements")[0].at("title").at("zh-CN") == "元旦");
  CHECK(body.at("announcements")[0].at("picture") == *picture);
  CHECK(told(*store, "SH-0001").is_null());
}

}  // namespace configuration_test
