#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <queue>
#include <string>
#include <vector>

#include "kiosk/domain/decide.h"
#include "kiosk/domain/estimate.h"
#include "tests/simulation/chance.h"

namespace menting::simulation {

/// What is true of a service in a made-up hall, and what no branch can know.
struct Nature {
  domain::ServiceLetter letter = 'A';
  double minutes = 6;  ///< median at the counter
  double spread = 0.6;
  bool exponential = false;           ///< with that mean, instead of log-normal with that median
  std::array<double, 24> per_hour{};  ///< arrivals by hour of the day
  std::array<double, 24> slower{};    ///< added to ln(minutes) by hour of the day
  double priority_share = 0.1;
  double no_show_share = 0;
};

struct Break {
  domain::CounterNumber counter = 1;
  int from_minute = 0, to_minute = 0;  ///< of the day
};

struct HallSettings {
  std::string name;
  domain::Plan plan;  ///< opening hours, services, counters; one clerk a counter is added
  std::vector<Nature> natures;
  double day_to_day = 0.1;  ///< of ln(minutes), the same for all services of a day
  double walk_s = 15;       ///< from the call to the counter; part of the time there
  std::vector<Break> breaks;
};

/// One customer's story.
struct Story {
  domain::ServiceLetter service = 'A';
  domain::Lane lane = domain::Lane::standard;
  domain::Estimate told;
  double oracle_ms = 0;  ///< middle of the futures under what is true
  double naive_ms = 0;   ///< ahead × mean ÷ counters
  int taken_minute = 0;  ///< of the day
  std::int64_t waited_ms = 0;
  bool called = false;
};

/// Days of one hall: the real rules of the branch, time made up. History goes from one day to the next.
class HallDays {
 public:
  HallDays(HallSettings settings, std::uint64_t seed);

  /// Whether customers are told how long; without, a day takes a hundredth of the time.
  void tell(bool yes) { tells_ = yes; }
  /// The next day, from opening until the last customer went.
  std::vector<Story> next_day();

 private:
  struct Happening {
    std::int64_t at_ms;
    int order;
    std::function<void()> what;
    bool operator>(const Happening& other) const {
      return at_ms != other.at_ms ? at_ms > other.at_ms : order > other.order;
    }
  };

  void at(std::int64_t at_ms, std::function<void()> what);
  void plan_arrivals(const Nature& nature);
  void plan_breaks();
  void leave(domain::CounterNumber counter);
  void arrive(const Nature& nature);
  void wake_counters(domain::ServiceLetter service);
  void call(domain::CounterNumber counter);
  void serve(domain::CounterNumber counter, const domain::TicketId& id);
  void run(domain::Command command);
  void tell_truth(const Nature& nature, Story& story) const;
  void tell_simply(const Nature& nature, Story& story) const;
  double counter_ms(const Nature& nature);
  domain::Moment moment() const;
  const Nature& nature_of(domain::ServiceLetter letter) const;

  HallSettings settings_;
  Chance chance_;
  domain::History history_;
  bool tells_ = true;
  int day_ = 0;
  std::int64_t day_start_ms_ = 0;  ///< local midnight on the steady timeline
  double level_ = 0;               ///< of today, in ln(minutes)
  std::int64_t now_ms_ = 0;
  int happenings_ = 0;
  int codes_ = 0;
  std::map<domain::CounterNumber, std::int64_t> leaving_;  ///< for a break, back then
  std::priority_queue<Happening, std::vector<Happening>, std::greater<>> ahead_;
  std::unique_ptr<domain::Branch> branch_;
  std::map<domain::TicketId, Story> stories_;
};

}  // namespace menting::simulation
