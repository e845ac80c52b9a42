#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace menting::domain {

/// The check digit (ISO/IEC 7812-1, "Luhn") that belongs behind these digits: '0'..'9'.
char luhn_digit(std::string_view digits);
/// Whether the last digit is the check digit of those before it. False for anything but at least two digits.
bool luhn_holds(std::string_view digits);

/// What a person typed or scanned as an IMEI: 15 digits with their check digit, spaces and hyphens left out. None for
/// anything else.
std::optional<std::string> read_imei(std::string_view typed);

/// Without spaces and hyphens.
std::string without_gaps(std::string_view typed);
/// Labels and serial numbers are the same however they were keyed.
std::string in_capitals(std::string text);
bool all_digits(std::string_view text);

}  // namespace menting::domain
