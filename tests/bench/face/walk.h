#pragma once

#include <string>

namespace menting::bench {

/// Taps through a kiosk that runs already, by the X server's own pointer: always what was tapped least so far, in every
/// language and manner. Says where it has been.
std::string walk(const std::string& targets_file, int seconds);

}  // namespace menting::bench
