#include "kiosk/domain/luhn.h"

#include <algorithm>
#include <iterator>

namespace menting::domain {

char luhn_digit(std::string_view digits) {
  int sum = 0;
  bool doubled = true;  // the check digit itself is not, so the one before it is
  for (auto at = digits.rbegin(); at != digits.rend(); ++at, doubled = !doubled) {
    const int digit = *at - '0';
    const int twice = 2 * digit;
    sum += !doubled ? digit : twice > 9 ? twice - 9 : twice;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

bool luhn_holds(std::string_view digits) {
  if (digits.size() < 2 || !all_digits(digits)) return false;
  return luhn_digit(digits.substr(0, digits.size() - 1)) == digits.back();
}

std::optional<std::string> read_imei(std::string_view typed) {
  constexpr std::size_t imei_digits = 15;
  std::string digits = without_gaps(typed);
  const bool blank = digits.find_first_not_of('0') == std::string::npos;  // what a phone shows that lost its own
  if (digits.size() != imei_digits || blank || !luhn_holds(digits)) return std::nullopt;
  return digits;
}

std::string in_capitals(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

std::string without_gaps(std::string_view typed) {
  std::string kept;
  std::copy_if(typed.begin(), typed.end(), std::back_inserter(kept), [](char c) { return c != ' ' && c != '-'; });
  return kept;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace menting::domain
