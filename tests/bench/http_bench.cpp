// Sixty clients at once over HTTP: with what waits committed together, and with each request committed alone.
#include <atomic>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "base/crypto/crypto.h"
#include "kiosk/desk/branch_clock.h"
#include "kiosk/desk/desk.h"
#include "kiosk/lan/lan_server.h"
#include "kiosk/storage/sqlite_journal.h"
#include "tests/bench/clock.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/http_client.h"
#include "tests/support/scratch_folder.h"

using namespace menting;

namespace {

constexpr int kClients = 60;
constexpr int kRequestsEach = 20;

/// Requests a second of all clients together; 0 when one was not answered with 201.
double run(std::size_t group_max) {
  const tests::ScratchFolder folder;
  domain::Plan plan = tests::demo_plan();
  for (auto& service : plan.services) service.last_number = 9999;
  storage::SqliteJournal journal(folder.file("branch"));
  desk::BranchClock clock("Asia/Shanghai", 0, 0);
  desk::Health health;
  desk::Desk desk(plan, "bench", "bench", journal, clock, health);
  desk.set_group_max(group_max);

  lan::LanSettings settings;
  settings.listen = "127.0.0.1:0";
  settings.web_folder = folder.file("web");
  settings.version = "bench";
  settings.timezone = "Asia/Shanghai";
  settings.data_folder = folder.path().string();
  settings.kiosk_token = crypto::random_code(20);
  lan::LanServer server(settings, desk, health);
  server.listen();
  desk.start();
  server.start();

  std::atomic<int> failed{0};
  const auto client = [&](int number) {
    try {
      tests::RawConnection connection(server.port(), 60'000);
      const std::string body = std::string(R"({"service":")") + "ABCD"[number % 4] + R"(","lane":"standard"})";
      for (int i = 0; i < kRequestsEach; ++i) {
        connection.send(tests::request_text("POST", "/api/v1/tickets",
                                            {{"Authorization", "Bearer " + settings.kiosk_token},
                                             {"Content-Type", "application/json"},
                                             {"Idempotency-Key", crypto::random_uuid()}},
                                            body));
        if (connection.read_answer().status != 201) ++failed;
      }
    } catch (const std::exception&) {
      ++failed;
    }
  };
  const double took_us = bench::microseconds([&] {
    std::vector<std::thread> threads;
    for (int i = 0; i < kClients; ++i) threads.emplace_back(client, i);
    for (auto& thread : threads) thread.join();
  });
  server.stop();
  desk.stop();
  if (failed > 0) std::fprintf(stderr, "%d requests were not answered with 201\n", failed.load());
  return failed > 0 ? 0 : kClients * kRequestsEach / (took_us / 1e6);
}

}  // namespace

int main() {
  std::vector<double> together;
  std::vector<double> alone;
  for (int round = 0; round < 3; ++round) {
    together.push_back(run(256));
    alone.push_back(run(1));
    if (together.back() == 0 || alone.back() == 0) return 1;
  }
  const double with = bench::quantile(together, 0.5);
  const double without = bench::quantile(alone, 0.5);
  std::printf("%d clients over HTTP, committed together: %.0f requests/s\n", kClients, with);
  std::printf("%d clients over HTTP, each alone:         %.0f requests/s\n", kClients, without);
  std::printf("ratio together : alone = %.1f (at least 3)\n", with / without);
  return 0;
}
