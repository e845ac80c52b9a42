// Batches of many branches in one transaction by the same statements, and whatever must not go along with them.
#include <future>
#include <list>
#include <thread>

#include "server_sync/hq/open_connection.h"
#include "server_sync/hq/sync_routes.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/server_sync/hq/kept_exchange.h"
#include "tests/server_sync/hq/signing_device.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::FakeJournal;
using tests::KeptExchange;
using tests::SigningDevice;

namespace {

/// Says how many branches each append was for.
class WatchedStore : public hq::SqlStore {
 public:
  WatchedStore(std::unique_ptr<hq::sql::Connection> connection, std::vector<std::size_t>& sizes)
      : SqlStore(std::move(connection)), sizes_(sizes) {}
  void append(std::span<const hq::Arrival> arrivals, std::int64_t now_ms) override {
    sizes_.push_back(arrivals.size());
    SqlStore::append(arrivals, now_ms);
  }

 private:
  std::vector<std::size_t>& sizes_;
};

struct Branch {
  explicit Branch(const std::string& id) : journal(id, crypto::random_uuid()) { device.branch = id; }
  void add_visit() {
    const std::string number = "20261123-A00" + std::to_string(++visits);
    journal.add("counter_opened", R"({"counter":1,"staff":"1001"})").add_visit(number, 1000, 2000, 4);
    journal.add("ticket_taken", R"({"ticket_id":"20261123-B00)" + std::to_string(visits) + R"("})");
  }
  http::Request request(const wire::Batch& batch) const {
    return device.request("/sync/v1/batches", wire::batch_json(batch));
  }

  SigningDevice device;
  FakeJournal journal;
  int visits = 0;
};

constexpr std::int64_t visit_events = 7;

/// Branches whose first visit is stored already, and an inbox that is held until release().
struct Group {
  explicit Group(tests::Kind kind, int branches = 4)
      : database(kind),
        inbox(std::make_unique<WatchedStore>(hq::open_connection(database.place()), sizes)),
        look(database.open()) {
    inbox.start();
    for (int i = 0; i < branches; ++i) {
      Branch& branch = all.emplace_back("BJ-000" + std::to_string(i));
      enrol(branch);
      branch.add_visit();
      CHECK(post(branch.request(branch.journal.all()))->status() == 200);
      branch.add_visit();
    }
    sizes.clear();
  }
  void enrol(const Branch& branch) {
    const SigningDevice& device = branch.device;
    look->begin();
    look->add_branch(device.branch, "店", 1);
    look->save_code(device.branch, device.hash(), 1, 2);
    look->enrol(device.branch, device.hash(), device.hash(), device.public_key(), 1);
    look->commit();
  }
  std::shared_ptr<KeptExchange> post(http::Request request) {
    auto exchange = std::make_shared<KeptExchange>(std::move(request));
    inbox.post(
        exchange, [this, exchange](hq::Store& store) { return routes.batches(exchange->request(), store); },
        [this, exchange] {
          auto plain = routes.read_plainly(exchange->request());
          ++read;
          return plain;
        });
    return exchange;
  }
  /// The inbox waits in a transaction of its own, until all that is posted meanwhile has been read.
  void hold() {
    std::promise<void> holding;
    auto held = holding.get_future();
    inbox.post(std::make_shared<KeptExchange>(), [&](hq::Store& /*store*/) {
      holding.set_value();
      gate.get_future().wait();
      return http::Response();
    });
    held.wait();
    read = 0;
  }
  void release(int posted) {
    for (int tries = 0; read < posted && tries < 5000; ++tries)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    REQUIRE(read == posted);
    gate.set_value();
  }
  /// The second visits of all; what came of each.
  std::vector<int> send_all() {
    hold();
    std::vector<std::shared_ptr<KeptExchange>> sent;
    sent.reserve(all.size());
    for (const Branch& branch : all) sent.push_back(post(branch.request(second(branch))));
    release(static_cast<int>(all.size()));
    std::vector<int> statuses;
    statuses.reserve(sent.size());
    for (const auto& one : sent) statuses.push_back(one->status());
    return statuses;
  }
  static wire::Batch second(const Branch& branch) { return branch.journal.batch(visit_events + 1, 2 * visit_events); }
  std::int64_t through(const Branch& branch) { return look->cursor(branch.device.branch, branch.journal.id()).through; }

  tests::AnyDatabase database;
  std::vector<std::size_t> sizes;
  hq::Settings settings;
  hq::SyncRoutes routes{settings, "sealing", std::string(32, 's'), "signing"};
  std::promise<void> gate;
  std::atomic<int> read = 0;
  hq::Inbox inbox;
  std::unique_ptr<hq::SqlStore> look;
  std::list<Branch> all;
};

tests::Kind any_kind() {
  return GENERATE(tests::Kind::sqlite, tests::Kind::postgresql);
}

}  // namespace

TEST_CASE("what is plain is stored together, and is what each branch sent") {
  Group group(any_kind());
  CHECK(group.send_all() == std::vector<int>(4, 200));
  CHECK(group.sizes == std::vector<std::size_t>{4});
  for (const Branch& branch : group.all) {
    CHECK(group.through(branch) == 2 * visit_events);
    const auto now = group.look->branch(branch.device.branch);
    CHECK(now->today == hq::Tally{4, 2, 2, 0, 0, 2, 8, 2000, 4000});
    CHECK(now->waiting == 2);
    CHECK(now->open_counters == 1);
    CHECK(now->last_seen_ms);
  }
  CHECK(group.look->verify().empty());
}

