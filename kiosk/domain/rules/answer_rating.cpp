#include <algorithm>
#include <array>
#include <string_view>

#include "kiosk/domain/rules/rules.h"

namespace menting::domain::rules {
namespace {

constexpr std::size_t answer_bytes_max = 2000;

bool is_action(const std::string& action) {
  static constexpr std::array<std::string_view, 5> actions{"apologised", "explained", "solved", "passed_on", "none"};
  return std::find(actions.begin(), actions.end(), action) != actions.end();
}

}  // namespace

Result<Decision> decide(const Branch& branch, const AnswerRating& command, const Moment& moment) {
  if (!is_manager(branch, command.staff)) return RefusalCode::role_missing;
  if (!is_action(command.action)) return Refusal{RefusalCode::action_unknown, command.action};
  if (command.note.size() > answer_bytes_max) return RefusalCode::comment_too_long;
  const Ticket* ticket = branch.ticket_by_name(command.ticket, moment.day);
  if (ticket == nullptr || ticket->score == 0) return Refusal{RefusalCode::rating_unknown, command.ticket};
  if (!ticket->rating_answer.empty()) return Refusal{RefusalCode::rating_answered, ticket_name(*ticket)};
  Decision decision;
  decision.ticket = ticket->id;
  decision.facts.emplace_back(RatingAnswered{ticket->id, command.staff, command.action});
  if (!command.note.empty()) decision.notes.push_back({ticket->id, 0, "rating_answer", command.note});
  return decision;
}

}  // namespace menting::domain::rules
