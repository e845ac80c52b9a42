#pragma once

#include <string>

#include "tests/kiosk/ui/screen.h"

namespace menting::tests {

/// Taps an option, on whatever leaf it is. Throws std::runtime_error where there is none.
void tap_option(Screen& screen, const std::string& id);
/// On a keyboard, at a person's pace: what comes all at once is a scanner's.
void write(Screen& screen, const std::string& text);
/// Two strokes of a finger on the field for signatures.
void sign(Screen& screen);
int year_of(Screen& screen);

}  // namespace menting::tests
