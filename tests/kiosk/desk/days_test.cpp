#include "base/time/zone.h"
#include "kiosk/desk/desk.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/catch.h"
#include "tests/support/memory_journal.h"

using namespace menting;
using namespace menting::domain;

namespace days_test {

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t hour_ms = 60 * minute_ms;

/// A real time zone's days; wall clock and the branch's own time move apart when they are told to.
class ZoneClock : public desk::Clock {
 public:
  ZoneClock(const std::string& zone, const std::string& at) : zone_(zone), at_ms_(base::parse_rfc3339(at).value()) {}
  Moment now() override {
    const base::LocalTime local = zone_.local(at_ms_);
    return {at_ms_, steady_ms_, day_of(at_ms_), local.hour * 60 + local.minute};
  }
  BusinessDay day_of(std::int64_t at_ms) override {
    const base::LocalTime local = zone_.local(at_ms);
    return {(local.year * 100 + local.month) * 100 + local.day};
  }
  void pass(std::int64_t ms) {
    at_ms_ += ms;
    steady_ms_ += ms;
  }
  void jump(std::int64_t ms) { at_ms_ += ms; }

 private:
  base::Zone zone_;
  std::int64_t at_ms_;
  std::int64_t steady_ms_ = 5'000'000;
};

/// A desk with one clerk at counter 1.
struct Hall {
  explicit Hall(ZoneClock& its_clock) : clock(its_clock), desk(plan(), "0.1.0", "digest", journal, its_clock, health) {
    desk.ask(OpenCounter{1, "1001"});
  }
  static Plan plan() {
    Plan plan = tests::demo_plan();
    plan.opens_minute = 1;  // with hours: counters close with the day
    return plan;
  }
  Ticket take() {
    return std::get<desk::Answer>(desk.ask(TakeTicket{'A', Lane::standard, std::to_string(++codes), "zh-CN"}))
        .ticket.value();
  }
  TicketState state(const TicketId& id) { return journal.durable.state.tickets.at(id).state; }
  void idle() { desk.run_once(std::chrono::milliseconds(0)); }

  ZoneClock& clock;
  tests::MemoryJournal journal;
  desk::Health health;
  desk::Desk desk;
  int codes = 0;
};

}  // namespace

TEST_CASE("a clock that is put forward a day ends nobody's wait; the night after it does") {
  ZoneClock clock("Asia/Shanghai", "2026-11-23T02:00:00Z");
  Hall hall(clock);
  const TicketId first = hall.take().id;
  clock.pass(5 * minute_ms);
  clock.jump(24 * hour_ms);
  hall.idle();
  CHECK(hall.desk.board()->day == BusinessDay{20261124});
  CHECK(hall.state(first) == TicketState::waiting);
  CHECK(hall.desk.board()->counter(1)->state == CounterState::open);
  const Ticket second = hall.take();
  CHECK(second.id == "20261124-A002");
  clock.pass(2 * minute_ms);
  const auto called = std::get<desk::Answer>(hall.desk.ask(CallNext{1, "1001"}));
  CHECK(called.ticket->id == first);
  CHECK(called.ticket->waited_ms == 7 * minute_ms);  // not a day
  clock.jump(-24 * hour_ms);
  hall.idle();
  CHECK(hall.state(second.id) == TicketState::waiting);
  clock.pass(20 * hour_ms);
  hall.idle();
  CHECK(hall.desk.board()->day == BusinessDay{20261124});
  CHECK(hall.state(first) == TicketState::cancelled);
  CHECK(hall.state(second.id) == TicketState::cancelled);
  CHECK(hall.desk.board()->counter(1)->state == CounterState::closed);
}

TEST_CASE("a clock that was put right in the evening does not take the night away") {
  ZoneClock clock("Asia/Shanghai", "2026-11-27T09:00:00.000Z");  // Friday, 17:00
  Hall hall(clock);
  hall.take();
  clock.pass(3 * hour_ms);
  clock.jump(30 * minute_ms);
  hall.idle();
  clock.pass(4 * hour_ms);
  hall.idle();
  CHECK(hall.desk.board()->day == BusinessDay{20261128});
  CHECK(hall.desk.board()->counter(1)->state == CounterState::closed);
}

