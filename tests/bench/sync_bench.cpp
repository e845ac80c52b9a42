// A branch that was without headquarters for thirty days: how long its 72,000 events take to get there, also at 1
// Mbit/s, and what a call for the next customer costs meanwhile. Branch and headquarters share this machine.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <list>
#include <mutex>
#include <thread>

#include "base/log/log.h"
#include "base/time/zone.h"
#include "kiosk/desk/branch_clock.h"
#include "kiosk/desk/desk.h"
#include "kiosk/program/outbox.h"
#include "kiosk/storage/sqlite_journal.h"
#include "server_sync/client/enrolment.h"
#include "server_sync/client/sync_loop.h"
#include "tests/bench/clock.h"
#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/branch_fixture.h"

using namespace menting;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int visits = 18'000;  // four events each
constexpr double drained_s_max = 300;
constexpr double call_ms_max = 100;

/// A relay that lets so many bytes a second through in each direction; 0: as many as come.
class Narrow {
 public:
  Narrow(std::uint16_t target, double bytes_per_s) : target_(target), bytes_per_s_(bytes_per_s) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 4) != 0 ||
        getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      throw std::runtime_error("no port for the relay");
    }
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  ~Narrow() {
    over_ = true;
    shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    for (const int end : ends_) shutdown(end, SHUT_RDWR);
    for (std::thread& pump : pumps_) pump.join();
    for (const int end : ends_) close(end);
    close(listener_);
  }
  Narrow(const Narrow&) = delete;
  Narrow& operator=(const Narrow&) = delete;
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::int64_t bytes() const { return bytes_; }

 private:
  static sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }

  void accept_all() {
    while (!over_) {
      const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) continue;
      const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      const sockaddr_in address = loopback(target_);
      ends_.push_back(client);
      ends_.push_back(server);
      if (connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) continue;
      pumps_.emplace_back([this, client, server] { pump(client, server); });
      pumps_.emplace_back([this, client, server] { pump(server, client); });
    }
  }

  void pump(int from, int to) {
    std::array<char, 1400> piece{};
    auto free_at = Clock::now();
    while (true) {
      const ssize_t count = recv(from, piece.data(), piece.size(), 0);
      if (count <= 0) break;
      bytes_ += count;
      if (bytes_per_s_ > 0) {
        free_at = std::max(free_at, Clock::now()) +
                  std::chrono::duration_cast<Clock::duration>(
                      std::chrono::duration<double>(static_cast<double>(count) / bytes_per_s_));
        std::this_thread::sleep_until(free_at);
      }
      if (send(to, piece.data(), static_cast<std::size_t>(count), MSG_NOSIGNAL) != count) break;
    }
    shutdown(to, SHUT_RDWR);
  }

  std::uint16_t target_;
  double bytes_per_s_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> over_ = false;
  std::atomic<std::int64_t> bytes_ = 0;
  std::list<int> ends_;
  std::list<std::thread> pumps_;
  std::thread acceptor_;
};

void fill(storage::SqliteJournal& journal) {
  const std::int64_t began_ms = base::wall_ms() - 30LL * 24 * 3'600'000;
  journal.begin();
  for (int i = 0; i < visits; ++i) {
    const domain::TicketId id = "20261001-A" + std::to_string(1000 + i);
    const std::int64_t at_ms = began_ms + i * std::int64_t{144'000};
    const std::int64_t steady_ms = i * std::int64_t{144'000};
    const std::array<domain::Fact, 4> facts{
        domain::TicketTaken{id, {20261001}, 'A', 1 + i % 999, domain::Lane::standard, "CODE" + id, "zh-CN", 3, {5, 9}},
        domain::TicketCalled{id, 2, "1001", 61'000 + i, domain::Why::first_come}, domain::ServingStarted{id, 2, "1001"},
        domain::VisitFinished{id, 2, "1001", "done", 240'000 + i}};
    for (const domain::Fact& fact : facts) journal.append({fact, at_ms, steady_ms});
  }
  journal.commit();
}

bool drain(double bytes_per_s, const char* how) {
  tests::RunningHq hq;
  tests::ScratchFolder folder;
  const std::string data = folder.path().string();
  storage::SqliteJournal journal(data);
  fill(journal);
  sync::enrol({hq.url(), "", hq.code_for("BJ-0001"), true, "BJ-0001"}, data);
  const domain::BranchState newest = journal.load({99999999});
  desk::BranchClock clock("Asia/Shanghai", newest.steady_ms, newest.at_ms);
  desk::Health health;
  desk::Desk desk(tests::demo_plan(), "bench", "digest", journal, clock, health);
  desk.start();
  Narrow line(hq.port(), bytes_per_s);
  program::Outbox outbox(data, desk);
  sync::SyncSettings settings;
  settings.data_folder = data;
  settings.url = line.url();
  settings.allow_plain_http = true;
  sync::SyncLoop loop(settings, outbox, [](const sync::LinkState&) {});
  const auto began = Clock::now();
  loop.start();
  desk.ask(domain::OpenCounter{1, "1001"});
  std::vector<double> calls_ms;
  int taken = 0;
  const auto seconds = [&] { return std::chrono::duration<double>(Clock::now() - began).count(); };
  while (desk.board()->journal.acked < 4 * visits && seconds() < 2 * drained_s_max) {
    desk.ask(domain::TakeTicket{'A', domain::Lane::standard, "BENCH" + std::to_string(++taken), "zh-CN"});
    calls_ms.push_back(bench::microseconds([&] { desk.ask(domain::CallNext{1, "1001"}); }) / 1000);
    desk.ask(domain::StartServing{1, "1001"});
    desk.ask(domain::FinishServing{1, "1001", "done"});
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  const double took_s = seconds();
  loop.stop();
  desk.stop();
  const double p99_ms = bench::quantile(calls_ms, 0.99);
  std::printf(
      "backlog of %d events %s: %.1f s (at most %.0f), %.1f MB on the line; call-next meanwhile p50 %.1f ms, p99 %.1f "
      "ms "
      "(under %.0f) of %zu\n",
      4 * visits, how, took_s, drained_s_max, static_cast<double>(line.bytes()) / 1e6, bench::quantile(calls_ms, 0.5),
      p99_ms, call_ms_max, calls_ms.size());
  return took_s <= drained_s_max && p99_ms < call_ms_max;
}

}  // namespace

int main() {
  log::set_level(log::Level::off);
  const bool quick = drain(0, "on a free line");
  const bool narrow = drain(125'000, "at 1 Mbit/s");
  return quick && narrow ? 0 : 1;
}
