#pragma once

#include <functional>
#include <string>

#include "tests/kiosk/ui/screen.h"

namespace menting::tests {

enum class Mode { normal, elderly, low_reach };

/// A hall as a customer finds it: announcements, ways without queueing, halls nearby.
ScreenSetup furnished(int width, int height);

/// Goes through every page and what it looks like on bad days, as customers and staff would, and calls `look` with a
/// name for each. Where `engines` are there, texts are written with them. Throws std::runtime_error where a tap does
/// not lead where it should.
void tour(Screen& screen, const std::string& language, Mode mode, const std::function<void(const std::string&)>& look);

/// One with three services of each kind, some of them full or without a counter; and its choices.
ScreenSetup large_hall(int width, int height);
void tour_choices(Screen& screen, const std::string& language, Mode mode,
                  const std::function<void(const std::string&)>& look);
/// A device is handed in, asked about, quoted, repaired and fetched.
void tour_repairs(Screen& screen, const std::string& language, Mode mode,
                  const std::function<void(const std::string&)>& look);
/// What becomes of a number: printed or not, called, served, missed, rated.
void tour_tickets(Screen& screen, const std::string& language, Mode mode,
                  const std::function<void(const std::string&)>& look);

}  // namespace menting::tests
