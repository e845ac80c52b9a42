#include <algorithm>
#include <array>
#include <string_view>

#include "kiosk/domain/rules/rules.h"

namespace menting::domain::rules {
namespace {

constexpr std::int64_t rating_open_ms = 24 * 60 * 60 * std::int64_t{1000};
constexpr std::size_t comment_bytes_max = 2000;

const Ticket* find_visit(const Branch& branch, const RateVisit& command, const Moment& moment) {
  if (!command.code.empty()) return branch.ticket_by_code(command.code);
  if (command.counter == 0 && !command.ticket.empty()) return branch.ticket_by_name(command.ticket, moment.day);
  return branch.ticket(branch.counter(command.counter).last_ticket);
}

bool known_aspect(const std::string& aspect) {
  static constexpr std::array<std::string_view, 5> aspects{"attitude", "skill", "speed", "environment", "outcome"};
  return std::find(aspects.begin(), aspects.end(), aspect) != aspects.end();
}

}  // namespace

Result<Decision> decide(const Branch& branch, const RateVisit& command, const Moment& moment) {
  if (command.score < 1 || command.score > 5) return RefusalCode::score_out_of_range;
  for (const std::string& aspect : command.aspects) {
    if (!known_aspect(aspect)) return Refusal{RefusalCode::aspect_unknown, aspect};
  }
  if (command.comment.size() > comment_bytes_max) return RefusalCode::comment_too_long;
  const bool by_counter = command.code.empty() && (command.counter != 0 || command.ticket.empty());
  if (by_counter && branch.plan().counter(command.counter) == nullptr) {
    return Refusal{RefusalCode::counter_unknown, std::to_string(command.counter)};
  }
  const Ticket* ticket = find_visit(branch, command, moment);
  if (by_counter && !command.ticket.empty() && (ticket == nullptr || ticket_name(*ticket) != command.ticket)) {
    return Refusal{RefusalCode::rating_closed, command.ticket};
  }
  if (ticket == nullptr) return by_counter ? RefusalCode::visit_not_finished : RefusalCode::ticket_unknown;
  const std::string name = ticket_name(*ticket);
  if (ticket->state == TicketState::cancelled) return Refusal{RefusalCode::rating_closed, name};
  if (ticket->state != TicketState::finished) return Refusal{RefusalCode::visit_not_finished, name};
  if (ticket->score != 0) return Refusal{RefusalCode::already_rated, name};
  if (moment.steady_ms - ticket->ended_steady_ms > rating_open_ms) return Refusal{RefusalCode::rating_closed, name};

  Decision decision;
  decision.ticket = ticket->id;
  std::vector<std::string> aspects = command.aspects;
  std::sort(aspects.begin(), aspects.end());
  aspects.erase(std::unique(aspects.begin(), aspects.end()), aspects.end());
  decision.facts.emplace_back(
      VisitRated{ticket->id, ticket->counter, ticket->staff, command.score, std::move(aspects)});
  if (!command.comment.empty()) decision.notes.push_back({ticket->id, 0, "rating_comment", command.comment});
  return decision;
}

}  // namespace menting::domain::rules
