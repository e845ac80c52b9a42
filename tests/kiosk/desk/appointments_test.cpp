// Appointments through the desk: headquarters' list, the proof of code and telephone, a restart, time that passes.
#include "base/crypto/crypto.h"
#include "kiosk/desk/appointment_list.h"
#include "kiosk/desk/desk.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/catch.h"
#include "tests/support/memory_journal.h"

using namespace menting;
using namespace menting::domain;

namespace appointments_test {

namespace {

constexpr const char* code = "7K2QFW3M7K2QFW3M";

/// As headquarters writes it: one at 10:00 today (it is 10:00), one tomorrow.
std::string list_text() {
  const auto item = [](const std::string& id, const std::string& date) {
    return R"({"id":")" + id + R"(","number":"P4821","date":")" + date +
           R"(","from":"10:00","to":"10:30","service":"A","code_hash":")" +
           crypto::hash_hex("appointment code\n" + (id == "a1" ? std::string(code) : id)) + R"(","phone_hash":")" +
           crypto::hash_hex("appointment phone\n" + id + "\n1234") + R"("})";
  };
  return R"({"from":"2026-11-23","items":[)" + item("a1", "2026-11-23") + "," + item("a2", "2026-11-24") + "]}";
}

struct OwnBranch {
  tests::MemoryJournal journal;
  tests::TestClock clock;
  desk::Health health;
  std::unique_ptr<desk::Desk> desk;

  OwnBranch() { start(); }
  void start() { desk = std::make_unique<desk::Desk>(tests::demo_plan(), "0.1.0", "digest", journal, clock, health); }
  desk::Receipt ask(Command command) { return desk->ask(std::move(command)); }
  AppointmentState state_of(const std::string& id) const { return journal.durable.state.appointments.at(id).state; }
};

CheckIn by_number(const std::string& number, const std::string& phone) {
  CheckIn command;
  command.number = number;
  command.phone_last4 = phone;
  command.ticket_code = "SLIP" + phone;
  return command;
}

RefusalCode refusal_of(const desk::Receipt& receipt) {
  return std::get<Refusal>(receipt).code;
}

}  // namespace

TEST_CASE("headquarters' list opens for who has the code or the telephone, after a restart too") {
  OwnBranch branch;
  branch.ask(desk::read_appointment_list(list_text()));
  CHECK(branch.desk->board()->appointments == 2);
  branch.start();
  CHECK(branch.desk->board()->appointments == 2);
  CHECK(refusal_of(branch.ask(by_number("P4821", "4321"))) == RefusalCode::appointment_unknown);
  CHECK(refusal_of(branch.ask(by_number("P9999", "1234"))) == RefusalCode::appointment_unknown);
  SECTION("by number") {
    const desk::Receipt receipt = branch.ask(by_number(" p4821", "1234"));
    CHECK(std::get<desk::Answer>(receipt).ticket->appointment == "a1");
  }
  SECTION("by code") {
    CheckIn command;
    command.code = code;
    command.ticket_code = "SLIP";
    CHECK(std::get<desk::Answer>(branch.ask(std::move(command))).ticket->appointment == "a1");
  }
}

TEST_CASE("what was not checked in is given up by the desk itself, once its time is over") {
  OwnBranch branch;
  branch.ask(desk::read_appointment_list(list_text()));
  branch.clock.advance_ms(44 * 60'000);
  branch.desk->run_once(std::chrono::milliseconds(0));
  CHECK(branch.state_of("a1") == AppointmentState::booked);
  branch.clock.advance_ms(60'000);
  branch.desk->run_once(std::chrono::milliseconds(0));
  CHECK(branch.state_of("a1") == AppointmentState::no_show);
  CHECK(branch.state_of("a2") == AppointmentState::booked);
  CHECK(branch.desk->board()->appointments == 1);
  CHECK(refusal_of(branch.ask(by_number("P4821", "1234"))) == RefusalCode::appointment_too_late);
}

TEST_CASE("no code and no digit of a telephone is in an event") {
  OwnBranch branch;
  branch.ask(desk::read_appointment_list(list_text()));
  branch.ask(by_number("P4821", "1234"));
  for (const Event& event : branch.journal.durable.events) {
    if (const auto* noted = std::get_if<AppointmentNoted>(&event.fact)) {
      CHECK(noted->number == "P4821");
      CHECK(noted->appointment.size() == 2);
    }
  }
  CHECK(branch.journal.durable.secrets.size() == 2);
}

TEST_CASE("a list that is not what it should be is refused as a whole") {
  for (const auto& [what, instead] : {std::pair<std::string, std::string>{"2026-11-24", "2026-02-30"},
                                      {"10:30", "09:30"},
                                      {"\"service\":\"A\"", "\"service\":\"AB\""},
                                      {"P4821", "4"},
                                      {"\"items\"", "\"no items\""},
                                      {"\"a2\"", "\"\""}}) {
    std::string text = list_text();
    text.replace(text.find(what), what.size(), instead);
    CAPTURE(text);
    CHECK_THROWS_AS(desk::read_appointment_list(text), std::runtime_error);
  }
  CHECK_THROWS_AS(desk::read_appointment_list("no json"), std::runtime_error);
}

}  // namespace appointments_test
