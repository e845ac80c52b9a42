#pragma once

#include <string>
#include <variant>

#include "kiosk/domain/ids.h"

namespace menting::ui {

// What a touch on a target means. Drawn with the target, carried out by the flow.
struct GoHome {};
struct GoBack {};
struct SetLanguage {
  std::string language;
};
struct ShowServices {};
struct ChooseService {
  domain::ServiceLetter letter = 'A';
};
struct LeaveTicket {};  ///< the customer has the number: the next one's turn
struct StartRating {};
struct TypeKey {
  char key = '0';
};
struct EraseKey {};
struct EnterKeys {};
struct ToggleKeys {};  ///< between ticket number and slip code
struct SetScore {
  int score = 0;
};
struct ToggleAspect {
  std::string aspect;
};
struct SubmitRating {};
struct Stay {};  ///< still here
struct CloseNotice {};

using Intent = std::variant<GoHome, GoBack, SetLanguage, ShowServices, ChooseService, LeaveTicket, StartRating, TypeKey,
                            EraseKey, EnterKeys, ToggleKeys, SetScore, ToggleAspect, SubmitRating, Stay, CloseNotice>;

}  // namespace menting::ui
