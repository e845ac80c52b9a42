#include "kiosk/domain/rules/let_pass.h"

#include <algorithm>
#include <iterator>

#include "kiosk/domain/rules/rules.h"

// A customer who is late lets the next ones of the own line go first, and waits behind them.

namespace menting::domain::rules {
namespace {

const InOrder& line_of(const Branch& branch, const Ticket& ticket) {
  if (ticket.for_counter != 0) return branch.index().sent_to(ticket.for_counter);
  const WaitingLines& lines = branch.index().waiting(ticket.service);
  return ticket.lane == Lane::standard ? lines.standard : lines.priority;
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
  const InOrder& line = line_of(branch, ticket);
  auto next = std::next(line.find(&ticket));
  const Ticket* last = nullptr;
  int passed = 0;
  for (; passed < command.count && next != line.end(); ++passed) last = *next++;
  if (last == nullptr) return Refusal{RefusalCode::nobody_behind, name};
  // Who came in the same moment stands in the order of the numbers.
  const std::int64_t behind_ms = last->since_steady_ms + (last->id < ticket.id ? 0 : 1);
  Decision decision;
  decision.ticket = ticket.id;
  decision.facts.emplace_back(
      TicketLetPass{ticket.id, passed, std::min(behind_ms, moment.steady_ms) - ticket.since_steady_ms});
  return decision;
}

}  // namespace menting::domain::rules
