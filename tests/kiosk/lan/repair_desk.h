#pragma once

#include <initializer_list>
#include <string>

#include "kiosk/domain/luhn.h"
#include "kiosk/domain/repair_order.h"
#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"

namespace menting::tests {

/// Another phone each time.
inline std::string fresh_imei() {
  static int serial = 0;
  const std::string digits = "49015420" + std::to_string(900'000 + ++serial);
  return digits + domain::luhn_digit(digits);
}

inline Json hand_in() {
  return {{"device", {{"kind", "phone"}, {"brand", "Apple"}, {"model", "iPhone 15"}, {"imei", "49-015420-323751-8"}}},
          {"faults", {"screen"}},
          {"description", "掉在地上"},
          {"left_with", {"sim"}},
          {"backed_up", true},
          {"bought", "2024-05-01"},
          {"customer", {{"name", "王小明"}, {"phone", "13800138000"}}},
          {"consent", true}};
}

/// The repairs' desk over HTTP.
struct Desk {
  explicit Desk(const ScratchFolder& folder) : hall(folder) {}

  std::string open() {
    Json body = hand_in();
    body["device"]["imei"] = fresh_imei();
    const Reply reply = hall.post("/api/v1/repairs", body, Hall::as_kiosk());
    REQUIRE(reply.status() == 201);
    code = reply.body["code"];
    pickup_code = reply.body["pickup_code"];
    return reply.body["number"];
  }
  Reply step(const std::string& number, const std::string& name, const Json& body = Json::object()) {
    return hall.post("/api/v1/repairs/" + number + "/" + name, body, technician);
  }
  void walk(const std::string& number, std::initializer_list<const char*> steps) {
    for (const char* name : steps) {
      const Json body =
          std::string(name) == "quote" ? Json{{"parts_minor", 60000}, {"labour_minor", 8000}} : Json::object();
      REQUIRE(step(number, name, body).status() == 200);
    }
  }

  Hall hall;
  HttpHeaders technician = hall.as("1003");
  HttpHeaders manager = hall.as("9001");
  std::string code;
  std::string pickup_code;
};

}  // namespace menting::tests
