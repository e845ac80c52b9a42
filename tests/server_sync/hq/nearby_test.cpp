#include "server_sync/hq/nearby.h"

#include "server_sync/hq/branch_now.h"
#include "server_sync/hq/directives.h"
#include "server_sync/hq/places.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::AnyDatabase;
using tests::Kind;

namespace nearby_test {

namespace {

constexpr std::int64_t now_ms = 1795399200000;

/// North of the first hall by `metres`, with a wait of at most `minutes` for enquiries.
void add_hall(hq::Store& store, const std::string& id, int metres, int minutes, bool open = true,
              std::int64_t seen_ms = now_ms) {
  hq::change_store(store, [&] {
    store.add_branch(id, id, 1);
    hq::save_place(store.connection(), id, {39'900'000 + metres * 9, 116'400'000, R"({"zh-CN":"路"})"});
    const std::string body =
        std::string(R"({"open":)") + (open ? "true" : "false") + R"(,"name":{"zh-CN":"厅"},"services":[)" +
        R"({"letter":"A","group":"enquiry","open":true,"estimate_minutes":{"low":1,"high":)" + std::to_string(minutes) +
        R"(}},{"letter":"B","group":"enquiry","open":false,"estimate_minutes":)" +
        R"({"low":0,"high":0}},{"letter":"C","group":"complaint","open":true,"estimate_minutes":null}]})";
    hq::keep_branch_now(store.connection(), id, {"journal", 1, seen_ms}, body, seen_ms);
  });
}

}  // namespace

TEST_CASE("open halls within walking distance whose wait is shorter are offered, the nearest three") {
  const AnyDatabase database(GENERATE(Kind::sqlite, Kind::postgresql));
  const auto store = database.open();
  add_hall(*store, "HERE", 0, 40);
  add_hall(*store, "FAR", 3'500, 1);
  add_hall(*store, "LONG", 100, 38);
  add_hall(*store, "SHUT", 150, 1, false);
  add_hall(*store, "SILENT", 160, 1, true, now_ms - 11 * 60'000);
  add_hall(*store, "D", 900, 9);
  add_hall(*store, "A", 200, 30);
  add_hall(*store, "C", 800, 5);
  add_hall(*store, "B", -300, 12);
  hq::change_store(*store, [&] { store->add_branch("NOWHERE", "", 1); });
  const auto all = hq::find_nearby(store->connection(), now_ms);
  const auto& offered = all.at("HERE").at("enquiry");
  REQUIRE(offered.size() == 3);
  CHECK(offered[0].branch == "A");
  CHECK(offered[1].branch == "B");
  CHECK(offered[2].branch == "C");
  CHECK(std::abs(offered[2].metres - 800) < 10);
  CHECK(offered[2].minutes == 5);
  CHECK_FALSE(all.at("HERE").contains("complaint"));
  CHECK_FALSE(all.contains("NOWHERE"));
}

TEST_CASE("a branch hears of its neighbours only when it matters, and again before the figures are old") {
  const AnyDatabase database(GENERATE(Kind::sqlite, Kind::postgresql));
  const auto store = database.open();
  add_hall(*store, "HERE", 0, 40);
  add_hall(*store, "A", 200, 20);
  const auto send = [&](std::int64_t at_ms) {
    hq::change_store(*store,
                     [&] { hq::send_nearby(store->connection(), hq::find_nearby(store->connection(), at_ms), at_ms); });
    return hq::directive_sum(store->connection());
  };
  CHECK(send(now_ms) == 1);
  CHECK(send(now_ms + 60'000) == 1);
  const auto wait_there = [&](int minutes, std::int64_t at_ms) {
    hq::change_store(*store, [&] {
      hq::keep_branch_now(store->connection(), "A", {"journal", at_ms, at_ms},
                          R"({"open":true,"services":[{"group":"enquiry","open":true,"estimate_minutes":{"high":)" +
                              std::to_string(minutes) + "}}]}",
                          at_ms);
    });
  };
  wait_there(22, now_ms + 120'000);
  CHECK(send(now_ms + 120'000) == 1);
  wait_there(30, now_ms + 180'000);
  CHECK(send(now_ms + 180'000) == 2);
  CHECK(send(now_ms + 180'000 + 7 * 60'000) == 3);  // the same, told anew
  wait_there(39, now_ms + 700'000);
  CHECK(send(now_ms + 700'000) == 4);  // not shorter any more: nothing is offered
  CHECK(send(now_ms + 1'400'000) == 4);
}

}  // namespace nearby_test
