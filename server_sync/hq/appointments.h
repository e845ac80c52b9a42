#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server_sync/hq/appointment_plan.h"
#include "server_sync/wire/envelope.h"

/// Appointments: booked here, sent to the branch, moved on by the branch's events. All of these run in the caller's
/// writing transaction; times are wall clock, milliseconds since 1970. No personal data: of a telephone a hash of four
/// digits alone.
namespace menting::hq {

struct AppointmentRow {
  std::string branch;
  std::string id;
  std::string number;  ///< "P4821"
  int day = 0;
  int from_minute = 0;
  int to_minute = 0;
  std::string service;
  std::string name_json;  ///< of the service, as the plan had it
  std::string state;      ///< booked, checked_in, served, no_show, cancelled
  std::string ticket;     ///< "20261127-A012"; empty: not checked in
  std::string language;
  std::int64_t booked_at_ms = 0;
  std::int64_t noted_at_ms = 0;  ///< the branch knows it since; 0: not yet
};

struct Booking {
  std::string branch;
  std::string request_id;  ///< the same again books once
  std::string service;
  int day = 0;
  int from_minute = 0;
  std::string phone_last4;
  std::string language;
};

enum class Booked { done, slot_unknown, slot_over, slot_full, request_reused };

struct BookingResult {
  Booked outcome = Booked::done;
  AppointmentRow appointment;
  std::string code;  ///< opens it; nobody else can make it
};

/// `secret` is headquarters' own: a code follows from it and the request, so that a second answer can say it again.
BookingResult book(sql::Connection& sql, const Booking& booking, const std::string& secret, std::int64_t now_ms);

std::optional<AppointmentRow> find_by_code(sql::Connection& sql, const std::string& branch, const std::string& code);
std::optional<AppointmentRow> find_by_id(sql::Connection& sql, const std::string& branch, const std::string& id);

/// Whose days are over everywhere keep nothing of a telephone.
void forget_past_phones(sql::Connection& sql, std::int64_t now_ms);

/// False: it is over, or somebody is there already. One that was cancelled before is fine.
bool cancel(sql::Connection& sql, AppointmentRow& appointment, std::int64_t now_ms);

/// How many of each slot are taken, by service and minute.
std::map<std::pair<std::string, int>, int> taken_on(sql::Connection& sql, const std::string& branch, int day);

struct AppointmentQuestion {
  std::vector<std::string> regions;  ///< of who asks
  std::string branch;                ///< empty: all
  int from = 0;
  int to = 0;         ///< both included
  std::string state;  ///< empty: all
};
/// By day, time, branch and number; at most `most`.
std::vector<AppointmentRow> list_appointments(sql::Connection& sql, const AppointmentQuestion& question, int most);
std::map<std::string, std::int64_t> count_appointments(sql::Connection& sql, const AppointmentQuestion& question);

/// The branch's list as it is now, put down as its directive.
void send_appointments(sql::Connection& sql, const std::string& branch, std::int64_t now_ms);
/// What send_appointments() sends.
std::string appointments_directive(sql::Connection& sql, const std::string& branch, int today);

}  // namespace menting::hq
