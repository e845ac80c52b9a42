#include "kiosk/domain/law.h"

#include <algorithm>
#include <cmath>

namespace menting::domain {
namespace {

constexpr double usual_ms = 5 * 60'000.0;
constexpr double usual_doubt = 0.6;  // of ln(ms), for a service nobody has been served in
constexpr double usual_spread = 0.6;
constexpr double usual_spread_weight = 10;  // services
constexpr double common_day_to_day = 0.12;  // of ln(ms), all services alike
constexpr double own_day_to_day = 0.1;      // and each for itself
constexpr double no_show_weight = 20;
constexpr double no_show_usual_share = 0.02;
constexpr double no_show_usual_ms = 40'000;
constexpr double arrivals_weight_h = 1.5;  // hours of past days, against those seen today
constexpr double nothing_known_h = 0.1;    // so that the first minutes make no rush
constexpr double ms_per_hour = 3'600'000.0;

double mean_of(const HourTally& tally) {
  return static_cast<double>(tally.log_sum_micro) / 1e6 / tally.served;
}

/// Sum of squares around the mean.
double scatter_of(const HourTally& tally) {
  if (tally.served == 0) return 0;
  const double mean = mean_of(tally);
  return std::max(0.0, static_cast<double>(tally.square_sum_micro) / 1e6 - mean * mean * tally.served);
}

struct Belief {
  double mean;
  double variance;

  void learn(double seen, double seen_variance) {
    const double weight = variance / (variance + seen_variance);
    mean += weight * (seen - mean);
    variance *= 1 - weight;
  }
};

double share(double count, double of, double usual_count, double usual_of) {
  return (count + usual_count) / (of + usual_of);
}

/// How much longer than the service's mean each hour's services took on past days, as far as the hours differ by more
/// than chance makes them differ (James and Stein).
std::array<double, 24> hour_effects(ServiceLetter service, const Tally& past, double variance) {
  const HourTally whole = past.whole(service);
  std::array<double, 24> effects{};
  double between = 0, squares = 0;
  int hours = 0;
  for (int hour = 0; hour < 24; ++hour) {
    const HourTally seen = past.hour(service, hour);
    if (seen.served == 0) continue;
    const double off = mean_of(seen) - mean_of(whole);
    effects[static_cast<std::size_t>(hour)] = off;
    between += seen.served * off * off;
    squares += static_cast<double>(seen.served) * seen.served;
    ++hours;
  }
  if (hours < 2) return {};
  const double real = std::max(0.0, (between - (hours - 1) * variance) / (whole.served - squares / whole.served));
  for (int hour = 0; hour < 24; ++hour) {
    const int served = past.hour(service, hour).served;
    if (served > 0) effects[static_cast<std::size_t>(hour)] *= real / (real + variance / served);
  }
  return effects;
}

/// What is known of one service's times before today, and what today says of it.
struct Times {
  double variance = 0;  ///< between customers
  Belief past{std::log(usual_ms), usual_doubt* usual_doubt};
  std::array<double, 24> effect{};  ///< of the hour
  int seen = 0;
  double seen_off = 0;  ///< today's mean, beyond that of past days

  Times(ServiceLetter service, const Tally& today, const History& history) {
    const HourTally before = history.tally.whole(service);
    const HourTally now = today.whole(service);
    seen = now.served;
    variance = (usual_spread * usual_spread * usual_spread_weight + scatter_of(before) + scatter_of(now)) /
               (usual_spread_weight + before.served + now.served);
    if (before.served > 0) {
      const double between_days = (common_day_to_day * common_day_to_day + own_day_to_day * own_day_to_day);
      past.learn(mean_of(before), between_days / std::max(1, history.days) + variance / before.served);
      effect = hour_effects(service, history.tally, variance);
    }
    if (seen == 0) return;
    seen_off = mean_of(now) - past.mean;
    for (int hour = 0; hour < 24; ++hour) {  // the hours that today's services were in
      seen_off -= effect[static_cast<std::size_t>(hour)] * today.hour(service, hour).served / seen;
    }
  }

  /// How sure today's mean is as a sign of what today does to every service.
  double seen_variance() const { return variance / seen + past.variance + own_day_to_day * own_day_to_day; }
};

/// What today does to every service, as the other services say: slow systems and new clerks are everybody's.
Belief common_of(const std::vector<Times>& all, std::size_t except) {
  Belief common{0, common_day_to_day * common_day_to_day};
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i != except && all[i].seen > 0) common.learn(all[i].seen_off, all[i].seen_variance());
  }
  return common;
}

void learn_times(const std::vector<Times>& all, std::size_t index, int hour, Law& law) {
  const Times& times = all[index];
  const Belief common = common_of(all, index);
  Belief level{common.mean, common.variance + times.past.variance + own_day_to_day * own_day_to_day};
  if (times.seen > 0) level.learn(times.seen_off, times.variance / times.seen);
  law.spread = std::sqrt(times.variance);
  law.doubt = std::sqrt(level.variance);
  for (std::size_t ahead = 0; ahead < Law::hours_ahead; ++ahead) {
    law.log_ms[ahead] = times.past.mean + level.mean + times.effect[(static_cast<std::size_t>(hour) + ahead) % 24];
  }
}

void learn_no_shows(const HourTally& past, const HourTally& now, Law& law) {
  const int no_shows = past.no_shows + now.no_shows;
  const double past_share =
      share(past.no_shows, past.no_shows + past.served, no_show_usual_share * no_show_weight, no_show_weight);
  law.no_show_share = share(now.no_shows, now.no_shows + now.served, past_share * no_show_weight, no_show_weight);
  law.no_show_ms = (static_cast<double>(past.no_show_ms + now.no_show_ms) + no_show_usual_ms * 3) / (no_shows + 3);
}

void learn_arrivals(ServiceLetter service, const Tally& today, const History& history, const Moment& moment,
                    double open_h, Law& law) {
  const int hour = utc_hour(moment.at_ms);
  const double into_h = static_cast<double>(moment.at_ms % 3'600'000) / ms_per_hour;
  const double seen_h = std::min(open_h, 1 + into_h);
  const HourTally now = today.hour(service, hour), before = today.hour(service, (hour + 23) % 24);
  const HourTally past = history.tally.hour(service, hour), past_next = history.tally.hour(service, (hour + 1) % 24);
  const auto rate = [&](int HourTally::*taken) {
    if (history.days == 0) return (now.*taken + before.*taken) / (nothing_known_h + seen_h);
    const double usual = (past.*taken * (1 - into_h) + past_next.*taken * into_h) / history.days;
    return (usual * arrivals_weight_h + now.*taken + before.*taken) / (arrivals_weight_h + seen_h);
  };
  law.standard_per_hour = rate(&HourTally::taken_standard);
  law.priority_per_hour = rate(&HourTally::taken_priority);
}

}  // namespace

std::vector<Law> laws_of(const std::vector<ServiceLetter>& services, const Tally& today, const History& history,
                         const Moment& moment, int open_minutes) {
  std::vector<Times> times;
  times.reserve(services.size());
  for (const ServiceLetter service : services) times.emplace_back(service, today, history);
  std::vector<Law> laws(services.size());
  for (std::size_t i = 0; i < services.size(); ++i) {
    learn_times(times, i, utc_hour(moment.at_ms), laws[i]);
    learn_no_shows(history.tally.whole(services[i]), today.whole(services[i]), laws[i]);
    learn_arrivals(services[i], today, history, moment, std::max(0, open_minutes) / 60.0, laws[i]);
  }
  return laws;
}

}  // namespace menting::domain
