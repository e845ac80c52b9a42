#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "base/crypto/crypto.h"
#include "base/text/catalog.h"
#include "kiosk/domain/calendar.h"
#include "kiosk/domain/plan.h"
#include "kiosk/lan/field_limits.h"
#include "kiosk/lan/fields.h"
#include "kiosk/lan/reception.h"
#include "kiosk/lan/unfit.h"

// Appointments booked at headquarters: checked in for a customer, and listed for staff.
namespace menting::lan {
namespace {

using Json = nlohmann::ordered_json;

domain::CheckIn check_in_of(const Fields& fields, const std::string& page_language) {
  domain::CheckIn command;
  if (const auto scanned = fields.text_if("code", code_bytes_max)) {
    if (fields.has("number")) throw invalid_field("number");
    domain::ScannedCode read = domain::read_scanned(*scanned);
    command.code = crypto::normal_code(read.code);
    command.branch = std::move(read.branch);
    if (command.code.empty()) throw invalid_field("code");
  } else {
    command.number = domain::normal_appointment_number(fields.text("number", word_bytes_max));
    command.phone_last4 = fields.text("phone_last4", word_bytes_max);
    const bool is_four =
        command.phone_last4.size() == 4 && command.phone_last4.find_first_not_of("0123456789") == std::string::npos;
    if (!is_four) throw invalid_field("phone_last4");
  }
  command.language = fields.text_if("language", word_bytes_max).value_or(page_language);
  command.ticket_code = crypto::random_code(slip_code_characters);
  return command;
}

Json appointment_json(const domain::Appointment& one) {
  Json json;
  json["number"] = one.number;
  json["date"] = domain::to_string(one.day);
  json["from"] = domain::time_of_day(one.from_minute);
  json["to"] = domain::time_of_day(one.to_minute);
  json["service"] = std::string(1, one.service);
  json["state"] = domain::to_string(one.state);
  json["ticket"] = one.ticket.empty() ? Json(nullptr) : Json(one.ticket);
  return json;
}

}  // namespace

std::string slot_view(const domain::Ticket& ticket) {
  if (ticket.appointment.empty()) return "null";
  const Json json{{"from", domain::time_of_day(ticket.slot_from_minute)},
                  {"to", domain::time_of_day(ticket.slot_to_minute)}};
  return json.dump();
}

// Only by number there is something to guess.
void Reception::check_in(const Asked& asked) {
  domain::CheckIn command = check_in_of(Fields(asked.request()), asked.language);
  const std::string guessed = command.code.empty() ? "appointment " + command.number : std::string();
  if (guessed.empty()) return post(asked, std::move(command), Shape::taken);
  hold_up(asked, guessed);
  const auto done = [this, asked, guessed](const desk::Receipt& receipt) {
    const auto* refusal = std::get_if<domain::Refusal>(&receipt);
    const bool wrong = refusal != nullptr && refusal->code == domain::RefusalCode::appointment_unknown;
    if (!wrong) repair_gate_.give_back(asked.request().remote, guessed);
    reply(asked.exchange, response_to(receipt, asked, Shape::taken));
  };
  post(std::move(command), asked.key, fingerprint_of(asked), done);
}

void Reception::list_appointments(const Asked& asked) {
  domain::BusinessDay day = asked.board->day;
  if (const auto text = asked.request().query_value("date")) {
    const auto read = domain::read_day(*text);
    if (!read) throw invalid_field("date");
    day = *read;
  }
  consult(asked, [this, asked, day](const domain::Branch& branch, desk::Journal&, const domain::Moment&) -> Then {
    std::vector<domain::Appointment> found;
    for (const auto& [id, one] : branch.state().appointments) {
      if (one.day == day) found.push_back(one);
    }
    std::sort(found.begin(), found.end(), [](const domain::Appointment& a, const domain::Appointment& b) {
      return std::tie(a.from_minute, a.service, a.number) < std::tie(b.from_minute, b.service, b.number);
    });
    return [this, asked, found = std::move(found)] {
      Json json{{"items", Json::array()}, {"total", found.size()}};
      for (const domain::Appointment& one : found) json["items"].push_back(appointment_json(one));
      reply(asked.exchange, {200, "application/json", json.dump(), {}});
    };
  });
}

}  // namespace menting::lan
