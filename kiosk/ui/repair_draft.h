#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kiosk/domain/device_list.h"
#include "kiosk/domain/repair_command.h"
#include "kiosk/input/handwriting.h"
#include "kiosk/ui/page.h"

namespace menting::ui {

enum class BodySide { front, back };

/// A mark on the device's body, from 0 to 1 across and down its upright picture.
struct Scratch {
  BodySide side = BodySide::front;
  float x = 0, y = 0;
};

/// Which of the answers is being written by hand.
enum class Writing { brand, model, description };

/// What a customer has said so far of the device and of themselves. Nothing of it outlives the visit: forget() it.
struct RepairDraft {
  std::string kind, brand, model;
  std::string number;      ///< IMEI, or serial number
  bool by_serial = false;  ///< it is the serial number, or none
  std::set<std::string> faults;
  std::string description;
  std::set<std::string> left_with;
  bool nothing_left = false;
  std::optional<bool> backed_up;
  bool lock_understood = false;
  std::vector<Scratch> scratches;
  int bought_year = 0, bought_month = 0;  ///< 0: not said
  bool bought_unknown = false;
  bool consent = false;
  std::string name, phone;
  bool terms_accepted = false;
  std::vector<input::Stroke> signature;  ///< in one unit both ways
  bool reviewing = false;                ///< an answer is corrected: the page after it is the review again
  Writing writing = Writing::description;
};

/// Overwrites all of it.
void forget(RepairDraft& draft);
/// Puts `text` in place of what was there, which is overwritten.
void keep(std::string& into, const std::string& text);

/// Its questions, in order, without the review.
std::vector<Page> questions_of(const RepairDraft& draft);
/// Has what its page asks for.
bool is_answered(const RepairDraft& draft, Page page);
bool holds_data(const RepairDraft& draft);  ///< it has data and a lock of its own
/// A day of the month in which it was bought, as late as it can have been; none where that is not known.
std::optional<domain::BusinessDay> bought_day(const RepairDraft& draft, domain::BusinessDay today);
/// The codes and texts of the draft as the desk takes them; what only the branch can make is still to be put in.
domain::OpenRepair open_repair_of(const RepairDraft& draft, domain::BusinessDay today, const std::string& language);

}  // namespace menting::ui
