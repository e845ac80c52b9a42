#include "kiosk/domain/estimate.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/domain/luck.h"

namespace menting::domain {
namespace {

constexpr std::int64_t minute_ms = 60'000;

/// The value that this share of further waits is expected to stay below; `sorted` is not empty.
double quantile(const std::vector<std::int64_t>& sorted, double share) {
  const double count = static_cast<double>(sorted.size());
  const double position = std::clamp(share * (count + 1) - 1, 0.0, count - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double part = position - static_cast<double>(below);
  return static_cast<double>(sorted[below]) * (1 - part) + static_cast<double>(sorted[above]) * part;
}

double share_within(const std::vector<std::int64_t>& waits, const Estimate& range) {
  const auto inside = std::count_if(waits.begin(), waits.end(),
                                    [&](std::int64_t wait) { return judge(range, wait) == Verdict::within; });
  return static_cast<double>(inside) / static_cast<double>(waits.size());
}

std::uint32_t seed_of(const Ticket& ticket) {
  return forecast::mixed(static_cast<std::uint32_t>(ticket.number) * 32U + static_cast<std::uint32_t>(ticket.letter));
}

/// How long ago this place in the queue was taken, as a time that is past.
std::int64_t since_ms(const Ticket& ticket, const Moment& moment) {
  return std::min<std::int64_t>(0, ticket.since_steady_ms - moment.steady_ms);
}

forecast::Line line_now(const Branch& branch, const Service& service, const Moment& moment) {
  forecast::Line line;
  line.rule = dispatch::line_rule(branch.plan(), service);
  line.run = branch.priority_run(service.letter);
  const WaitingLines& waiting = branch.index().waiting(service.letter);
  std::vector<const Ticket*> all;
  all.reserve(waiting.standard.size() + waiting.priority.size() + waiting.appointments.size());
  for (const InOrder* line_of_lane : {&waiting.standard, &waiting.priority, &waiting.appointments}) {
    const auto sorted = all.insert(all.end(), line_of_lane->begin(), line_of_lane->end());
    std::inplace_merge(all.begin(), sorted, all.end(), CameBefore{});
  }
  line.standard.reserve(waiting.standard.size());
  int rank = 0;
  for (const Ticket* ticket : all) {
    // An appointment came before whoever takes a number now, so it is before them even while its slot is to come.
    auto& row = has_priority(*ticket, moment.steady_ms) ? line.priority : line.standard;
    row.push_back({since_ms(*ticket, moment), rank++, seed_of(*ticket)});
  }
  return line;
}

int line_of(const Plan& plan, ServiceLetter service) {
  const auto found = std::find_if(plan.services.begin(), plan.services.end(),
                                  [&](const Service& known) { return known.letter == service; });
  return found == plan.services.end() ? -1 : static_cast<int>(found - plan.services.begin());
}

forecast::Counter counter_now(const Branch& branch, const Counter& counter, std::vector<int> lines,
                              const Moment& moment) {
  forecast::Counter now;
  now.lines = std::move(lines);
  now.run = counter.priority_run;
  for (const Ticket* sent : branch.index().sent_to(counter.number)) {
    const int line = line_of(branch.plan(), sent->service);
    if (line < 0) continue;
    now.sent.push_back({{since_ms(*sent, moment), 0, seed_of(*sent)}, line, has_priority(*sent, moment.steady_ms)});
  }
  if (counter.state == CounterState::paused) now.state = forecast::Counter::State::away;
  const Ticket* ticket = branch.ticket(counter.ticket);
  const int busy_line = ticket == nullptr ? -1 : line_of(branch.plan(), ticket->service);
  if (busy_line < 0) return now;
  now.state = forecast::Counter::State::busy;
  now.busy_line = busy_line;
  now.busy_since_ms = std::min<std::int64_t>(0, ticket->called_steady_ms - moment.steady_ms);
  now.serving = ticket->state == TicketState::serving;
  now.seed = seed_of(*ticket);
  return now;
}

double share_now(const Branch& branch, const Moment& moment) {
  return share_to_hold(branch.index().tally(moment.day).told(), branch.history().tally.told());
}

}  // namespace

Verdict judge(const Estimate& told, std::int64_t waited_ms) {
  if (waited_ms < told.low_minutes * minute_ms) return Verdict::sooner;
  if (!is_open_ended(told) && waited_ms > told.high_minutes * minute_ms) return Verdict::later;
  return Verdict::within;
}

bool is_at_once(const Estimate& told) {
  return told.low_minutes <= 0 && told.high_minutes <= 1;
}

bool is_open_ended(const Estimate& told) {
  return told.high_minutes >= estimate_high_max;
}

Estimate range_of(std::vector<std::int64_t> waits, double share) {
  if (waits.empty()) return {0, 1};
  std::sort(waits.begin(), waits.end());
  const double minute = static_cast<double>(minute_ms);
  const auto low = static_cast<int>(quantile(waits, (1 - share) / 2) / minute);
  const auto high = static_cast<int>(std::ceil(quantile(waits, (1 + share) / 2) / minute));
  // Rounding both ends outwards would hold more than was promised, and short ranges most.
  Estimate best{low, std::max(high, low + 1)};
  double best_off = std::abs(share_within(waits, best) - share);
  for (const Estimate& range : {Estimate{low + 1, high}, Estimate{low, high - 1}, Estimate{low + 1, high - 1}}) {
    if (range.high_minutes <= range.low_minutes) continue;
    const double off = std::abs(share_within(waits, range) - share);
    if (off >= best_off) continue;
    best = range;
    best_off = off;
  }
  return {std::min(best.low_minutes, estimate_low_max), std::min(best.high_minutes, estimate_high_max)};
}

double share_to_hold(const Told& today, const Told& past) {
  constexpr double doubt = 300;  // told waits that it takes to believe the rate half
  constexpr double answer = 2;
  const double count = today.count + past.count;
  const double missing = (estimate_share * count - today.within - past.within) / (count + doubt);
  return std::clamp(estimate_share + answer * missing, 0.7, 0.93);
}

forecast::Hall hall_now(const Branch& branch, const Moment& moment) {
  forecast::Hall hall;
  hall.into_hour_ms = moment.at_ms % (60 * minute_ms);
  const Plan& plan = branch.plan();
  hall.run_max = plan.priority_run_max;
  std::vector<ServiceLetter> letters;
  for (const Service& service : plan.services) letters.push_back(service.letter);
  const std::vector<Law> laws = laws_of(letters, branch.index().tally(moment.day), branch.history(), moment,
                                        moment.minute_of_day - plan.opens_minute);
  for (std::size_t i = 0; i < laws.size(); ++i) {
    hall.lines.push_back(line_now(branch, plan.services[i], moment));
    hall.lines.back().law = laws[i];
  }
  std::vector<bool> covered(hall.lines.size());
  for (const CounterPlan& planned : plan.counters) {
    const Counter counter = branch.counter(planned.number);
    if (counter.state == CounterState::closed) continue;
    std::vector<int> lines;
    for (const ServiceLetter letter : branch.services_at(planned.number)) {
      if (const int line = line_of(plan, letter); line >= 0) lines.push_back(line);
    }
    for (const int line : lines) covered[static_cast<std::size_t>(line)] = true;
    hall.counters.push_back(counter_now(branch, counter, std::move(lines), moment));
  }
  for (std::size_t line = 0; line < covered.size(); ++line) {
    if (covered[line]) continue;
    forecast::Counter expected;
    expected.state = forecast::Counter::State::expected;
    expected.lines = {static_cast<int>(line)};
    hall.counters.push_back(std::move(expected));
  }
  return hall;
}

Estimate estimate_wait(const Branch& branch, ServiceLetter service, Lane lane, const Moment& moment,
                       std::int64_t due_steady_ms) {
  const int line = line_of(branch.plan(), service);
  if (line < 0) return {0, 1};
  const forecast::Hall hall = hall_now(branch, moment);
  const std::array<forecast::Newcomer, 2> both{forecast::Newcomer{line, lane != Lane::standard}, {line, false}};
  const std::int64_t until_due_ms = lane == Lane::appointment ? due_steady_ms - moment.steady_ms : 0;
  const std::span<const forecast::Newcomer> asked(both.data(), until_due_ms > 0 ? 2 : 1);
  auto waits = forecast::waits(hall, asked, forecast::rounds_for(hall));
  const double share = share_now(branch, moment);
  const Estimate first = range_of(std::move(waits.front()), share);
  if (until_due_ms <= 0) return first;
  // Until its slot begins it waits like anybody, and then like the priority lanes: whichever comes first.
  const Estimate usual = range_of(std::move(waits.back()), share);
  const int minutes = static_cast<int>(until_due_ms / minute_ms);
  return {std::min(usual.low_minutes, first.low_minutes + minutes),
          std::min(usual.high_minutes, first.high_minutes + minutes + 1)};
}

std::vector<Estimate> estimate_waits(const Branch& branch, const Moment& moment) {
  const forecast::Hall hall = hall_now(branch, moment);
  std::vector<forecast::Newcomer> newcomers;
  for (std::size_t line = 0; line < hall.lines.size(); ++line) newcomers.push_back({static_cast<int>(line), false});
  const double share = share_now(branch, moment);
  std::vector<Estimate> ranges;
  for (auto& waits : forecast::waits(hall, newcomers, forecast::rounds_for(hall))) {
    ranges.push_back(range_of(std::move(waits), share));
  }
  return ranges;
}

}  // namespace menting::domain
