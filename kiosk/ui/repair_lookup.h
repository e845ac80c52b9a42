#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/desk/mailbox.h"
#include "kiosk/domain/repair_order.h"

namespace menting::ui {

/// What somebody says to be let at a repair: the slip's code, or its number and the telephone's last four digits.
struct AskRepair {
  std::string code;
  domain::RepairNumber number;
  std::string phone_last4;
};

/// What a customer may see of their own repair.
struct RepairStory {
  domain::RepairOrder order;
  std::vector<std::string> said;  ///< to the customer, a text for each of the order's moves; empty: nothing
  std::optional<domain::Loaner> loaner;
};

struct RepairAnswer {
  enum class Kind { found, unknown, unable };
  Kind kind = Kind::unable;
  RepairStory story = {};  ///< found
};

/// The letter that asks the desk. Which of number and telephone was wrong, nobody learns. `done` is run on the desk's
/// thread.
desk::Letter repair_lookup(AskRepair asked, const std::function<void(RepairAnswer)>& done);

/// How often wrong numbers and telephones may be tried at the kiosk, whoever stands there.
class RepairGuesses {
 public:
  void wrong(const domain::RepairNumber& number, std::int64_t now_ms);
  /// Seconds until this number may be asked about again, rounded up; 0: now.
  int wait_s(const domain::RepairNumber& number, std::int64_t now_ms) const;

 private:
  struct Guess {
    std::size_t number = 0;  ///< its hash: none is to be kept
    std::int64_t at_ms = 0;
  };
  std::vector<Guess> guesses_;  ///< wrong ones, oldest first
};

}  // namespace menting::ui
