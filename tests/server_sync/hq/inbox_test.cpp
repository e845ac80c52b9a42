#include "server_sync/hq/inbox.h"

#include <atomic>
#include <future>
#include <stdexcept>

#include "server_sync/hq/sqlite_store.h"
#include "tests/server_sync/hq/kept_exchange.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using tests::KeptExchange;

namespace inbox_test {

namespace {

constexpr std::int64_t now_ms = 1795399200000;

class FullDisk : public hq::SqliteStore {
 public:
  FullDisk(const std::string& file, std::atomic<bool>& full) : SqliteStore(file), full_(full) {}
  void commit() override {
    if (full_) throw std::runtime_error("the disk is full");
    SqliteStore::commit();
  }

 private:
  std::atomic<bool>& full_;
};

hq::Inbox::Work add(const std::string& id, int status = 200) {
  return [id, status](hq::Store& store) {
    store.add_branch(id, "西单营业厅", now_ms);
    http::Response response;
    response.status = status;
    return response;
  };
}

struct Box {
  Box() : inbox(std::make_unique<FullDisk>(folder.file("hq.db"), full)) { inbox.start(); }
  std::shared_ptr<KeptExchange> post(hq::Inbox::Work work) {
    auto exchange = std::make_shared<KeptExchange>();
    inbox.post(exchange, std::move(work));
    return exchange;
  }
  bool has(const std::string& id) { return hq::SqliteStore(folder.file("hq.db")).has_branch(id); }

  tests::ScratchFolder folder;
  std::atomic<bool> full = false;
  hq::Inbox inbox;
};

}  // namespace

TEST_CASE("an answer is given when its work is on the disk, a refusal leaves nothing behind") {
  Box box;
  CHECK(box.post(add("A"))->status() == 200);
  CHECK(box.has("A"));
  CHECK(box.post(add("B", 409))->status() == 409);
  CHECK_FALSE(box.has("B"));
}

TEST_CASE("one failing request does not take the others with it") {
  Box box;
  std::promise<void> gate;
  // The first holds the inbox, so that the other three are committed together.
  const auto first = box.post([&](hq::Store& store) {
    gate.get_future().wait();
    return add("A")(store);
  });
  const auto second = box.post(add("B"));
  const auto failing = box.post([](hq::Store& store) -> http::Response {
    add("C")(store);
    throw std::runtime_error("no");
  });
  const auto third = box.post(add("D"));
  gate.set_value();
  CHECK(first->status() == 200);
  CHECK(second->status() == 200);
  CHECK(failing->status() == 503);
  CHECK(third->status() == 200);
  CHECK(box.has("B"));
  CHECK_FALSE(box.has("C"));
  CHECK(box.has("D"));
}

TEST_CASE("when a commit fails nobody gets a yes, and later it goes on") {
  Box box;
  box.full = true;
  const auto one = box.post(add("A"));
  const auto two = box.post(add("B"));
  CHECK(one->status() == 503);
  CHECK(two->status() == 503);
  CHECK_FALSE(box.inbox.healthy());
  CHECK_FALSE(box.has("A"));
  box.full = false;
  CHECK(box.post(add("A"))->status() == 200);
  CHECK(box.inbox.healthy());
  CHECK(box.has("A"));
}

TEST_CASE("what waits when the inbox stops is done, what comes after is sent away") {
  Box box;
  const auto waiting = box.post(add("A"));
  box.inbox.stop();
  CHECK(waiting->status() == 200);
  CHECK(box.post(add("B"))->status() == 503);
}

}  // namespace inbox_test
