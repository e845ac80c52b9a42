#include "kiosk/domain/index.h"

#include <algorithm>
#include <tuple>

#include "kiosk/domain/alert.h"

namespace menting::domain {
namespace {

/// Adds to a counter that is not kept at zero.
template <class Key>
void add_to(std::map<Key, int>& numbers, const Key& key, int by) {
  const auto at = numbers.try_emplace(key).first;
  if ((at->second += by) == 0) numbers.erase(at);
}

}  // namespace

bool CameBefore::operator()(const Ticket* a, const Ticket* b) const {
  return std::tie(a->since_steady_ms, a->id) < std::tie(b->since_steady_ms, b->id);
}

bool CalledAfter::operator()(const Ticket* a, const Ticket* b) const {
  return std::tie(a->called_steady_ms, a->id) > std::tie(b->called_steady_ms, b->id);
}

bool RatedBefore::operator()(const Ticket* a, const Ticket* b) const {
  return std::tie(a->rated_at_ms, a->id) < std::tie(b->rated_at_ms, b->id);
}

InOrder& WaitingLines::of(Lane lane) {
  if (lane == Lane::standard) return standard;
  return lane == Lane::appointment ? appointments : priority;
}

bool WaitingLines::standard_waits(std::int64_t now_steady_ms, const Ticket* apart_from) const {
  const std::size_t own = apart_from == nullptr ? 0 : standard.count(apart_from);
  if (standard.size() > own) return true;
  return std::any_of(appointments.begin(), appointments.end(), [&](const Ticket* ticket) {
    return ticket != apart_from && !has_priority(*ticket, now_steady_ms);
  });
}

StateCounts& StateCounts::operator+=(const StateCounts& other) {
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  return *this;
}

void Index::add(const Ticket& ticket) {
  if (is_active(ticket.state)) active_.insert(ticket.id);
  if (ticket.state == TicketState::waiting) {
    if (ticket.for_counter != 0) {
      sent_[ticket.for_counter].insert(&ticket);
    } else {
      waiting_[ticket.service].of(ticket.lane).insert(&ticket);
    }
  }
  if (ticket.print == PrintState::pending) unprinted_.insert(&ticket);
  if (ticket.calls > 0) called_.insert(&ticket);
  const bool is_low = ticket.score != 0 && ticket.score <= low_score_max;
  if (is_low && ticket.rating_answer.empty()) unanswered_.insert(&ticket);
  tallies_[ticket.day].add(ticket);
  count(ticket, 1);
  by_code_[ticket.code] = &ticket;
}

void Index::remove(const Ticket& ticket) {
  active_.erase(ticket.id);
  if (ticket.state == TicketState::waiting) {
    if (ticket.for_counter != 0) {
      const auto sent = sent_.find(ticket.for_counter);
      sent->second.erase(&ticket);
      if (sent->second.empty()) sent_.erase(sent);
    } else {
      waiting_[ticket.service].of(ticket.lane).erase(&ticket);
    }
  }
  unprinted_.erase(&ticket);
  called_.erase(&ticket);
  unanswered_.erase(&ticket);
  const auto tally = tallies_.find(ticket.day);
  tally->second.remove(ticket);
  if (tally->second.empty()) tallies_.erase(tally);
  count(ticket, -1);
  const auto code = by_code_.find(ticket.code);
  if (code != by_code_.end() && code->second == &ticket) by_code_.erase(code);
}

void Index::count(const Ticket& ticket, int by) {
  const auto states = counts_.try_emplace({ticket.service, ticket.day}).first;
  states->second.add(ticket.state, by);
  if (states->second.empty()) counts_.erase(states);
  if (ticket.state != TicketState::cancelled) add_to(accepted_, {ticket.day, ticket.letter}, by);
  for (const Serving& serving : ticket.servings) {
    const auto total = served_.try_emplace({ticket.day, serving.service}).first;
    total->second.served_ms += by * serving.served_ms;
    if ((total->second.count += by) == 0) served_.erase(total);
  }
}

const WaitingLines& Index::waiting(ServiceLetter service) const {
  static const WaitingLines nobody;
  const auto found = waiting_.find(service);
  return found == waiting_.end() ? nobody : found->second;
}

const InOrder& Index::sent_to(CounterNumber counter) const {
  static const InOrder nobody;
  const auto found = sent_.find(counter);
  return found == sent_.end() ? nobody : found->second;
}

StateCounts Index::counts(BusinessDay day, ServiceLetter service) const {
  StateCounts counts;
  const std::pair<ServiceLetter, BusinessDay> first{service, {}};
  for (auto at = counts_.lower_bound(first); at != counts_.end() && at->first.first == service; ++at) {
    if (at->first.second == day) {
      counts += at->second;
      continue;
    }
    for (const TicketState state :
         {TicketState::waiting, TicketState::called, TicketState::serving, TicketState::held}) {
      counts.add(state, at->second.of(state));
    }
  }
  return counts;
}

int Index::accepted(BusinessDay day, ServiceLetter letter) const {
  const auto found = accepted_.find({day, letter});
  return found == accepted_.end() ? 0 : found->second;
}

ServedTotal Index::served(BusinessDay day, ServiceLetter service) const {
  const auto found = served_.find({day, service});
  return found == served_.end() ? ServedTotal{} : found->second;
}

const Tally& Index::tally(BusinessDay day) const {
  static const Tally nothing;
  const auto found = tallies_.find(day);
  return found == tallies_.end() ? nothing : found->second;
}

const Ticket* Index::by_code(std::string_view code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? nullptr : found->second;
}

}  // namespace menting::domain
