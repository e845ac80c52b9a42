#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time/zone.h"
#include "kiosk/desk/board.h"
#include "kiosk/desk/health.h"
#include "kiosk/ui/flow.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/painter.h"
#include "kiosk/ui/targets.h"
#include "kiosk/ui/texts.h"

namespace menting::ui {

/// Everything a screen draws from and into. A screen changes nothing but the picture and the targets.
struct View {
  Painter& paint;
  Targets& targets;
  const desk::Board& board;
  const domain::Plan& plan;
  const FlowState& state;
  const FlowSettings& settings;
  Say say;
  Canvas canvas;
  Frame frame;
  base::LocalTime local;
  Busy busy = Busy::no;
  int seconds_left = 0;
  std::string pressed;  ///< id of the target under the finger
  desk::PrinterState printer = desk::PrinterState::unknown;
  bool slip_late = false;  ///< the slip of the ticket shown should have been printed by now

  const std::string& name(const domain::LocalName& names) const { return domain::name_in(names, state.language); }
};

// The screens, each in its own file below screens/.
void draw_home(View& view);
void draw_choose_service(View& view);
void draw_ticket_taken(View& view);
void draw_find_visit(View& view);
void draw_rate(View& view);
void draw_rated(View& view);
/// Over the page: its targets replace the page's.
void draw_notice(View& view, const domain::Refusal& refusal);
void draw_idle_question(View& view);
void draw_slow(View& view);

}  // namespace menting::ui
