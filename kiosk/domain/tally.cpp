#include "kiosk/domain/tally.h"

#include <algorithm>
#include <cmath>

#include "kiosk/domain/estimate.h"

namespace menting::domain {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t shortest_ms = 1'000;
constexpr std::int64_t longest_ms = 4 * hour_ms;

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
  return static_cast<int>((at_ms / hour_ms % 24 + 24) % 24);
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
  const int taken_hour = utc_hour(ticket.taken_at_ms);
  HourTally& taken = hours_[{ticket.service, taken_hour}];
  (ticket.lane == Lane::standard ? taken.taken_standard : taken.taken_priority) += sign;
  if (ticket.calls > 0) count_told(ticket, sign, taken.told);
  drop_if_empty(ticket.service, taken_hour);
  const std::int64_t busy_ms = counter_ms(ticket);
  if (busy_ms == 0) return;
  const int called_hour = utc_hour(ticket.called_at_ms);
  HourTally& called = hours_[{ticket.service, called_hour}];
  if (ticket.state == TicketState::no_show) {
    called.no_shows += sign;
    called.no_show_ms += sign * busy_ms;
  } else {
    const double log_ms = std::log(static_cast<double>(busy_ms));
    called.served += sign;
    called.log_sum_micro += sign * std::llround(log_ms * 1e6);
    called.square_sum_micro += sign * std::llround(log_ms * log_ms * 1e6);
  }
  drop_if_empty(ticket.service, called_hour);
}

void Tally::drop_if_empty(ServiceLetter service, int utc_hour) {
  const auto hour = hours_.find({service, utc_hour});
  if (hour->second == HourTally{}) hours_.erase(hour);
}

}  // namespace menting::domain
