// What customers are told, on made-up days. The long figures are printed by bench_estimate.
#include "tests/simulation/halls.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::simulation;

TEST_CASE("four of five waits end inside the range, nearly as well as if the law of every service were known") {
  struct Sample {
    std::size_t hall;
    int days;
  };
  const auto sample = GENERATE(Sample{0, 1}, Sample{1, 6}, Sample{3, 6});
  const HallSettings hall = halls()[sample.hall];
  CAPTURE(hall.name);
  const Score score = score_of(hall, 3, sample.days, 5);
  CAPTURE(score.judged(), score.hit_rate(), score.own_off(), score.oracle_off(), score.naive_off());
  REQUIRE(score.judged() > 400);
  // A few days are a small sample: the limits are wider than those of the long run.
  CHECK(score.hit_rate() > 0.72);
  CHECK(score.hit_rate() < 0.88);
  CHECK(score.own_off() < 1.2 * score.oracle_off());
  CHECK(score.own_off() < 0.7 * score.naive_off());
}

TEST_CASE("the same day is told the same") {
  const HallSettings hall = halls()[1];
  HallDays first(hall, 5), second(hall, 5);
  const auto a = first.next_day(), b = second.next_day();
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    CHECK(a[i].told == b[i].told);
    CHECK(a[i].waited_ms == b[i].waited_ms);
  }
}
