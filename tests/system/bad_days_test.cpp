#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "base/sqlite/database.h"
#include "tests/support/catch.h"
#include "tests/system/shop.h"

using namespace menting;
using namespace menting::tests;

namespace {

/// Somebody else on a port.
class Squatter {
 public:
  explicit Squatter(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(socket_, 1) == 0);
  }
  ~Squatter() { ::close(socket_); }

 private:
  int socket_;
};

/// Customers who take numbers until the branch stops answering. What was promised with 201 is on record.
class Rush {
 public:
  explicit Rush(const Shop& shop) {
    for (int i = 0; i < 4; ++i) threads_.emplace_back([this, &shop, i] { run(shop, std::string(1, "ABCD"[i])); });
  }
  ~Rush() { end(); }
  void end() {
    stop_ = true;
    for (auto& thread : threads_) thread.join();
    threads_.clear();
  }
  int count() const { return count_; }
  const std::map<std::string, std::vector<std::string>>& promised() const { return promised_; }

 private:
  void run(const Shop& shop, const std::string& service) {
    while (!stop_) {
      try {
        const auto answer = shop.take_ticket(service);
        if (answer.status != 201) continue;
        const std::lock_guard lock(mutex_);
        promised_[service].push_back(json_text(answer.body, "ticket"));
        ++count_;
      } catch (const std::exception&) {
        return;  // the branch is gone
      }
    }
  }

  std::atomic<bool> stop_{false};
  std::atomic<int> count_{0};
  std::mutex mutex_;
  std::map<std::string, std::vector<std::string>> promised_;
  std::vector<std::thread> threads_;
};

std::vector<std::string> of_service(const std::vector<std::string>& tickets, const std::string& service) {
  std::vector<std::string> found;
  for (const auto& ticket : tickets) {
    if (ticket.substr(0, 1) == service) found.push_back(ticket);
  }
  return found;
}

}  // namespace

TEST_CASE("a port in use is said clearly") {
  const Shop shop;
  const Squatter somebody(shop.port());
  const Ran ran = shop.command({"--config", shop.config(), "--data", shop.data(), "--headless"});
  CHECK(ran.exit_code == 1);
  CHECK_THAT(ran.errors, ContainsSubstring(std::to_string(shop.port())));
  CHECK_THAT(ran.errors, ContainsSubstring("in use"));
}

TEST_CASE("two kiosks never work on the same data") {
  Shop shop;
  shop.open();
  const std::string other = shop.file("other.toml");
  write_bytes(other, replaced(read_bytes(shop.config()), std::to_string(shop.port()), std::to_string(free_port())));
  const Ran second = shop.command({"--config", other, "--data", shop.data(), "--headless"});
  CHECK(second.exit_code == 1);
  CHECK_FALSE(second.errors.empty());
  CHECK(shop.take_ticket("A").status == 201);
  CHECK(shop.close() == 0);
}

TEST_CASE("a database of a newer program is refused and stays as it is") {
  Shop shop;
  shop.open();
  REQUIRE(shop.take_ticket("A").status == 201);
  REQUIRE(shop.close() == 0);
  const std::string file = shop.data() + "/menting.db";
  {
    sqlite::Database database(file, sqlite::Access::read_write);
    database.run("PRAGMA user_version = 9999");
  }
  const std::string before = read_bytes(file);
  const auto time_before = std::filesystem::last_write_time(file);
  const Ran ran = shop.command({"--config", shop.config(), "--data", shop.data(), "--headless"});
  CHECK(ran.exit_code == 1);
  CHECK_THAT(ran.errors, ContainsSubstring("newer"));
  CHECK(read_bytes(file) == before);
  CHECK(std::filesystem::last_write_time(file) == time_before);
}

TEST_CASE("a database that is damaged is refused and stays as it is") {
  const Shop shop;
  std::filesystem::create_directories(shop.data());
  const std::string file = shop.data() + "/menting.db";
  write_bytes(file, std::string(8192, 'x'));
  const Ran ran = shop.command({"--config", shop.config(), "--data", shop.data(), "--headless"});
  CHECK(ran.exit_code == 1);
  CHECK_FALSE(ran.errors.empty());
  CHECK(read_bytes(file) == std::string(8192, 'x'));
  CHECK(shop.command({"verify", "--data", shop.data()}).exit_code == 1);
}

TEST_CASE("a data folder that cannot be made is said clearly") {
  const Shop shop;
  write_bytes(shop.file("plain"), "a file");
  const Ran ran = shop.command({"--config", shop.config(), "--data", shop.file("plain") + "/below", "--headless"});
  CHECK(ran.exit_code == 1);
  CHECK_THAT(ran.errors, ContainsSubstring(shop.file("plain")));
}

TEST_CASE("SIGTERM and SIGINT end the branch with 0, also with readers of the stream") {
  for (const int signal : {SIGTERM, SIGINT}) {
    Shop shop;
    shop.open();
    RawConnection reader(shop.port());
    reader.send(request_text("GET", "/api/v1/stream"));
    reader.read_until("event: board");
    REQUIRE(shop.take_ticket("A").status == 201);
    shop.kiosk().signal(signal);
    CHECK(shop.kiosk().wait(5'000) == 0);
    CHECK(shop.command({"verify", "--data", shop.data()}).exit_code == 0);
  }
}

TEST_CASE("killed at any moment, the same people wait in the same order with the same numbers") {
  Shop shop;
  std::map<std::string, std::vector<std::string>> promised;
  std::mt19937 random(20261123);
  for (int round = 0; round < 8; ++round) {
    CAPTURE(round);
    shop.open();
    const auto before = shop.waiting();
    for (const auto& [service, tickets] : promised) {
      const auto there = of_service(before, service);
      // Nobody who was promised a number is missing, and they are in the order of the promises.
      std::size_t next = 0;
      for (const auto& ticket : there) next += next < tickets.size() && ticket == tickets[next] ? 1U : 0U;
      CHECK(next == tickets.size());
      CHECK(std::set<std::string>(there.begin(), there.end()).size() == there.size());
    }
    Rush rush(shop);
    const int enough = 1 + static_cast<int>(random() % 30);
    REQUIRE(eventually([&] { return rush.count() >= enough; }));
    shop.kill();
    rush.end();
    for (const auto& [service, tickets] : rush.promised()) {
      promised[service].insert(promised[service].end(), tickets.begin(), tickets.end());
    }
    const Ran verified = shop.command({"verify", "--data", shop.data()});
    INFO(verified.output);
    CHECK(verified.exit_code == 0);
  }
}

TEST_CASE("a request that is sent again after a crash happens once") {
  Shop shop;
  shop.open();
  const std::string key = "01234567-89ab-4def-8123-456789abcdef";
  const auto first = shop.take_ticket("B", key);
  REQUIRE(first.status == 201);
  shop.kill();
  shop.open();
  const auto again = shop.take_ticket("B", key);
  CHECK(again.status == 201);
  CHECK(json_text(again.body, "ticket") == json_text(first.body, "ticket"));
  CHECK(json_text(again.body, "code") == json_text(first.body, "code"));
  CHECK(shop.waiting() == std::vector<std::string>{"B001"});
}
