#include "kiosk/domain/forecast.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kiosk/domain/luck.h"

namespace menting::domain::forecast {
namespace {

using dispatch::LineHeads;
using dispatch::Turn;

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
constexpr double ms_per_hour = 3'600'000.0;
constexpr double away_ms = 10 * 60'000.0;              // a pause goes on for this long on average
constexpr double expected_first_ms = 2 * 60'000.0;     // a clerk who is not there yet comes between
constexpr double expected_last_ms = 20 * 60'000.0;     // these two
constexpr double longest_left_ms = 2 * 60 * 60'000.0;  // nobody is thought to stay longer still

/// Arrivals to come, one after the other.
struct Stream {
  double per_ms = 0;
  std::uint32_t seed = 0;
  std::int64_t next_ms = never;

  void start(double per_hour, std::uint32_t with) {
    per_ms = per_hour / ms_per_hour;
    seed = with;
    next_ms = 0;
    advance();
  }
  void advance() {
    if (per_ms <= 0) {
      next_ms = never;
      return;
    }
    seed = mixed(seed + 0x9e3779b9U);
    const double gap = -std::log((seed + 1.0) / 4294967297.0) / per_ms;
    next_ms = next_ms > horizon_ms ? never : next_ms + 1 + static_cast<std::int64_t>(std::min(gap, 1e12));
  }
};

/// One future after the other, in the same memory.
class Futures {
 public:
  Futures(const Hall& hall, std::span<const Newcomer> newcomers)
      : hall_(hall),
        newcomers_(newcomers),
        lines_(hall.lines.size()),
        free_at_(hall.counters.size()),
        counters_(hall.counters.size()),
        wait_(newcomers.size()) {
    gone_log_.reserve(hall.counters.size());
    for (const Counter& counter : hall.counters) gone_log_.push_back(std::log(gone_ms(counter)));
  }

  /// The wait of each newcomer.
  const std::vector<std::int64_t>& play(int round, unsigned number) {
    set_up(round, number);
    std::size_t left = wait_.size();
    while (left > 0) {
      const auto soonest = std::min_element(free_at_.begin(), free_at_.end());
      if (soonest == free_at_.end() || *soonest >= horizon_ms) break;
      const auto counter = static_cast<std::size_t>(soonest - free_at_.begin());
      left -= call(counter, *soonest);
      *soonest = next_free_ms(counter, *soonest);
    }
    for (std::int64_t& wait : wait_) wait = std::min(wait, horizon_ms);
    return wait_;
  }

 private:
  struct LineState {
    std::size_t standard_at = 0, priority_at = 0;  // in the hall's line
    Stream standard_later, priority_later;
    int run = 0;
    int run_with_standard = 0;  // as it is when somebody of the standard line waits all the time
    double level = 0;           // how far off the law's mean is in this future
  };

  struct CounterState {
    std::size_t sent_at = 0;  // in the hall's counter
    int run = 0;
    int run_with_standard = 0;
  };

  void set_up(int round, unsigned number) {
    salt_ = static_cast<std::uint32_t>(round) * 0x51ed270bU;
    number_ = number;
    std::fill(wait_.begin(), wait_.end(), never);
    for (std::size_t i = 0; i < lines_.size(); ++i) set_up_line(i);
    for (std::size_t i = 0; i < free_at_.size(); ++i) {
      free_at_[i] = first_free_ms(hall_.counters[i], i);
      const int run = hall_.counters[i].run;
      counters_[i] = {0, run, run};
    }
  }

  void set_up_line(std::size_t index) {
    const Line& line = hall_.lines[index];
    LineState& state = lines_[index];
    state = {};
    const auto own = mixed(static_cast<std::uint32_t>(index) * 2654435761U + salt_ + 17);
    state.run = state.run_with_standard = line.run;
    state.level = line.law.doubt * luck_.normal(luck_.chance(own, number_));
    state.standard_later.start(line.law.standard_per_hour, mixed(own + number_ * 7919U + 1));
    state.priority_later.start(line.law.priority_per_hour, mixed(own + number_ * 7919U + 2));
  }

