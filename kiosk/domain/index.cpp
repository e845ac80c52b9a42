#include "kiosk/domain/index.h"

#include <tuple>

namespace menting::domain {

bool CameBefore::operator()(const Ticket* a, const Ticket* b) const {
  return std::tie(a->taken_steady_ms, a->id) < std::tie(b->taken_steady_ms, b->id);
}

bool CalledAfter::operator()(const Ticket* a, const Ticket* b) const {
  return std::tie(a->called_steady_ms, a->id) > std::tie(b->called_steady_ms, b->id);
}

void Index::add(const Ticket& ticket) {
  if (is_active(ticket.state)) active_.insert(ticket.id);
  if (ticket.state == TicketState::waiting) {
    WaitingLines& lines = waiting_[ticket.service];
    (ticket.lane == Lane::standard ? lines.standard : lines.priority).insert(&ticket);
  }
  if (ticket.print == PrintState::pending) unprinted_.insert(&ticket);
  if (ticket.calls > 0) called_.insert(&ticket);
  if (ticket.state == TicketState::finished) {
    ServedTotal& total = served_[{ticket.day, ticket.service}];
    ++total.count;
    total.served_ms += ticket.served_ms;
  }
  tallies_[ticket.day].add(ticket);
  by_code_[ticket.code] = &ticket;
}

void Index::remove(const Ticket& ticket) {
  active_.erase(ticket.id);
  if (ticket.state == TicketState::waiting) {
    WaitingLines& lines = waiting_[ticket.service];
    (ticket.lane == Lane::standard ? lines.standard : lines.priority).erase(&ticket);
  }
  unprinted_.erase(&ticket);
  called_.erase(&ticket);
  if (ticket.state == TicketState::finished) {
    const auto total = served_.find({ticket.day, ticket.service});
    total->second.served_ms -= ticket.served_ms;
    if (--total->second.count == 0) served_.erase(total);
  }
  const auto tally = tallies_.find(ticket.day);
  tally->second.remove(ticket);
  if (tally->second.empty()) tallies_.erase(tally);
  const auto code = by_code_.find(ticket.code);
  if (code != by_code_.end() && code->second == &ticket) by_code_.erase(code);
}

const WaitingLines& Index::waiting(ServiceLetter service) const {
  static const WaitingLines nobody;
  const auto found = waiting_.find(service);
  return found == waiting_.end() ? nobody : found->second;
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
