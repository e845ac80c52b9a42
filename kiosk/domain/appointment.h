#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/domain/ids.h"
#include "kiosk/domain/ticket.h"

namespace menting::domain {

using AppointmentId = std::string;

enum class AppointmentState {
  booked,
  checked_in,  ///< here, with a number in the queue
  served,
  no_show,    ///< nobody checked in, or nobody came when called
  cancelled,  ///< at headquarters, before anybody checked in
};

/// A slot that somebody booked at headquarters. A row in storage has the same fields; no personal data.
struct Appointment {
  AppointmentId id;
  std::string number;  ///< "P4821": what the customer is told; of this branch and its coming days alone
  BusinessDay day;
  int from_minute = 0;  ///< of the day, in the branch's time zone
  int to_minute = 0;    ///< exclusive
  ServiceLetter service = 'A';
  AppointmentState state = AppointmentState::booked;
  TicketId ticket;  ///< once checked in

  bool operator==(const Appointment&) const = default;
};

/// What opens an appointment: no event knows it, a row of its own holds it until the day is over.
struct AppointmentSecrets {
  AppointmentId id;
  std::string code_hash;   ///< of the code that its QR holds
  std::string phone_hash;  ///< of its id and the telephone's last four digits
  bool operator==(const AppointmentSecrets&) const = default;
};

/// One of the list that headquarters sends.
struct BookedSlot {
  Appointment appointment;
  AppointmentSecrets secrets;
};

/// Headquarters' whole list from `from` on: what is new in it is noted, what is gone from it was cancelled.
struct NoteAppointments {
  BusinessDay from;
  std::vector<BookedSlot> slots;
};

/// By code, or by number and the telephone's last four digits.
struct CheckIn {
  std::string branch;  ///< that a scanned address names; empty: it names none
  std::string code;    ///< in its normal form
  std::string number;  ///< "P4821", any case
  std::string phone_last4;
  std::string ticket_code;  ///< fresh, from crypto::random_code()
  std::string language;     ///< of the slip
  // Filled in by the desk.
  std::string code_hash;
  std::string phone_hash;
};

/// Gives up those whose time is over and that nobody checked in.
struct MissAppointments {};

struct AppointmentNoted {
  AppointmentId appointment;
  std::string number;
  BusinessDay day;
  int from_minute = 0;
  int to_minute = 0;
  ServiceLetter service = 'A';
};
struct AppointmentCancelled {
  AppointmentId appointment;
};
/// The ticket keeps the slot.
struct AppointmentCheckedIn {
  AppointmentId appointment;
  TicketId ticket_id;
  int from_minute = 0;
  int to_minute = 0;
  std::int64_t due_steady_ms = 0;  ///< when the slot begins on the branch's own timeline
};
/// Nobody checked in until the slot and the grace after it were over.
struct AppointmentMissed {
  AppointmentId appointment;
};

/// What its visit came to: served, or no_show; checked_in again after a no-show that came back.
struct AppointmentSettled {
  AppointmentId appointment;
  AppointmentState state = AppointmentState::served;
};

/// What a QR holds: an address of headquarters, ".../a/<branch>#<code>", or the bare code.
struct ScannedCode {
  char about = '\0';   ///< 'a' an appointment, 's' a slip, none: it does not say
  std::string branch;  ///< empty: it does not say
  std::string code;    ///< as it stands there
};
ScannedCode read_scanned(std::string_view scanned);

/// "P4821" however it was written; empty: it cannot be one.
std::string normal_appointment_number(std::string_view typed);

/// What its code is known by.
inline std::string code_proof_text(const std::string& code) {
  return "appointment code\n" + code;
}
/// What its telephone is known by: hashed with the appointment's own name.
inline std::string phone_proof_text(const AppointmentId& id, const std::string& phone_last4) {
  return "appointment phone\n" + id + "\n" + phone_last4;
}

std::string_view to_string(AppointmentState state);
bool from_string(std::string_view text, AppointmentState& out);

}  // namespace menting::domain
