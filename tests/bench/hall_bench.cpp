// What a hall costs: calling the next customer with a long history and a full hall beside an empty branch, a change on
// its way to sixty call boards, and a whole simulated day.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/crypto/crypto.h"
#include "kiosk/desk/branch_clock.h"
#include "kiosk/desk/desk.h"
#include "kiosk/lan/lan_server.h"
#include "kiosk/storage/sqlite_journal.h"
#include "tests/bench/clock.h"
#include "tests/simulation/day/world.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/http_client.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::domain;

namespace {

constexpr int kHistoryDays = 100;
constexpr int kTicketsADay = 1'000;
constexpr int kWaiting = 500;
constexpr int kCalls = 300;
constexpr int kStreams = 60;
constexpr int kChanges = 200;
constexpr std::int64_t kDayMs = 24 * 3'600'000;

[[noreturn]] void give_up(const char* why) {
  std::fprintf(stderr, "%s: this benchmark would lie\n", why);
  std::exit(1);
}

Plan wide_plan() {
  Plan plan = tests::demo_plan();
  for (auto& service : plan.services) service.last_number = 9999;
  return plan;
}

/// A hundred days on which a thousand customers each were served.
void write_history(desk::Journal& journal) {
  desk::BranchClock clock("Asia/Shanghai", 0, 0);
  const std::int64_t today_ms = clock.now().at_ms;
  Branch branch(wide_plan());
  for (int back = kHistoryDays; back > 0; --back) {
    const std::int64_t at_ms = today_ms - back * kDayMs;
    const BusinessDay day = clock.day_of(at_ms);
    journal.begin();
    for (int i = 0; i < kTicketsADay; ++i) {
      const char service = "ABCD"[i % 4];
      const TicketId id = ticket_id(day, service, i / 4 + 1);
      const std::int64_t steady_ms = (kHistoryDays - back) * kDayMs + i * 10'000;
      const auto happened = [&](Fact fact, std::int64_t later_ms) {
        const Event event{std::move(fact), at_ms + i * 10'000 + later_ms, steady_ms + later_ms};
        journal.append(event);
        branch.apply(event);
      };
      happened(TicketTaken{id, day, service, i / 4 + 1, Lane::standard, id, "zh-CN", 3, {5, 10}}, 0);
      happened(TicketCalled{id, 5, "1003", 2'000, Why::first_come}, 2'000);
      happened(ServingStarted{id, 5, "1003"}, 3'000);
      happened(TicketPrinted{id, 1}, 3'500);
      happened(VisitFinished{id, 5, "1003", "done", 5'000}, 8'000);
      journal.save(*branch.ticket(id));
    }
    journal.save(branch.counter(5));
    for (const char service : {'A', 'B', 'C', 'D'}) journal.save_number(day, service, kTicketsADay / 4);
    journal.commit();
    branch.forget_before({99999999});
  }
}

/// A branch on a file of its own whose counter 5 is open.
struct Place {
  explicit Place(const std::string& file, bool with_history) : journal(file) {
    if (with_history) write_history(journal);
    const BranchState newest = journal.load({99999999});
    clock = std::make_unique<desk::BranchClock>("Asia/Shanghai", newest.steady_ms, newest.at_ms);
    desk = std::make_unique<desk::Desk>(wide_plan(), "bench", "bench", journal, *clock, health);
    desk->ask(OpenCounter{5, "1003"});
  }
  void take() {
    if (!std::holds_alternative<desk::Answer>(desk->ask(
            TakeTicket{"ABCD"[taken++ % 4], Lane::standard, crypto::random_code(12), "zh-CN"}, crypto::random_uuid())))
      give_up("the branch refused a ticket");
  }
  /// How long it takes to have somebody called, in microseconds; who was called is served and gone afterwards.
  double call_next() {
    desk::Receipt receipt;
    const double took = bench::microseconds([&] {
      receipt = desk->ask(CallNext{5, "1003"}, crypto::random_uuid(), "bench");
    });
    if (!std::holds_alternative<desk::Answer>(receipt)) give_up("nobody was called");
    desk->ask(StartServing{5, "1003"});
    desk->ask(FinishServing{5, "1003", ""});
    return took;
  }

  storage::SqliteJournal journal;
  std::unique_ptr<desk::BranchClock> clock;
  desk::Health health;
  std::unique_ptr<desk::Desk> desk;
  int taken = 0;
};

void print_call_next(tests::Kept kept, const char* where) {
  const tests::ScratchFolder folder(kept);
  Place empty(folder.file("empty"), false);
  Place full(folder.file("full"), true);
  for (int i = 0; i < kWaiting; ++i) full.take();
  std::vector<double> empty_us, full_us;
  for (int i = 0; i < kCalls; ++i) {
    empty.take();
    full.take();
    empty_us.push_back(empty.call_next());
    full_us.push_back(full.call_next());
  }
  if (full.desk->board()->waiting.size() != kWaiting) give_up("another number of people wait");
  const double before = bench::quantile(empty_us, 0.5), after = bench::quantile(full_us, 0.5);
  std::printf("call-next, %s: empty branch %.0f us, with %d tickets of history and %d waiting %.0f us\n", where, before,
              kHistoryDays * kTicketsADay, kWaiting, after);
  std::printf("ratio of both = %.2f (at most 1.5)\n", after / before);
}

/// One call board: notes when it hears of a version.
class Screen {
 public:
  explicit Screen(std::uint16_t port) : connection_(port, 60'000) {
    connection_.send(tests::request_text("GET", "/api/v1/stream"));
    thread_ = std::thread([this] { listen(); });
  }
  ~Screen() { thread_.join(); }
  std::int64_t version() const { return version_.load(); }
  double heard_at_us() const { return heard_at_us_.load(); }
  static double now_us() {
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now().time_since_epoch()).count();
  }

 private:
  void listen() {
    try {
      for (;;) {
        const std::string event = connection_.read_until("\n\n");
        const auto at = event.find("\"version\":");
        if (at == std::string::npos) continue;
        heard_at_us_ = now_us();
        version_ = std::strtoll(event.c_str() + at + 10, nullptr, 10);
      }
    } catch (const std::exception&) {  // the server is gone: the day is over
    }
  }

  tests::RawConnection connection_;
  std::atomic<std::int64_t> version_{0};
  std::atomic<double> heard_at_us_{0};
  std::thread thread_;
};

void print_streams() {
  const tests::ScratchFolder folder;
  Place place(folder.file("branch"), false);
  lan::LanSettings settings;
  settings.listen = "127.0.0.1:0";
  settings.web_folder = folder.file("web");
  settings.version = "bench";
  settings.timezone = "Asia/Shanghai";
  settings.data_folder = folder.path().string();
  lan::LanServer server(settings, *place.desk, place.health);
  server.listen();
  place.desk->start();
  server.start();
  std::vector<double> late_ms;
  {
    std::vector<std::unique_ptr<Screen>> screens;
    screens.reserve(kStreams);
    for (int i = 0; i < kStreams; ++i) screens.push_back(std::make_unique<Screen>(server.port()));
    const auto all_know = [&](std::int64_t version) {
      const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
      for (const auto& screen : screens) {
        while (screen->version() < version) {
          if (std::chrono::steady_clock::now() > deadline) give_up("a call board heard nothing for half a minute");
          std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
      }
    };
    all_know(place.desk->board()->version);
    for (int i = 0; i < kChanges; ++i) {
      const double pressed_us = Screen::now_us();
      place.take();
      all_know(place.desk->board()->version);
      for (const auto& screen : screens) late_ms.push_back((screen->heard_at_us() - pressed_us) / 1'000);
    }
    server.stop();
  }
  place.desk->stop();
  std::printf("a press until %d event streams show it, %d presses: median %.1f ms, p99 %.1f ms (at most 250)\n",
              kStreams, kChanges, bench::quantile(late_ms, 0.5), bench::quantile(late_ms, 0.99));
}

double cpu_time_s() {
  std::timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

void print_day() {
  const double before_s = cpu_time_s();
  simulation::World world(simulation::plain_day(1'000, 12));
  simulation::populate(world);
  world.run_for(20 * 3'600'000);
  const double took_s = cpu_time_s() - before_s;
  std::printf("a day of %d visits at 12 counters, %d presses: %.2f s of processor time (under 1)\n",
              static_cast<int>(world.board().tickets.size()), world.presses_answered(), took_s);
}

}  // namespace

// bench_hall day: the day alone, to look where its time goes.
int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "day") {
    print_day();
    return 0;
  }
  print_call_next(tests::Kept::on_disk, "durable");
  print_call_next(tests::Kept::in_memory, "without a disk");
  print_streams();
  print_day();
  return 0;
}