TEST_CASE("who was left behind by a jump or at a counter is gone after some hours, without anybody pressing anything") {
  ZoneClock clock("Asia/Shanghai", "2026-11-23T02:00:00Z");
  Hall hall(clock);
  const TicketId served = hall.take().id, waiting = hall.take().id;
  hall.desk.ask(CallNext{1, "1001"});
  hall.desk.ask(StartServing{1, "1001"});
  clock.jump(24 * hour_ms);
  hall.idle();
  CHECK(hall.state(served) == TicketState::serving);
  const Ticket today = hall.take();
  const auto commits = hall.journal.commits;
  for (int i = 0; i < 40; ++i) {
    clock.pass(minute_ms);
    hall.idle();
  }
  CHECK(hall.journal.commits - commits <= 5);  // looks at them now and then, not all the time
  clock.pass(4 * hour_ms);
  hall.idle();
  CHECK(hall.state(served) == TicketState::cancelled);
  CHECK(hall.state(waiting) == TicketState::cancelled);
  CHECK(hall.state(today.id) == TicketState::waiting);
  CHECK(hall.desk.board()->counter(1)->ticket.empty());
}

TEST_CASE("the day turns once a night by the branch's own midnight, also when the clocks change") {
  struct Night {
    const char* zone;
    const char* from;  ///< in the evening, UTC
    int hours;         ///< until its midnight
  };
  const auto [zone, from, hours] = GENERATE(
      // An hour less, an hour more; at midnight itself an hour less and an hour more; none.
      Night{"Europe/Berlin", "2026-03-28T18:00:00Z", 5}, Night{"Europe/Berlin", "2026-10-24T18:00:00Z", 4},
      Night{"America/Sao_Paulo", "2018-11-03T23:00:00Z", 4}, Night{"America/Sao_Paulo", "2018-02-17T22:00:00Z", 5},
      Night{"Asia/Shanghai", "2026-11-23T11:00:00Z", 5});
  CAPTURE(zone, from);
  ZoneClock clock(zone, from);
  Hall hall(clock);
  const BusinessDay evening = clock.now().day;
  const TicketId waiting = hall.take().id;
  int turns = 0;
  BusinessDay day = evening;
  for (int ten_minutes = 1; ten_minutes <= 12 * 6; ++ten_minutes) {
    clock.pass(10 * minute_ms);
    hall.idle();
    const bool past_midnight = ten_minutes >= hours * 6;
    CAPTURE(ten_minutes);
    CHECK((hall.state(waiting) == TicketState::cancelled) == past_midnight);
    CHECK((hall.desk.board()->day != evening) == past_midnight);
    if (hall.desk.board()->day != day) ++turns;
    day = hall.desk.board()->day;
  }
  CHECK(turns == 1);
  CHECK(hall.take().number == 1);
}

TEST_CASE("waits are as long as they were, whatever the clocks do") {
  ZoneClock clock("Europe/Berlin", "2026-10-25T00:30:00Z");  // half past two in the morning, for the first time
  Hall hall(clock);
  hall.take();
  clock.pass(40 * minute_ms);
  clock.jump(-3 * hour_ms);
  clock.pass(10 * minute_ms);
  const auto called = std::get<desk::Answer>(hall.desk.ask(CallNext{1, "1001"}));
  CHECK(called.ticket->waited_ms == 50 * minute_ms);
}

TEST_CASE("a night with the program off is a night") {
  ZoneClock clock("Asia/Shanghai", "2026-11-23T10:00:00Z");
  tests::MemoryJournal journal;
  desk::Health health;
  {
    desk::Desk desk(tests::demo_plan(), "0.1.0", "digest", journal, clock, health);
    desk.ask(TakeTicket{'A', Lane::standard, "X", "zh-CN"});
  }
  clock.pass(14 * hour_ms);
  desk::Desk desk(tests::demo_plan(), "0.1.0", "digest", journal, clock, health);
  CHECK(journal.durable.state.tickets.at("20261123-A001").outcome == "day_end");
}

}  // namespace days_test