  std::int64_t first_free_ms(const Counter& counter, std::size_t index) const {
    const unsigned chance = luck_.chance(
        mixed((counter.seed != 0 ? counter.seed : static_cast<std::uint32_t>(index) + 101) + salt_), number_);
    const double uniform = Luck::uniform(chance);
    switch (counter.state) {
      case Counter::State::free:
        return 0;
      case Counter::State::busy:
        return left_ms(counter, gone_log_[index], uniform);
      case Counter::State::away:
        return static_cast<std::int64_t>(-away_ms * std::log(1 - uniform));
      case Counter::State::expected:
        return static_cast<std::int64_t>(expected_first_ms + (expected_last_ms - expected_first_ms) * uniform);
    }
    return 0;
  }

  static double gone_ms(const Counter& counter) {
    return std::max<double>(1, static_cast<double>(-counter.busy_since_ms));
  }

  /// Given that it took this long already.
  std::int64_t left_ms(const Counter& counter, double gone_log, double uniform) const {
    const auto index = static_cast<std::size_t>(counter.busy_line);
    const Law& law = hall_.lines[index].law;
    const double mean = law.log_ms[0] + lines_[index].level;
    const double gone_ms = Futures::gone_ms(counter);
    const double tail = normal_tail((gone_log - mean) / law.spread);
    // Who was called and has not come yet may be one who does not come.
    if (!counter.serving && gone_ms < law.no_show_ms * 2) {
      const double no_show = law.no_show_share / (law.no_show_share + (1 - law.no_show_share) * tail);
      if (uniform < no_show) return static_cast<std::int64_t>(std::max(1'000.0, law.no_show_ms - gone_ms));
      uniform = (uniform - no_show) / (1 - no_show);
    }
    if (tail < 1e-12) return static_cast<std::int64_t>(longest_left_ms * uniform);
    const double z = -normal_quantile(std::max(1e-14, tail * (1 - uniform)));
    const double whole_ms = std::exp(mean + law.spread * z);
    return static_cast<std::int64_t>(std::clamp(whole_ms - gone_ms, 1'000.0, longest_left_ms));
  }

  std::int64_t served_ms(std::size_t index, std::uint32_t seed, std::int64_t now_ms) const {
    const Law& law = hall_.lines[index].law;
    const std::uint32_t own = seed + salt_;
    if (law.no_show_share > 0) {
      const unsigned chance = luck_.chance(mixed(own ^ 0x5bd1e995U), number_);
      if (Luck::uniform(chance) < law.no_show_share) return static_cast<std::int64_t>(law.no_show_ms);
    }
    const auto hour = std::min<std::size_t>(static_cast<std::size_t>((now_ms + hall_.into_hour_ms) / 3'600'000),
                                            Law::hours_ahead - 1);
    const double z = luck_.normal(luck_.chance(mixed(own), number_));
    const double ms = std::exp(law.log_ms[hour] + lines_[index].level + law.spread * z);
    return static_cast<std::int64_t>(std::clamp(ms, 1'000.0, 2.0 * static_cast<double>(horizon_ms)));
  }

  LineHeads heads(std::size_t index, std::int64_t now_ms) const {
    const Line& line = hall_.lines[index];
    const LineState& state = lines_[index];
    LineHeads heads;
    const bool standard_here = state.standard_at < line.standard.size();
    const bool priority_here = state.priority_at < line.priority.size();
    heads.standard_since_ms = standard_here ? line.standard[state.standard_at].since_ms : state.standard_later.next_ms;
    heads.priority_since_ms = priority_here ? line.priority[state.priority_at].since_ms : state.priority_later.next_ms;
    heads.standard = heads.standard_since_ms <= now_ms;
    heads.priority = heads.priority_since_ms <= now_ms;
    heads.priority_came_first = standard_here && priority_here
                                    ? line.priority[state.priority_at].rank < line.standard[state.standard_at].rank
                                    : heads.priority_since_ms < heads.standard_since_ms;
    heads.run = state.run;
    return heads;
  }

  static Turn turn_of(const LineHeads& heads, const dispatch::LineRule& rule, std::int64_t now_ms, bool run_over) {
    return run_over ? dispatch::whose_turn_without_priority(heads, rule, now_ms)
                    : dispatch::whose_turn(heads, rule, now_ms);
  }

  Turn turn(std::size_t index, std::int64_t now_ms, bool run_over) const {
    return turn_of(heads(index, now_ms), hall_.lines[index].rule, now_ms, run_over);
  }

  Turn turn_of_sent(std::size_t index, std::int64_t now_ms) const {
    const auto& sent = hall_.counters[index].sent;
    if (counters_[index].sent_at >= sent.size()) return {};
    const Sent& first = sent[counters_[index].sent_at];
    const dispatch::LineRule& rule = hall_.lines[static_cast<std::size_t>(first.line)].rule;
    return dispatch::turn_of_sent(first.priority, first.customer.since_ms, rule, now_ms);
  }

  bool standard_waits(const Counter& counter, std::int64_t now_ms) const {
    return std::any_of(counter.lines.begin(), counter.lines.end(),
                       [&](int line) { return heads(static_cast<std::size_t>(line), now_ms).standard; });
  }

  /// Enough priority calls in a row at this counter: it is the turn of the standard lines.
  bool is_run_over(std::size_t index, std::int64_t now_ms) const {
    return counters_[index].run >= hall_.run_max && standard_waits(hall_.counters[index], now_ms);
  }

  /// The line's turn if the newcomer stood in it; `is_own` says whether it is the newcomer's.
  Turn turn_with(const Newcomer& newcomer, std::int64_t now_ms, bool run_over, bool& is_own) const {
    const auto index = static_cast<std::size_t>(newcomer.line);
    LineHeads with = heads(index, now_ms);
    // Who was there before goes first, and whoever comes later does not.
    if (newcomer.priority) {
      with.priority_came_first = lines_[index].standard_at >= hall_.lines[index].standard.size();
      with.priority = true;
      with.priority_since_ms = 0;
    } else {
      with.priority_came_first = with.priority && lines_[index].priority_at < hall_.lines[index].priority.size();
      with.standard = true;
      with.standard_since_ms = 0;
      with.run = lines_[index].run_with_standard;
    }
    const Turn turn = turn_of(with, hall_.lines[index].rule, now_ms, run_over);
    is_own = turn.why != Why::none && turn.priority == newcomer.priority;
    return turn;
  }

  bool is_first_of_lane(const Newcomer& newcomer) const {
    const auto index = static_cast<std::size_t>(newcomer.line);
    const Line& line = hall_.lines[index];
    return newcomer.priority ? lines_[index].priority_at >= line.priority.size()
                             : lines_[index].standard_at >= line.standard.size();
  }

  /// Notes which newcomers this counter would call now. Gives how many.
  std::size_t call(std::size_t at, std::int64_t now_ms) {
    const Counter& counter = hall_.counters[at];
    std::size_t called = 0;
    for (std::size_t i = 0; i < newcomers_.size(); ++i) {
      const Newcomer& newcomer = newcomers_[i];
      if (wait_[i] != never || !is_first_of_lane(newcomer)) continue;
      if (std::find(counter.lines.begin(), counter.lines.end(), newcomer.line) == counter.lines.end()) continue;
      // Who stands in a standard line makes priority runs end, at this counter too.
      const bool run_over =
          newcomer.priority ? is_run_over(at, now_ms) : counters_[at].run_with_standard >= hall_.run_max;
      Turn best = turn_of_sent(at, now_ms);
      bool is_own = false;
      for (const int line : counter.lines) {
        bool own = false;
        const Turn candidate = line == newcomer.line ? turn_with(newcomer, now_ms, run_over, own)
                                                     : turn(static_cast<std::size_t>(line), now_ms, run_over);
        if (!dispatch::is_better(candidate, best)) continue;
        best = candidate;
        is_own = own;
      }
      if (!is_own) continue;
      wait_[i] = now_ms;
      ++called;
    }
    return called;
  }

  /// Calls whoever is next, and gives when the counter is free again.
  std::int64_t next_free_ms(std::size_t at, std::int64_t now_ms) {
    const Counter& counter = hall_.counters[at];
    const bool run_over = is_run_over(at, now_ms);
    Turn best = turn_of_sent(at, now_ms);
    bool is_sent = best.why != Why::none;
    std::size_t from = is_sent ? static_cast<std::size_t>(counter.sent[counters_[at].sent_at].line) : 0;
    for (const int line : counter.lines) {
      const Turn candidate = turn(static_cast<std::size_t>(line), now_ms, run_over);
      if (!dispatch::is_better(candidate, best)) continue;
      best = candidate;
      from = static_cast<std::size_t>(line);
      is_sent = false;
    }
    if (best.why == Why::none) return next_arrival_ms(counter);
    const std::uint32_t seed = is_sent ? take_sent(at) : take(from, best.priority);
    count_run(at, from, best.priority, now_ms);
    return now_ms + served_ms(from, seed, now_ms);
  }

  std::uint32_t take_sent(std::size_t at) { return hall_.counters[at].sent[counters_[at].sent_at++].customer.seed; }

  void count_run(std::size_t at, std::size_t line, bool priority, std::int64_t now_ms) {
    LineState& service = lines_[line];
    service.run = dispatch::run_after(priority, priority && heads(line, now_ms).standard, service.run);
    service.run_with_standard = dispatch::run_after(priority, true, service.run_with_standard);
    CounterState& counter = counters_[at];
    counter.run = dispatch::run_after(priority, priority && standard_waits(hall_.counters[at], now_ms), counter.run);
    counter.run_with_standard = dispatch::run_after(priority, true, counter.run_with_standard);
  }

  /// Gives the seed of who was taken.
  std::uint32_t take(std::size_t index, bool priority) {
    LineState& state = lines_[index];
    const auto& waiting = priority ? hall_.lines[index].priority : hall_.lines[index].standard;
    std::size_t& at = priority ? state.priority_at : state.standard_at;
    Stream& later = priority ? state.priority_later : state.standard_later;
    const std::uint32_t seed = at < waiting.size() ? waiting[at].seed : later.seed;
    at < waiting.size() ? static_cast<void>(++at) : later.advance();
    return seed;
  }

  std::int64_t next_arrival_ms(const Counter& counter) const {
    std::int64_t next = never;
    for (const int line : counter.lines) {
      const LineState& state = lines_[static_cast<std::size_t>(line)];
      next = std::min({next, state.standard_later.next_ms, state.priority_later.next_ms});
    }
    return next;
  }

  const Luck& luck_ = Luck::table();
  const Hall& hall_;
  std::span<const Newcomer> newcomers_;
  std::uint32_t salt_ = 0;
  unsigned number_ = 0;
  std::vector<LineState> lines_;
  std::vector<std::int64_t> free_at_;
  std::vector<CounterState> counters_;
  std::vector<double> gone_log_;  ///< of how long each counter has been busy: the same in every future
  std::vector<std::int64_t> wait_;
};

}  // namespace

std::vector<std::vector<std::int64_t>> waits(const Hall& hall, std::span<const Newcomer> newcomers, int rounds) {
  std::vector<std::vector<std::int64_t>> waits(newcomers.size());
  for (auto& own : waits) own.reserve(static_cast<std::size_t>(rounds) * futures_a_round);
  Futures futures(hall, newcomers);
  for (int round = 0; round < rounds; ++round) {
    for (unsigned number = 0; number < futures_a_round; ++number) {
      const auto& found = futures.play(round, number);
      for (std::size_t i = 0; i < found.size(); ++i) waits[i].push_back(found[i]);
    }
  }
  return waits;
}

int rounds_for(const Hall& hall) {
  std::size_t steps = hall.counters.size() + 8;
  for (const Counter& counter : hall.counters) steps += counter.sent.size();
  for (const Line& line : hall.lines) steps += line.standard.size() + line.priority.size();
  return std::clamp(static_cast<int>(100 / steps), 1, 2);
}

}  // namespace menting::domain::forecast
