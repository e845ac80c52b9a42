#pragma once

#include <string_view>

/// One line a message on standard error, with time and level. Any thread. Never personal data, PINs, codes or tokens.
namespace menting::log {

enum class Level { debug, info, warn, error, off };  ///< off: nothing, where faults are made on purpose
void set_level(Level lowest);
void debug(std::string_view part, std::string_view message);
void info(std::string_view part, std::string_view message);
void warn(std::string_view part, std::string_view message);
void error(std::string_view part, std::string_view message);

}  // namespace menting::log
