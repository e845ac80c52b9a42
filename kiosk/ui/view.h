#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/time/zone.h"
#include "kiosk/desk/board.h"
#include "kiosk/desk/health.h"
#include "kiosk/ui/flow.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/outside.h"
#include "kiosk/ui/painter.h"
#include "kiosk/ui/pictures.h"
#include "kiosk/ui/targets.h"
#include "kiosk/ui/texts.h"
#include "kiosk/ui/theme.h"

namespace menting::ui {

/// Everything a screen draws from and into. A screen changes nothing but the picture and the targets.
struct View {
  Painter& paint;
  Targets& targets;
  const desk::Board& board;
  const domain::Plan& plan;
  const FlowState& state;
  const FlowSettings& settings;
  const Entry& entry;
  const domain::DeviceList& devices;
  const Theme& look;
  Say say;
  Canvas canvas;
  Frame frame;
  base::LocalTime local;
  Busy busy = Busy::no;
  int seconds_left = 0;
  int attract_leaf = 0;
  float progress = 1;   ///< of a movement just begun: 1 is in place
  std::string pressed;  ///< id of the target under the finger
  desk::PrinterState printer = desk::PrinterState::unknown;
  bool slip_late = false;                   ///< the slip of the ticket shown should have been printed by now
  bool able = true;                         ///< the branch can give numbers out
  bool calls = false;                       ///< the header shows the newest calls
  bool can_read = false;                    ///< there is a voice that reads pages
  std::vector<Announcement> announcements;  ///< today's
  std::vector<StaffFact> facts;             ///< on the staff's corner
  std::optional<int> volume;                ///< there too
  std::string logo;                         ///< path of the chain's logo; empty: none
  /// The picture of a file, no larger than this many window pixels; null where there is none.
  std::function<const Picture*(const std::string& file, int width_max, int height_max)> picture;
  /// Halls nearby with a shorter wait, for a service; empty: nothing is known of any.
  std::function<std::vector<NearbyOffer>(domain::ServiceLetter)> nearby{};
  /// A slip's code as it is shown to phones; none: as it is.
  std::function<std::string(const std::string& code)> slip_text;
  std::vector<std::string>* aloud = nullptr;  ///< what a reader says before the targets

  const std::string& name(const domain::LocalName& names) const { return domain::name_in(names, state.language); }
  std::string code_shown(const std::string& code) const { return slip_text ? slip_text(code) : code; }
  bool elderly() const { return frame.manner.elderly; }
  bool lying() const { return frame.landscape; }
};

// The pages, each in its own file below screens/. Header and footer are drawn around them.
void draw_home(View& view);
void draw_closed(View& view);
void draw_out_of_order(View& view);
void draw_attract(View& view);
void draw_choose_lane(View& view);
void draw_choose_service(View& view);
void draw_ticket_taken(View& view);
void draw_find_ticket(View& view);
void draw_ticket_found(View& view);
void draw_check_in(View& view);
void draw_find_visit(View& view);
void draw_rate(View& view);
void draw_comment(View& view);
void draw_rated(View& view);
void draw_repair(View& view);
void draw_repair_kind(View& view);
void draw_repair_brand(View& view);
void draw_repair_model(View& view);
void draw_repair_serial(View& view);
void draw_repair_faults(View& view);
void draw_repair_body(View& view);
void draw_repair_bought(View& view);
void draw_repair_left_with(View& view);
void draw_repair_data(View& view);
void draw_repair_lock(View& view);
void draw_repair_consent(View& view);
void draw_repair_name(View& view);
void draw_repair_phone(View& view);
void draw_repair_terms(View& view);
void draw_repair_sign(View& view);
void draw_repair_review(View& view);
void draw_repair_words(View& view);
void draw_repair_taken(View& view);
void draw_repair_status(View& view);
void draw_repair_found(View& view);
void draw_repair_answer(View& view);
void draw_help(View& view);
void draw_staff_sign_in(View& view);
void draw_staff(View& view);
/// The one of these that shows the page.
void draw_page(Page page, View& view);
/// Over the page: its targets replace the page's.
void draw_notice(View& view, const domain::Refusal& refusal);
void draw_idle_question(View& view);
void draw_slow(View& view);

}  // namespace menting::ui