TEST_CASE("who was revoked elsewhere is refused at once, and the others of the group are not") {
  Group group(any_kind());
  const Branch& revoked = *std::next(group.all.begin());
  group.look->begin();
  group.look->revoke_branch(revoked.device.branch, 5);
  group.look->commit();
  CHECK(group.send_all() == std::vector<int>{200, 403, 200, 200});
  CHECK(group.through(revoked) == visit_events);
  CHECK(group.through(group.all.front()) == 2 * visit_events);
  CHECK(group.look->verify().empty());
}

TEST_CASE("a device that another headquarters saw sign has to sign here too") {
  Group group(any_kind(), 1);
  Branch silent("SH-0009");
  group.enrol(silent);
  silent.add_visit();
  silent.add_visit();
  const auto unsigned_request = [&](const wire::Batch& batch) {
    return silent.device.unsigned_request("/sync/v1/batches", wire::batch_json(batch));
  };
  CHECK(group.post(unsigned_request(silent.journal.batch(1, 2)))->status() == 200);
  CHECK(group.post(unsigned_request(silent.journal.batch(3, 4)))->status() == 200);
  group.look->begin();
  group.look->mark_signing(*group.look->find_device(silent.device.hash()));
  group.look->commit();
  CHECK(group.post(unsigned_request(silent.journal.batch(5, 6)))->status() == 401);
  CHECK(group.through(silent) == 4);
}

TEST_CASE("events that another headquarters took meanwhile are there once") {
  Group group(any_kind());
  const Branch& doubled = group.all.back();
  hq::SyncRoutes elsewhere(group.settings, "sealing", std::string(32, 's'), "signing");
  group.look->begin();
  CHECK(elsewhere.batches(doubled.request(Group::second(doubled)), *group.look).response.status == 200);
  group.look->commit();
  CHECK(group.send_all() == std::vector<int>(4, 200));
  for (const Branch& branch : group.all) CHECK(group.through(branch) == 2 * visit_events);
  CHECK(group.look->verify().empty());
}

TEST_CASE("what is odd is decided by itself, and the rest goes together") {
  Group group(any_kind(), 8);
  std::vector<const Branch*> branches;
  for (const Branch& branch : group.all) branches.push_back(&branch);
  wire::Batch gap = group.all.front().journal.batch(visit_events + 3, 2 * visit_events);
  wire::Batch bad = Group::second(*branches[1]);
  bad.events[2].hash = std::string(64, '0');
  Branch other(branches[2]->device.branch);
  other.add_visit();
  other.add_visit();
  wire::Batch fork = Group::second(other);
  fork.journal = branches[2]->journal.id();
  wire::Batch strange = branches[3]->journal.batch(visit_events + 1, visit_events);
  FakeJournal fresh(branches[3]->device.branch, crypto::random_uuid());
  fresh.add("hologram_shown", R"({"depth":3})");
  group.hold();
  const auto gapped = group.post(branches[0]->request(gap));
  const auto spoiled = group.post(branches[1]->request(bad));
  const auto forked = group.post(branches[2]->request(fork));
  const auto poison = group.post(branches[3]->request(fresh.all()));
  const auto foreign =
      group.post(branches[4]->device.request("/sync/v1/batches", wire::batch_json(Group::second(*branches[5]))));
  const auto twice = group.post(branches[5]->request(branches[5]->journal.batch(visit_events + 1, visit_events + 2)));
  const auto rest = group.post(branches[5]->request(branches[5]->journal.batch(visit_events + 3, 2 * visit_events)));
  const auto plain = group.post(branches[6]->request(Group::second(*branches[6])));
  const auto also = group.post(branches[7]->request(Group::second(*branches[7])));
  group.release(9);
  CHECK(gapped->status() == 200);
  CHECK(spoiled->status() == 403);
  CHECK(forked->status() == 409);
  CHECK(poison->status() == 200);
  CHECK(foreign->status() == 403);
  CHECK(twice->status() == 200);
  CHECK(rest->status() == 200);
  CHECK(plain->status() == 200);
  CHECK(also->status() == 200);
  CHECK(group.sizes.back() == 3);
  for (int i = 0; i < 5; ++i) CHECK(group.through(*branches[static_cast<std::size_t>(i)]) == visit_events);
  CHECK(group.through(*branches[5]) >= visit_events + 2);
  CHECK(group.through(*branches[7]) == 2 * visit_events);
  CHECK(group.look->branch(branches[3]->device.branch)->quarantined == 1);
  CHECK(group.look->verify().empty());
}

TEST_CASE("a fault in the statements for all is found again by the one that is to blame") {
  const tests::Kind kind = any_kind();
  Group group(kind);
  const std::string blamed = std::next(group.all.begin(), 2)->device.branch;
  group.database.run(kind == tests::Kind::sqlite
                         ? "CREATE TRIGGER no BEFORE INSERT ON event_batch WHEN NEW.branch = '" + blamed +
                               "' BEGIN SELECT RAISE(ABORT, 'no'); END"
                         : "ALTER TABLE event_batch ADD CONSTRAINT no CHECK (branch <> '" + blamed + "') NOT VALID");
  CHECK(group.send_all() == std::vector<int>{200, 200, 503, 200});
  CHECK(group.inbox.healthy());
  CHECK(group.look->verify().empty());
}
