#include "kiosk/domain/rules/let_pass.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <vector>

#include "kiosk/domain/rules/rules.h"

// A customer who is late lets the next ones of the own line go first, and waits behind them.

namespace menting::domain::rules {
namespace {

/// Those it waits with now, in order; an appointment changes lines when its slot begins.
std::vector<const Ticket*> line_of(const Branch& branch, const Ticket& ticket, const Moment& moment) {
  if (ticket.for_counter != 0) {
    const InOrder& sent = branch.index().sent_to(ticket.for_counter);
    return {sent.begin(), sent.end()};
  }
  const WaitingLines& lines = branch.index().waiting(ticket.service);
  const bool first = has_priority(ticket, moment.steady_ms);
  const InOrder& lane = first ? lines.priority : lines.standard;
  std::vector<const Ticket*> line(lane.begin(), lane.end());
  const auto middle = line.insert(line.end(), lines.appointments.begin(), lines.appointments.end());
  line.erase(std::remove_if(middle, line.end(),
                            [&](const Ticket* one) { return has_priority(*one, moment.steady_ms) != first; }),
             line.end());
  std::sort(line.begin(), line.end(), CameBefore{});
  return line;
}

}  // namespace

Result<Decision> decide(const Branch& branch, const LetPass& command, const Moment& moment) {
  const auto found = ticket_here(branch, command.ticket, moment);
  if (const auto* refusal = std::get_if<Refusal>(&found)) return *refusal;
  const Ticket& ticket = *std::get<const Ticket*>(found);
  const std::string name = ticket_name(ticket);
  if (ticket.state != TicketState::waiting) return Refusal{RefusalCode::ticket_not_waiting, name};
  if (command.count < 1 || command.count > let_pass_count_max) {
    return Refusal{RefusalCode::let_pass_count_invalid, std::to_string(let_pass_count_max)};
  }
  if (ticket.let_passes >= let_passes_max) {
    return Refusal{RefusalCode::let_pass_used_up, std::to_string(let_passes_max)};
  }
  const std::vector<const Ticket*> line = line_of(branch, ticket, moment);
  auto next = std::next(std::find(line.begin(), line.end(), &ticket));
  const Ticket* last = nullptr;
  int passed = 0;
  for (; passed < command.count && next != line.end(); ++passed) last = *next++;
  if (last == nullptr) return Refusal{RefusalCode::nobody_behind, name};
  // Who came in the same moment stands in the order of the numbers.
  const std::int64_t behind_ms = last->since_steady_ms + (last->id < ticket.id ? 0 : 1);
  while (next != line.end() && std::tie((*next)->since_steady_ms, (*next)->id) < std::tie(behind_ms, ticket.id)) {
    ++next;
    ++passed;
  }
  Decision decision;
  decision.ticket = ticket.id;
  decision.facts.emplace_back(
      TicketLetPass{ticket.id, passed, std::min(behind_ms, moment.steady_ms) - ticket.since_steady_ms});
  return decision;
}

}  // namespace menting::domain::rules
