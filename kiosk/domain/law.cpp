#include "kiosk/domain/law.h"

#include <algorithm>
#include <cmath>

namespace menting::domain {
namespace {

constexpr double usual_ms = 5 * 60'000.0;
constexpr double usual_doubt = 0.6;  // of ln(ms), for a service nobody has been served in
constexpr double usual_spread = 0.6;
constexpr double usual_spread_weight = 10;  // services
constexpr double day_to_day = 0.15;
constexpr double hour_weight = 20;  // services
constexpr double no_show_weight = 20;
constexpr double no_show_usual_ms = 40'000;
constexpr double arrivals_weight_h = 1.5;  // hours of past days, against those seen today
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

/// How much longer than the service's mean the history's services of one hour took, as far as enough of them were seen.
double hour_effect(const HourTally& hour, double mean) {
  return hour.served == 0 ? 0 : (mean_of(hour) - mean) * hour.served / (hour.served + hour_weight);
}

class Learner {
 public:
  Learner(ServiceLetter service, const Tally& today, const History& history, const Moment& moment, int open_minutes)
      : service_(service),
        today_(today),
        history_(history),
        moment_(moment),
        open_h_(std::max(0, open_minutes) / 60.0),
        hour_(utc_hour(moment.at_ms)) {}

  Law law() {
    learn_times();
    learn_no_shows();
    learn_arrivals();
    return law_;
  }

 private:
  void learn_times() {
    const HourTally past = history_.tally.whole(service_);
    const HourTally now = today_.whole(service_);
    const double variance = (usual_spread * usual_spread * usual_spread_weight + scatter_of(past) + scatter_of(now)) /
                            (usual_spread_weight + past.served + now.served);
    law_.spread = std::sqrt(variance);
    Belief level{std::log(usual_ms), usual_doubt * usual_doubt};
    if (past.served > 0) {
      level.learn(mean_of(past), day_to_day * day_to_day / std::max(1, history_.days) + variance / past.served);
    }
    level.variance += day_to_day * day_to_day;
    const double past_mean = past.served > 0 ? mean_of(past) : level.mean;
    std::array<double, 24> effect{};
    for (int hour = 0; hour < 24; ++hour) {
      effect[static_cast<std::size_t>(hour)] = hour_effect(history_.tally.hour(service_, hour), past_mean);
    }
    if (now.served > 0) {
      double beyond = 0;  // the hours that today's services were in
      for (int hour = 0; hour < 24; ++hour) {
        beyond += effect[static_cast<std::size_t>(hour)] * today_.hour(service_, hour).served;
      }
      level.learn(mean_of(now) - beyond / now.served, variance / now.served);
    }
    law_.doubt = std::sqrt(level.variance);
    for (std::size_t ahead = 0; ahead < Law::hours_ahead; ++ahead) {
      law_.log_ms[ahead] = level.mean + effect[(static_cast<std::size_t>(hour_) + ahead) % 24];
    }
  }

  void learn_no_shows() {
    const HourTally past = history_.tally.whole(service_);
    const HourTally now = today_.whole(service_);
    const int no_shows = past.no_shows + now.no_shows;
    const double past_share = share(past.no_shows, past.no_shows + past.served, 0.02 * no_show_weight, no_show_weight);
    law_.no_show_share = share(now.no_shows, now.no_shows + now.served, past_share * no_show_weight, no_show_weight);
    law_.no_show_ms = (static_cast<double>(past.no_show_ms + now.no_show_ms) + no_show_usual_ms * 3) / (no_shows + 3);
  }

  void learn_arrivals() {
    const double into_h = static_cast<double>(moment_.at_ms % 3'600'000) / ms_per_hour;
    const double seen_h = std::min(open_h_, 1 + into_h);
    const HourTally now = today_.hour(service_, hour_), before = today_.hour(service_, (hour_ + 23) % 24);
    const HourTally past = history_.tally.hour(service_, hour_),
                    past_next = history_.tally.hour(service_, (hour_ + 1) % 24);
    const auto rate = [&](int HourTally::*taken) {
      const double usual = history_.days == 0 ? 0
                                              : (past.*taken * (1 - into_h) + past_next.*taken * into_h) /
                                                    static_cast<double>(history_.days);
      const double weight = history_.days == 0 ? 0.1 : arrivals_weight_h;
      return (usual * weight + now.*taken + before.*taken) / (weight + seen_h);
    };
    law_.standard_per_hour = rate(&HourTally::taken_standard);
    law_.priority_per_hour = rate(&HourTally::taken_priority);
  }

  ServiceLetter service_;
  const Tally& today_;
  const History& history_;
  const Moment& moment_;
  double open_h_;
  int hour_;
  Law law_;
};

}  // namespace

Law law_of(ServiceLetter service, const Tally& today, const History& history, const Moment& moment, int open_minutes) {
  return Learner(service, today, history, moment, open_minutes).law();
}

}  // namespace menting::domain
