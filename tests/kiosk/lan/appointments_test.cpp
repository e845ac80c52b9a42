#include "base/crypto/crypto.h"
#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;

namespace {

constexpr const char* code = "7K2QFW3M7K2QFW3M";

/// One of today at 10:00 (it is 10:00) under `code` and the telephone 1234, one of tomorrow.
void note_appointments(Hall& hall) {
  domain::NoteAppointments list{{20261123}, {}};
  for (const auto& [id, day] : {std::pair{"a1", 20261123}, std::pair{"a2", 20261124}}) {
    const std::string own_code = id[1] == '1' ? code : "22222222AAAAAAAA";
    list.slots.push_back({{id, std::string("P482") + id[1], {day}, 600, 630, 'A', domain::AppointmentState::booked, {}},
                          {id, crypto::hash_hex(domain::code_proof_text(own_code)),
                           crypto::hash_hex(domain::phone_proof_text(id, "1234"))}});
  }
  REQUIRE(std::holds_alternative<desk::Answer>(hall.desk().ask(std::move(list))));
}

}  // namespace

TEST_CASE("staff and the kiosk check appointments in, by code or by number") {
  ScratchFolder folder;
  Hall hall(folder);
  note_appointments(hall);
  CHECK(hall.post("/api/v1/appointments/check-in", {{"code", code}}).status() == 401);
  const Json by_address{{"code", std::string("https://hq.example.com/a/BJ-0001#") + code}};
  const Reply in = hall.post("/api/v1/appointments/check-in", by_address, Hall::as_kiosk());
  REQUIRE(in.status() == 201);
  CHECK(in.body["ticket"] == "A001");
  CHECK(in.body["lane"] == "appointment");
  CHECK(in.body["appointment"] == Json({{"from", "10:00"}, {"to", "10:30"}}));
  const auto clerk = hall.as("1001");
  const Reply again = hall.post("/api/v1/appointments/check-in", {{"number", "4821"}, {"phone_last4", "1234"}}, clerk);
  CHECK(again.status() == 201);
  CHECK(again.body["ticket"] == "A001");
  const Reply list = hall.get("/api/v1/appointments", clerk);
  REQUIRE(list.body["total"] == 1);
  CHECK(list.body["items"][0] == Json({{"number", "P4821"},
                                       {"date", "2026-11-23"},
                                       {"from", "10:00"},
                                       {"to", "10:30"},
                                       {"service", "A"},
                                       {"state", "checked_in"},
                                       {"ticket", "20261123-A001"}}));
  CHECK(hall.get("/api/v1/appointments?date=2026-11-24", clerk).body["items"][0]["number"] == "P4822");
  CHECK(hall.get("/api/v1/appointments?date=2026-02-30", clerk).status() == 422);
}

TEST_CASE("what a check-in lacks is named, and why it comes to nothing") {
  ScratchFolder folder;
  Hall hall(folder);
  note_appointments(hall);
  const auto clerk = hall.as("1001");
  const auto asked = [&](const Json& body) { return hall.post("/api/v1/appointments/check-in", body, clerk); };
  CHECK(asked(Json::object()).body["field"] == "number");
  CHECK(asked({{"number", "P4821"}}).body["field"] == "phone_last4");
  CHECK(asked({{"number", "P4821"}, {"phone_last4", "12345"}}).body["field"] == "phone_last4");
  CHECK(asked({{"number", "P4821"}, {"code", code}}).body["field"] == "number");
  const Reply elsewhere = asked({{"code", std::string("https://hq.example.com/a/SH-0002#") + code}});
  CHECK(elsewhere.status() == 409);
  CHECK(elsewhere.refusal() == "appointment_elsewhere");
  CHECK(asked({{"number", "P4822"}, {"phone_last4", "1234"}}).refusal() == "appointment_other_day");
}

TEST_CASE("guessing at an appointment's telephone is answered alike, and ends soon") {
  ScratchFolder folder;
  Hall hall(folder);
  note_appointments(hall);
  const auto clerk = hall.as("1001");
  const auto asked = [&](const char* number, const char* phone) {
    return hall.post("/api/v1/appointments/check-in", {{"number", number}, {"phone_last4", phone}}, clerk);
  };
  const Reply wrong_phone = asked("P4821", "0000"), wrong_number = asked("P1111", "1234");
  CHECK(wrong_phone.status() == 404);
  CHECK(wrong_phone.body == wrong_number.body);
  int tries = 1;
  for (; tries < 100; ++tries) {
    if (asked("P4821", "0000").status() == 429) break;
  }
  CHECK(tries < 30);
  CHECK(hall.post("/api/v1/appointments/check-in", {{"code", code}}, clerk).status() == 201);
}
