// The made-up hall itself: with the simplest nature there is, it must wait as Erlang's formula says.
#include <cmath>
#include <numeric>

#include "tests/simulation/halls.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::simulation;

namespace {

/// `servers` counters for one service of one minute, `load` arrivals a minute.
HallSettings erlang_hall(int servers, double load, int hours) {
  HallSettings hall;
  hall.plan.closes_minute = hours * 60;
  hall.plan.services = {{'A', {}, domain::ServiceGroup::enquiry, 100'000, 1, 99'999'999}};
  for (int number = 1; number <= servers; ++number) hall.plan.counters.push_back({number, {'A'}});
  Nature nature;
  nature.minutes = 1;
  nature.exponential = true;
  nature.per_hour.fill(load * 60);
  nature.priority_share = 0;
  hall.natures = {nature};
  hall.walk_s = 0;
  return hall;
}

struct Mean {
  double value = 0, error = 0;  ///< and its standard error
};

Mean mean_of(const std::vector<double>& days) {
  const auto count = static_cast<double>(days.size());
  Mean mean;
  mean.value = std::accumulate(days.begin(), days.end(), 0.0) / count;
  double squares = 0;
  for (const double day : days) squares += (day - mean.value) * (day - mean.value);
  mean.error = std::sqrt(squares / (count - 1) / count);
  return mean;
}

}  // namespace

TEST_CASE("the made-up hall waits as Erlang C says") {
  struct Known {
    double load;
    int servers, hours;
    double share_waiting, wait_minutes;
  };
  const Known known = GENERATE(Known{2, 3, 20, 0.444444, 0.444444}, Known{4, 5, 14, 0.554113, 0.554113},
                               Known{8, 10, 6, 0.409180, 0.204590});
  CAPTURE(known.servers, known.load);
  HallDays days(erlang_hall(known.servers, known.load, known.hours), 11);
  days.tell(false);
  std::vector<double> waits, shares;
  // A day is long, and its first hour, in which the hall fills, is left out.
  for (int day = 0; day < 14; ++day) {
    double wait_ms = 0, waited = 0, count = 0;
    for (const Story& story : days.next_day()) {
      if (story.taken_minute < 60) continue;
      wait_ms += static_cast<double>(story.waited_ms);
      waited += story.waited_ms > 0 ? 1 : 0;
      ++count;
    }
    waits.push_back(wait_ms / count / 60'000);
    shares.push_back(waited / count);
  }
  // Student's t for 13 degrees of freedom, 99.9 % of all runs.
  constexpr double t = 4.22;
  const Mean wait = mean_of(waits), share = mean_of(shares);
  CAPTURE(wait.value, wait.error, share.value, share.error);
  CHECK(std::abs(wait.value - known.wait_minutes) < t * wait.error);
  CHECK(std::abs(share.value - known.share_waiting) < t * share.error);
  CHECK(wait.error < 0.1 * known.wait_minutes);  // else the test would say nothing
}
