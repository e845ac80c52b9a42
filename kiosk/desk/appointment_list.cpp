#include "kiosk/desk/appointment_list.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "kiosk/domain/calendar.h"

namespace menting::desk {
namespace {

using nlohmann::json;

[[noreturn]] void wrong(const std::string& field) {
  throw std::runtime_error("headquarters' list of appointments has a \"" + field + "\" that is none");
}

domain::BusinessDay day_of(const json& object, const char* name) {
  const auto day = domain::read_day(object.at(name).get<std::string>());
  if (!day) wrong(name);
  return *day;
}

int minute_of(const json& object, const char* name) {
  const auto text = object.at(name).get<std::string>();
  const bool fits = text.size() == 5 && text[2] == ':' && text.find_first_not_of("0123456789:") == std::string::npos;
  if (!fits) wrong(name);
  const int minute = std::stoi(text.substr(0, 2)) * 60 + std::stoi(text.substr(3));
  if (minute > 24 * 60) wrong(name);
  return minute;
}

domain::BookedSlot slot_of(const json& object) {
  domain::BookedSlot slot;
  domain::Appointment& one = slot.appointment;
  one.id = object.at("id").get<std::string>();
  one.number = domain::normal_appointment_number(object.at("number").get<std::string>());
  one.day = day_of(object, "date");
  one.from_minute = minute_of(object, "from");
  one.to_minute = minute_of(object, "to");
  const auto service = object.at("service").get<std::string>();
  if (service.size() != 1 || service[0] < 'A' || service[0] > 'Z') wrong("service");
  if (one.id.empty()) wrong("id");
  if (one.number.empty()) wrong("number");
  if (one.to_minute <= one.from_minute) wrong("to");
  one.service = service[0];
  slot.secrets = {one.id, object.at("code_hash").get<std::string>(), object.at("phone_hash").get<std::string>()};
  return slot;
}

}  // namespace

domain::NoteAppointments read_appointment_list(const std::string& body) {
  try {
    const json list = json::parse(body);
    domain::NoteAppointments read;
    read.from = day_of(list, "from");
    for (const json& item : list.at("items")) read.slots.push_back(slot_of(item));
    return read;
  } catch (const json::exception& error) {
    throw std::runtime_error(std::string("headquarters' list of appointments cannot be read: ") + error.what());
  }
}

}  // namespace menting::desk
