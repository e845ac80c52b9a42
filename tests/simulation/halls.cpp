#include "tests/simulation/halls.h"

#include <cmath>

namespace menting::simulation {

using namespace domain;

namespace {

/// Busy before noon and in the afternoon, quiet at lunch; `scale` at the busiest.
std::array<double, 24> two_peaks(double scale) {
  std::array<double, 24> rates{};
  constexpr std::array shape{0.7, 1.0, 0.95, 0.55, 0.6, 0.95, 0.9, 0.65, 0.4};
  for (std::size_t i = 0; i < shape.size(); ++i) rates[9 + i] = scale * shape[i];
  return rates;
}

Plan plan_of(std::vector<Service> services, std::vector<CounterPlan> counters) {
  Plan plan;
  plan.opens_minute = 9 * 60;
  plan.closes_minute = 18 * 60;
  plan.services = std::move(services);
  plan.counters = std::move(counters);
  return plan;
}

Nature nature(ServiceLetter letter, double minutes, double spread, double peak, double priority_share) {
  Nature nature;
  nature.letter = letter;
  nature.minutes = minutes;
  nature.spread = spread;
  nature.per_hour = two_peaks(peak);
  nature.priority_share = priority_share;
  return nature;
}

HallSettings flagship() {
  HallSettings hall;
  hall.name = "flagship, 12 shared counters";
  hall.plan = plan_of({{'A', {}, ServiceGroup::new_business, 15, 1, 9999},
                       {'B', {}, ServiceGroup::enquiry, 10, 1, 9999},
                       {'C', {}, ServiceGroup::after_sales, 20, 1, 9999},
                       {'D', {}, ServiceGroup::complaint, 10, 1, 9999}},
                      {{1, {'A'}},
                       {2, {'A', 'B'}},
                       {3, {'A', 'B'}},
                       {4, {'A', 'B'}},
                       {5, {'B', 'A'}},
                       {6, {'B'}},
                       {7, {'B', 'C'}},
                       {8, {'C', 'B'}},
                       {9, {'C'}},
                       {10, {'C', 'D'}},
                       {11, {'D', 'C'}},
                       {12, {'A', 'B', 'C', 'D'}}});
  hall.natures = {nature('A', 9, 0.6, 30, 0.1), nature('B', 4, 0.8, 50, 0.1), nature('C', 11, 0.7, 16, 0.15),
                  nature('D', 14, 0.5, 4, 0.1)};
  return hall;
}

HallSettings corner_shop() {
  HallSettings hall;
  hall.name = "three counters, two services, 5 % do not come";
  hall.plan =
      plan_of({{'A', {}, ServiceGroup::new_business, 15, 1, 9999}, {'B', {}, ServiceGroup::enquiry, 10, 1, 9999}},
              {{1, {'A', 'B'}}, {2, {'B', 'A'}}, {3, {'A'}}});
  hall.natures = {nature('A', 8, 0.7, 14, 0.15), nature('B', 4, 0.6, 14, 0.15)};
  for (Nature& service : hall.natures) service.no_show_share = 0.05;
  return hall;
}

HallSettings slow_afternoon() {
  HallSettings hall = flagship();
  hall.name = "services slower in the afternoon, days far apart";
  hall.day_to_day = 0.15;
  for (Nature& service : hall.natures) {
    for (std::size_t hour = 14; hour < 24; ++hour) service.slower[hour] = 0.2;
    for (double& rate : service.per_hour) rate *= 0.95;
  }
  return hall;
}

HallSettings rush() {
  HallSettings hall = corner_shop();
  hall.name = "more come than can be served, many with priority";
  for (Nature& service : hall.natures) {
    service.priority_share = 0.3;
    service.no_show_share = 0.02;
    for (double& rate : service.per_hour) rate *= 1.15;
  }
  return hall;
}

HallSettings lunch_breaks() {
  HallSettings hall = flagship();
  hall.name = "every counter half an hour away around noon";
  for (int counter = 1; counter <= 12; ++counter) {
    const int from = 11 * 60 + 30 + (counter - 1) / 3 * 30;
    hall.breaks.push_back({counter, from, from + 30});
  }
  return hall;
}

double off(double guess_ms, std::int64_t waited_ms) {
  return std::abs(guess_ms - static_cast<double>(waited_ms));
}

}  // namespace

std::vector<HallSettings> halls() {
  return {flagship(), corner_shop(), slow_afternoon(), rush(), lunch_breaks()};
}

void Score::add(const Story& story) {
  if (!story.called) return;
  ++told;
  if (is_at_once(story.told)) {
    ++at_once;
    return;
  }
  if (judge(story.told, story.waited_ms) == Verdict::within) ++within;
  waited_ms += static_cast<double>(story.waited_ms);
  if (is_open_ended(story.told)) {
    ++open_ended;
    return;
  }
  const double middle_ms = (story.told.low_minutes + story.told.high_minutes) * 30'000.0;
  own_off_ms += off(middle_ms, story.waited_ms);
  oracle_off_ms += off(story.oracle_ms, story.waited_ms);
  naive_off_ms += off(story.naive_ms, story.waited_ms);
  width_minutes += story.told.high_minutes - story.told.low_minutes;
}

Score score_of(const HallSettings& hall, std::uint64_t seed, int days, int before) {
  HallDays made_up(hall, seed);
  Score score;
  made_up.tell(false);
  for (int day = 0; day < before; ++day) made_up.next_day();
  made_up.tell(true);
  for (int day = 0; day < days; ++day) {
    for (const Story& story : made_up.next_day()) score.add(story);
  }
  return score;
}

}  // namespace menting::simulation
