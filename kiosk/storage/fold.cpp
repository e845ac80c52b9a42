#include "kiosk/storage/fold.h"

#include <utility>
#include <variant>

namespace menting::storage {
namespace {

domain::TicketId ticket_of(const domain::Fact& fact) {
  return std::visit(
      [](const auto& known) -> domain::TicketId {
        if constexpr (requires { known.ticket_id; }) {
          return known.ticket_id;
        } else {
          return {};
        }
      },
      fact);
}

}  // namespace

Fold::Fold() : branch_(domain::Plan{}) {}

void Fold::fetch(const domain::TicketId& id) {
  if (id.empty() || branch_.ticket(id) != nullptr) return;
  const auto found = apart_.find(id);
  if (found == apart_.end()) return;
  // Seldom: somebody rates a visit of an earlier day.
  domain::BranchState state = branch_.state();
  state.tickets.insert(*found);
  branch_ = domain::Branch(domain::Plan{}, std::move(state));
}

void Fold::apply(const domain::Event& event) {
  fetch(ticket_of(event.fact));
  branch_.apply(event);
  const auto* taken = std::get_if<domain::TicketTaken>(&event.fact);
  if (taken == nullptr || taken->day <= newest_day_) return;
  newest_day_ = taken->day;
  for (const auto& [id, ticket] : branch_.state().tickets) apart_.insert_or_assign(id, ticket);
  branch_.forget_before(newest_day_);
}

domain::BranchState Fold::state() const {
  domain::BranchState state = branch_.state();
  for (const auto& [id, ticket] : apart_) state.tickets.try_emplace(id, ticket);
  return state;
}

}  // namespace menting::storage
