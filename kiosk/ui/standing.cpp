#include "kiosk/ui/standing.h"

#include <algorithm>

namespace menting::ui {

bool has_counter(const desk::Board& board, const domain::Plan& plan, domain::ServiceLetter service) {
  return std::ranges::any_of(board.counters, [&](const domain::Counter& counter) {
    return counter.state != domain::CounterState::closed &&
           std::ranges::count(domain::services_of(plan, counter), service) != 0;
  });
}

int waiting_now(const desk::Board& board) {
  int sum = 0;
  for (const desk::ServiceView& service : board.services) sum += service.waiting;
  return sum;
}

std::optional<domain::Estimate> whole_range(const desk::Board& board, const domain::Plan& plan) {
  std::optional<domain::Estimate> range;
  for (const desk::ServiceView& service : board.services) {
    if (!service.open || !has_counter(board, plan, service.letter)) continue;
    if (!range) range = service.estimate;
    range->low_minutes = std::min(range->low_minutes, service.estimate.low_minutes);
    range->high_minutes = std::max(range->high_minutes, service.estimate.high_minutes);
  }
  return range;
}

}  // namespace menting::ui
