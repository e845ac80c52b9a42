#include "kiosk/domain/tally.h"

#include <algorithm>
#include <cmath>

#include "kiosk/domain/estimate.h"

namespace menting::domain {
namespace {

constexpr std::int64_t tally_hour_ms = 3'600'000;
constexpr std::int64_t shortest_ms = 1'000;
constexpr std::int64_t longest_ms = 4 * tally_hour_ms;

void add_up(Told& sum, const Told& more) {
  sum.count += more.count;
  sum.within += more.within;
  sum.sooner += more.sooner;
  sum.later += more.later;
  sum.at_once += more.at_once;
  sum.at_once_within += more.at_once_within;
}

void add_up(HourTally& sum, const HourTally& more) {
  sum.taken_standard += more.taken_standard;
  sum.taken_priority += more.taken_priority;
  sum.served += more.served;
  sum.log_sum_micro += more.log_sum_micro;
  sum.square_sum_micro += more.square_sum_micro;
  sum.no_shows += more.no_shows;
  sum.no_show_ms += more.no_show_ms;
  add_up(sum.told, more.told);
}

/// The range was told for the place that the slip speaks of; a further wait of the visit, or one in another lane, is no
/// answer to it.
bool is_judged(const Ticket& ticket) {
  return ticket.calls > 0 && ticket.lane_changes == 0 && ticket.since_steady_ms == ticket.taken_steady_ms;
}

void count_told(const Ticket& ticket, int sign, Told& told) {
  const Verdict verdict = judge(ticket.estimate_when_taken, ticket.waited_ms);
  if (is_at_once(ticket.estimate_when_taken)) {
    told.at_once += sign;
    if (verdict == Verdict::within) told.at_once_within += sign;
    return;
  }
  told.count += sign;
  switch (verdict) {
    case Verdict::within:
      told.within += sign;
      break;
    case Verdict::sooner:
      told.sooner += sign;
      break;
    case Verdict::later:
      told.later += sign;
      break;
  }
}

}  // namespace

int utc_hour(std::int64_t at_ms) {
  return static_cast<int>((at_ms / tally_hour_ms % 24 + 24) % 24);
}

std::int64_t counter_ms(const Ticket& ticket) {
  if (ticket.calls == 0 || (ticket.state != TicketState::finished && ticket.state != TicketState::no_show)) return 0;
  return std::clamp(ticket.ended_steady_ms - ticket.called_steady_ms, shortest_ms, longest_ms);
}

HourTally Tally::hour(ServiceLetter service, int utc_hour) const {
  const auto found = hours_.find({service, utc_hour});
  return found == hours_.end() ? HourTally{} : found->second;
}

HourTally Tally::whole(ServiceLetter service) const {
  HourTally sum;
  for (auto at = hours_.lower_bound({service, 0}); at != hours_.end() && at->first.first == service; ++at) {
    add_up(sum, at->second);
  }
  return sum;
}

Told Tally::told() const {
  Told sum;
  for (const auto& [key, hour] : hours_) add_up(sum, hour.told);
  return sum;
}

void Tally::count(const Ticket& ticket, int sign) {
  const Hour taken_in{ticket.letter, utc_hour(ticket.taken_at_ms)};
  HourTally& taken = hours_[taken_in];
  (ticket.lane == Lane::standard ? taken.taken_standard : taken.taken_priority) += sign;
  if (is_judged(ticket)) count_told(ticket, sign, taken.told);
  drop_if_empty(taken_in);
  // Of the last counter it is known when the call was, of those before only how long was served there.
  const bool is_finished = ticket.state == TicketState::finished;
  for (std::size_t i = 0; i + (is_finished ? 1 : 0) < ticket.servings.size(); ++i) {
    const Serving& serving = ticket.servings[i];
    count_served({serving.service, utc_hour(serving.started_at_ms)}, serving.served_ms, sign);
  }
  const std::int64_t busy_ms = counter_ms(ticket);
  if (busy_ms == 0) return;
  const Hour called{ticket.service, utc_hour(ticket.called_at_ms)};
  if (is_finished) {
    count_served(called, busy_ms, sign);
  } else {
    HourTally& tally = hours_[called];
    tally.no_shows += sign;
    tally.no_show_ms += sign * busy_ms;
    drop_if_empty(called);
  }
}

void Tally::count_served(const Hour& hour, std::int64_t busy_ms, int sign) {
  const double log_ms = std::log(static_cast<double>(std::clamp(busy_ms, shortest_ms, longest_ms)));
  HourTally& tally = hours_[hour];
  tally.served += sign;
  tally.log_sum_micro += sign * std::llround(log_ms * 1e6);
  tally.square_sum_micro += sign * std::llround(log_ms * log_ms * 1e6);
  drop_if_empty(hour);
}

void Tally::drop_if_empty(const Hour& hour) {
  const auto found = hours_.find(hour);
  if (found->second == HourTally{}) hours_.erase(found);
}

}  // namespace menting::domain
