#include "kiosk/domain/estimate.h"

#include <algorithm>
#include <cmath>

#include "kiosk/domain/luck.h"
#include "tests/kiosk/domain/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::domain;
using menting::tests::Hall;

namespace estimate_test {

namespace {

constexpr std::int64_t minute_ms = 60'000;

Estimate now(const Hall& hall, ServiceLetter service, Lane lane = Lane::standard) {
  tests::TestClock clock = hall.clock;
  return estimate_wait(hall.branch, service, lane, clock.now());
}

bool is_fit_to_show(const Estimate& range) {
  return range.low_minutes >= 0 && range.high_minutes > range.low_minutes && range.low_minutes <= estimate_low_max &&
         range.high_minutes <= estimate_high_max;
}

/// A past day on which this service took `minutes` each, 60 times from 10 in the morning (Shanghai) on.
History past_day(ServiceLetter service, double minutes, int days = 1) {
  History history;
  history.days = days;
  Ticket ticket;
  ticket.service = service;
  ticket.state = TicketState::finished;
  ticket.calls = 1;
  ticket.taken_at_ms = ticket.called_at_ms = 1'795'399'200'000;
  ticket.ended_steady_ms = static_cast<std::int64_t>(minutes * static_cast<double>(minute_ms));
  for (int i = 0; i < 60 * days; ++i) history.tally.add(ticket);
  return history;
}

}  // namespace

TEST_CASE("a range is judged by the minutes that were shown") {
  CHECK(judge({8, 12}, 8 * minute_ms) == Verdict::within);
  CHECK(judge({8, 12}, 12 * minute_ms) == Verdict::within);
  CHECK(judge({8, 12}, 8 * minute_ms - 1) == Verdict::sooner);
  CHECK(judge({8, 12}, 12 * minute_ms + 1) == Verdict::later);
  CHECK(judge({120, 180}, 500 * minute_ms) == Verdict::within);  // "more than 2 hours"
  CHECK(judge({120, 180}, 100 * minute_ms) == Verdict::sooner);
}

TEST_CASE("a range holds four of five waits as nearly as whole minutes can") {
  std::vector<std::int64_t> waits;
  for (int i = 0; i < 1000; ++i) waits.push_back(10 * minute_ms + i * 20 * minute_ms / 1000);  // 10 to 30 minutes
  CHECK(range_of(waits) == Estimate{12, 28});
  CHECK(range_of(std::vector<std::int64_t>(64, 0)) == Estimate{0, 1});
  CHECK(range_of(std::vector<std::int64_t>(64, 5 * minute_ms)) == Estimate{5, 6});
  CHECK(range_of(std::vector<std::int64_t>(64, forecast::horizon_ms)) == Estimate{120, 180});
  CHECK(range_of({}) == Estimate{0, 1});
}

TEST_CASE("where told waits fall outside, ranges become wider, and narrower where too many fall inside") {
  Told good, bad, lavish;
  good.count = bad.count = lavish.count = 2000;
  good.within = 1600;
  bad.within = 1400;
  lavish.within = 1800;
  CHECK(share_to_hold(good, {}) == Approx(0.8));
  CHECK(share_to_hold({}, bad) > 0.85);
  CHECK(share_to_hold({}, lavish) < 0.75);
  CHECK(share_to_hold({}, {}) == Approx(0.8));
}

TEST_CASE("nobody knows when a closed counter opens, so the range is wide, and no counter does not mean at once") {
  Hall hall;
  const Estimate range = now(hall, 'A');
  CHECK(range.low_minutes >= 2);
  CHECK(range.high_minutes >= range.low_minutes + 10);
}

TEST_CASE("a paused counter is thought to come back, and one that is open is better") {
  Hall paused, open;
  for (Hall* hall : {&paused, &open}) {
    hall->open(1, "1001");
    hall->take('A');
  }
  REQUIRE(paused.run(PauseCounter{1, "1001", "break"}));
  CHECK(now(paused, 'A').high_minutes > now(open, 'A').high_minutes);
  CHECK(is_fit_to_show(now(paused, 'A')));
}

TEST_CASE("who serves far longer than usual is not about to be done") {
  Hall hall;
  hall.open(1, "1001");
  hall.take('A');
  hall.call_next(1, "1001");
  hall.done(StartServing{1, "1001"});
  const Estimate at_first = now(hall, 'A');
  hall.clock.advance_ms(3 * 60 * minute_ms);
  const Estimate later = now(hall, 'A');
  CHECK(is_fit_to_show(later));
  CHECK(later.high_minutes > at_first.high_minutes);
  CHECK(later.high_minutes < estimate_high_max);
}

TEST_CASE("past days are believed until today says otherwise") {
  Hall hall;
  hall.open(1, "1001");
  hall.branch.remember(past_day('A', 12, 10));
  for (int i = 0; i < 3; ++i) hall.take('A');
  const Estimate slow = now(hall, 'A');
  CHECK(slow.low_minutes > 20);
  hall.branch.remember({});
  CHECK(now(hall, 'A').high_minutes > now(hall, 'A').low_minutes);
  CHECK(now(hall, 'A').low_minutes < slow.low_minutes);
  hall.branch.remember(past_day('A', 12, 10));
  for (int i = 0; i < 40; ++i) {
    hall.take('A');
    hall.serve(1, "1001", 4);
  }
  CHECK(now(hall, 'A').high_minutes < slow.low_minutes);
}

TEST_CASE("priority goes first in a forecast too, and counters of several services are shared") {
  Hall hall;
  hall.open(1, "1001");  // A and B
  for (int i = 0; i < 8; ++i) hall.take('B');
  hall.clock.advance_ms(1000);
  CHECK(now(hall, 'A', Lane::care).high_minutes < now(hall, 'A').low_minutes);
  CHECK(now(hall, 'A').low_minutes > 10);  // nobody waits for A, but its counter has others to serve
}

TEST_CASE("who was passed on to a counter goes first there, and is nobody's elsewhere") {
  Hall alone, sent, elsewhere;
  for (Hall* hall : {&alone, &sent, &elsewhere}) {
    hall->open(1, "1001");
    hall->open(2, "1003");
    hall->open(3, "1002");  // B and C
    for (int i = 0; i < 4; ++i) {
      hall->take('A');
      hall->call_next(1, "1001");
      hall->done(StartServing{1, "1001"});
      hall->clock.advance_ms(5 * minute_ms);
      if (hall == &alone) hall->done(FinishServing{1, "1001", ""});
      if (hall == &sent) hall->done(TransferTicket{1, "1001", {}, 3});
      if (hall == &elsewhere) hall->done(TransferTicket{1, "1001", {}, 2});
    }
  }
  CHECK(is_at_once(now(alone, 'C')));
  CHECK(now(sent, 'C').low_minutes > 5);
  CHECK(now(sent, 'C', Lane::care).low_minutes > 5);
  CHECK(is_at_once(now(elsewhere, 'C')));
}

TEST_CASE("whatever happens, a range can be shown, and the Board says what the slip says") {
  Hall hall;
  for (int i = 0; i < 300; ++i) {
    const auto service = static_cast<char>('A' + i % 4);
    if (i == 50) hall.open(1, "1001");
    if (i == 90) hall.open(5, "1002");
    if (i % 7 == 0 && i > 50 && hall.branch.counter(1).ticket.empty()) hall.serve(1, "1001", i % 5);
    const auto board = estimate_waits(hall.branch, hall.clock.now());
    const Ticket& ticket = hall.done(TakeTicket{service, Lane::standard, "C" + std::to_string(i), ""});
    CHECK(ticket.estimate_when_taken == board[static_cast<std::size_t>(i % 4)]);
    CHECK(is_fit_to_show(ticket.estimate_when_taken));
    hall.clock.advance_ms(20'000);
  }
  hall.clock.advance_ms(14 * 60 * minute_ms);  // over midnight: nobody was served on the new day yet
  for (const Estimate& range : estimate_waits(hall.branch, hall.clock.now())) CHECK(is_fit_to_show(range));
}

TEST_CASE("a tally counts each ticket once, whatever becomes of it, and forgets the days that are forgotten") {
  Hall hall;
  const auto day = hall.clock.now().day;
  hall.open(1, "1001");
  hall.take('A');
  hall.serve(1, "1001", 5);
  const Tally& tally = hall.branch.index().tally(day);
  CHECK(tally.whole('A').served == 1);
  CHECK(tally.whole('A').taken_standard == 1);
  CHECK(std::exp(static_cast<double>(tally.whole('A').log_sum_micro) / 1e6) == Approx(5 * minute_ms).epsilon(1e-4));
  CHECK(tally.told().at_once == 1);
  CHECK(tally.told().at_once_within == 1);
  CHECK(tally.told().count == 0);
  hall.branch.forget_before({day.yyyymmdd + 1});
  CHECK(hall.branch.index().tally(day).empty());
}

TEST_CASE("every stay at a counter is a service time, and only the wait that was told is judged") {
  Hall hall;
  hall.open(1, "1001");
  hall.open(3, "1002");
  hall.take('A');
  hall.clock.advance_ms(2 * minute_ms);
  hall.call_next(1, "1001");
  hall.done(StartServing{1, "1001"});
  // Looked up each time: what changes may move it.
  const auto tally = [&]() -> const Tally& { return hall.branch.index().tally(hall.clock.now().day); };
  const Told told = tally().told();
  CHECK(told.count + told.at_once == 1);
  hall.clock.advance_ms(3 * minute_ms);
  hall.done(TransferTicket{1, "1001", 'C', 0});
  hall.clock.advance_ms(60 * minute_ms);
  hall.serve(3, "1002", 7);
  const auto mean_ms = [&](ServiceLetter service) {
    const HourTally whole = tally().whole(service);
    return whole.served == 0 ? 0 : std::exp(static_cast<double>(whole.log_sum_micro) / 1e6 / whole.served);
  };
  CHECK(mean_ms('A') == Approx(3 * minute_ms).epsilon(1e-4));
  CHECK(mean_ms('C') == Approx(7 * minute_ms).epsilon(1e-4));
  CHECK(tally().whole('A').taken_standard == 1);
  CHECK(tally().whole('C').taken_standard == 0);
  CHECK(tally().told() == Told{});
}

TEST_CASE("the cards are dealt evenly, and the normal law is right in its tails") {
  using namespace forecast;
  for (const double z : {-6.0, -2.5, -0.3, 0.0, 1.0, 4.0}) {
    CHECK(normal_quantile(normal_tail(z)) == Approx(-z).margin(1e-6));
  }
  const Luck& luck = Luck::table();
  for (const std::uint32_t seed : {0U, 1U, 77'777U, 0xffffffffU}) {
    std::vector<unsigned> strata;
    for (unsigned future = 0; future < Luck::strata; ++future) strata.push_back(luck.chance(seed, future) / 128);
    std::sort(strata.begin(), strata.end());
    for (unsigned i = 0; i < Luck::strata; ++i) CHECK(strata[i] == i);
  }
}

}  // namespace estimate_test
