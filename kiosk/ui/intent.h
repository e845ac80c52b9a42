#pragma once

#include <cstddef>
#include <string>
#include <variant>

#include "kiosk/domain/ids.h"
#include "kiosk/domain/ticket.h"
#include "kiosk/ui/entry.h"
#include "kiosk/ui/page.h"
#include "kiosk/ui/repair_intent.h"

namespace menting::ui {

// What a touch on a target means. Drawn with the target, carried out by the flow.
struct GoHome {};
struct GoBack {};
struct Go {
  Page page = Page::home;
};
struct SetLanguage {
  std::string language;
};
struct SetElderly {
  bool on = true;
};
struct SetLowReach {
  bool on = true;
};
struct SetReading {  ///< read aloud what is on the screen
  bool on = true;
};
struct TurnLeaf {  ///< to the next choices where one page cannot hold all
  int leaf = 0;
};
struct ChooseLane {
  domain::Lane lane = domain::Lane::standard;
};
struct ChooseService {
  domain::ServiceLetter letter = 'A';
};
struct LeaveTicket {};  ///< the customer has what they came for: the next one's turn
struct RateFound {};    ///< from the ticket's own page
struct CallHelp {};

// Numbers and codes
struct TypeKey {
  char key = '0';
};
struct EraseKey {};
struct EnterKeys {};
struct ToggleKeys {};  ///< between ticket number and slip code

// Rating
struct SetScore {
  int score = 0;
};
struct ToggleAspect {
  std::string aspect;
};
struct SubmitRating {};

// Free text
struct TypeText {
  std::string character;
};
struct EraseText {};
struct ClearText {};
struct SetKeyMode {
  KeyMode mode = KeyMode::pinyin;
};
struct ToggleShift {};
struct PickCandidate {
  std::size_t index = 0;
};
struct MoreCandidates {
  std::size_t shown = 0;  ///< on the leaf that is turned
};
struct WriteHere {};  ///< the field for strokes: what a finger does there is followed

// Dialogs
struct Stay {};  ///< still here
struct CloseNotice {};

// Staff's corner
struct TapCorner {};
enum class StaffTask { print_test, sound_test, louder, quieter, restart, set_aside, put_back };
struct DoStaffTask {
  StaffTask task = StaffTask::print_test;
};
struct PrintAgain {
  domain::TicketId ticket;
};

using Intent =
    std::variant<GoHome, GoBack, Go, SetLanguage, SetElderly, SetLowReach, SetReading, TurnLeaf, ChooseLane,
                 ChooseService, LeaveTicket, RateFound, CallHelp, TypeKey, EraseKey, EnterKeys, ToggleKeys, SetScore,
                 ToggleAspect, SubmitRating, TypeText, EraseText, ClearText, SetKeyMode, ToggleShift, PickCandidate,
                 MoreCandidates, WriteHere, Stay, CloseNotice, TapCorner, DoStaffTask, PrintAgain, DoRepair>;

}  // namespace menting::ui
