#pragma once

#include <optional>

#include "kiosk/desk/board.h"
#include "kiosk/domain/plan.h"

namespace menting::ui {

/// A counter that is open or on a break serves it. Without one, a range of minutes would be a guess.
bool has_counter(const desk::Board& board, const domain::Plan& plan, domain::ServiceLetter service);

/// Everybody who waits in the hall.
int waiting_now(const desk::Board& board);

/// From the service that is quickest now to the slowest; none while no counter is open.
std::optional<domain::Estimate> whole_range(const desk::Board& board, const domain::Plan& plan);

}  // namespace menting::ui
