#include "kiosk/domain/appointment.h"

#include <cctype>

#include "kiosk/domain/name_table.h"

namespace menting::domain {
namespace {

constexpr Names<AppointmentState, 5> appointment_state_names{{{AppointmentState::booked, "booked"},
                                                              {AppointmentState::checked_in, "checked_in"},
                                                              {AppointmentState::served, "served"},
                                                              {AppointmentState::no_show, "no_show"},
                                                              {AppointmentState::cancelled, "cancelled"}}};

}  // namespace

ScannedCode read_scanned(std::string_view scanned) {
  const std::size_t mark = scanned.rfind('#');
  const bool is_address = scanned.starts_with("https://") || scanned.starts_with("http://");
  if (!is_address || mark == std::string_view::npos) return {'\0', {}, std::string(scanned)};
  ScannedCode read{'\0', {}, std::string(scanned.substr(mark + 1))};
  const std::string_view path = scanned.substr(0, mark);
  const std::size_t slash = path.rfind('/');
  if (slash < 2 || path[slash - 2] != '/') return read;
  read.about = path[slash - 1];
  read.branch = path.substr(slash + 1);
  return read;
}

std::string normal_appointment_number(std::string_view typed) {
  std::string number;
  for (const char c : typed) {
    if (c == ' ' || c == '-') continue;
    number += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  if (!number.empty() && number[0] != 'P') number.insert(0, 1, 'P');
  if (number.size() < 5 || number.size() > 8) return {};
  for (std::size_t i = 1; i < number.size(); ++i) {
    if (number[i] < '0' || number[i] > '9') return {};
  }
  return number;
}

std::string_view to_string(AppointmentState state) {
  return name_of(appointment_state_names, state);
}
bool from_string(std::string_view text, AppointmentState& out) {
  return code_of(appointment_state_names, text, out);
}

}  // namespace menting::domain
