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

}  // namespace menting::tests
