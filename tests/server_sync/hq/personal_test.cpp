// Personal data at headquarters: stored once, opaque, erased for good.
#include "server_sync/hq/personal.h"

#include "base/crypto/crypto.h"
#include "base/sqlite/database.h"
#include "server_sync/hq/sqlite_store.h"
#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::hq;

namespace personal_test {

namespace {

constexpr std::int64_t now_ms = 1795399200000;
const std::string secret(32, 's');

struct Hq {
  Hq() : store(folder.file("hq.db")) {
    store.begin();
    for (const char* id : {"BJ-0001", "SH-0002"}) store.add_branch(id, "西单营业厅", now_ms);
    store.commit();
  }
  wire::PersonalReceipt take(const wire::PersonalBatch& batch) {
    store.begin();
    const auto receipt = take_personal(store, batch.branch, batch, secret, now_ms);
    store.commit();
    return receipt;
  }
  std::int64_t value(const std::string& sql) {
    return sqlite::Database(folder.file("hq.db"), sqlite::Access::read_only).value(sql);
  }
  tests::ScratchFolder folder;
  SqliteStore store;
};

wire::PersonalItem item(const std::string& id, const std::string& sealed = "c2VhbGVk") {
  return {id, "20261126-A001", "rating_comment", "2026-11-26T01:00:00.000Z", sealed};
}

wire::PersonalErasure erasure(const std::string& id) {
  return {id, "2026-11-26T02:00:00.000Z"};
}

}  // namespace

TEST_CASE("personal data is stored once, however often it is sent, and apart for each branch") {
  Hq hq;
  CHECK(hq.take({"BJ-0001", {item("a"), item("b")}, {}}).after == 2);
  const auto again = hq.take({"BJ-0001", {item("a", "b3RoZXI"), item("c")}, {}});
  CHECK(again.before == 2);
  CHECK(again.after == 3);
  CHECK_FALSE(again.standings[0].erased);
  CHECK(hq.value("SELECT count(*) FROM personal WHERE id = 'a' AND sealed = 'c2VhbGVk'") == 1);
  CHECK(hq.take({"SH-0002", {item("a")}, {erasure("b")}}).before == 0);
  CHECK(hq.store.personal_counts("BJ-0001").stored == 3);
  CHECK(hq.store.personal_counts("BJ-0001").erased == 0);
  CHECK(hq.store.verify().empty());
}

TEST_CASE("an erasure leaves nothing but its proof, which stays the same") {
  Hq hq;
  hq.take({"BJ-0001", {item("a")}, {}});
  const auto first = hq.take({"BJ-0001", {}, {erasure("a")}});
  REQUIRE(first.standings.size() == 1);
  CHECK(first.standings[0].erased);
  CHECK(first.standings[0].proof == crypto::keyed_hash_hex(secret, "erased\nBJ-0001\na\n2026-11-26T02:00:00.000Z\n" +
                                                                       crypto::hash_hex("c2VhbGVk")));
  const auto again = hq.take({"BJ-0001", {}, {{"a", "2027-01-01T00:00:00.000Z"}}});
  CHECK(again.standings[0].proof == first.standings[0].proof);
  CHECK(again.after == first.after);
  CHECK(hq.value("SELECT count(*) FROM personal WHERE sealed <> '' OR about <> '' OR kind <> '' OR digest <> ''") == 0);
  CHECK(hq.store.personal_counts("BJ-0001").erased == 1);
  CHECK(hq.store.verify().empty());
}

TEST_CASE("an erasure wins over an upload that comes later or with it") {
  Hq hq;
  hq.take({"BJ-0001", {}, {erasure("late")}});
  const auto late = hq.take({"BJ-0001", {item("late"), item("both")}, {erasure("both")}});
  REQUIRE(late.standings.size() == 3);
  for (const auto& standing : late.standings) CHECK(standing.erased);
  CHECK(hq.value("SELECT count(*) FROM personal WHERE sealed <> ''") == 0);
  CHECK(hq.value("SELECT count(*) FROM personal") == 2);
  CHECK(hq.store.verify().empty());
}

TEST_CASE("verify finds what was left of something erased") {
  Hq hq;
  hq.take({"BJ-0001", {item("a"), item("b")}, {erasure("a")}});
  sqlite::Database(hq.folder.file("hq.db"), sqlite::Access::read_write)
      .run("UPDATE personal SET sealed = 'bGVmdA' WHERE id = 'a'");
  REQUIRE(hq.store.verify().size() == 1);
  CHECK_THAT(hq.store.verify().front(), ContainsSubstring("something of them is left"));
  sqlite::Database(hq.folder.file("hq.db"), sqlite::Access::read_write).run("UPDATE personal SET sealed = ''");
  CHECK_THAT(hq.store.verify().front(), ContainsSubstring("without having been erased"));
}

TEST_CASE("personal data is taken from the branch that it is of, and from nobody else") {
  tests::RunningHq hq;
  const std::string credential = "Authorization: Bearer " + hq.join("BJ-0001");
  const auto post = [&](const std::string& branch, const std::vector<std::string>& headers) {
    return tests::ask(hq.port(), "POST", "/sync/v1/personal", wire::personal_json({branch, {item("a")}, {}}), headers);
  };
  CHECK(post("BJ-0001", {}).status == 401);
  CHECK(post("BJ-0001", {"Authorization: Bearer wrong"}).status == 401);
  CHECK(post("SH-0002", {credential}).status == 403);
  CHECK(tests::ask(hq.port(), "POST", "/sync/v1/personal", "<html>", {credential}).status == 400);
  CHECK(hq.open().personal_counts("BJ-0001").stored == 0);
  const auto stored = post("BJ-0001", {credential});
  CHECK(stored.status == 200);
  REQUIRE(wire::read_receipt(stored.body));
  CHECK(wire::read_receipt(stored.body)->standings.size() == 1);
  CHECK(hq.open().personal_counts("BJ-0001").stored == 1);
}

}  // namespace personal_test
