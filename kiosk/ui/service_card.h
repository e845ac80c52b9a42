#pragma once

#include "kiosk/ui/widgets.h"

namespace menting::ui {

/// "After-sales": what a kind of help is called.
const char* kind_text(domain::ServiceGroup group);

/// Services to choose, each on a card of its own with the sign of its kind: how many wait and how long it takes, or why
/// it cannot be had. `about`: with a line on what the kind is for, where there is room.
void draw_service_cards(View& view, const std::vector<const desk::ServiceView*>& services,
                        const std::vector<Box>& boxes, bool about);

/// The same, smaller: some of several below the heading of their kind. `title`: the size of their names.
void draw_service_rows(View& view, const std::vector<const desk::ServiceView*>& services, const std::vector<Box>& boxes,
                       Type title);
/// In which the names of all are one line in rows so wide; else the smallest, and they may take two.
Type row_title(View& view, const std::vector<const desk::ServiceView*>& services, float row_wide);

/// The name takes one line in a row so wide.
bool service_row_holds(View& view, const desk::ServiceView& service, float row_wide);

/// The lowest row that holds a name, of one line or two, and what there is to know.
inline constexpr float service_row_min = 90;
inline constexpr float service_row_two_lines = 117;

}  // namespace menting::ui
