#include <algorithm>

#include "kiosk/domain/calling_order.h"
#include "tests/kiosk/domain/hall.h"
#include "tests/support/catch.h"

using namespace menting::domain;
using menting::tests::Hall;

namespace appointments_test {

// The hall's clock stands at 10:00 on 2026-11-23.

namespace {

constexpr BusinessDay today{20261123}, tomorrow{20261124};

BookedSlot slot(const std::string& id, int from_minute, char service = 'A', BusinessDay day = today) {
  const std::string number = "P100" + id.substr(id.size() - 1);
  return {{id, number, day, from_minute, from_minute + 30, service, AppointmentState::booked, {}},
          {id, "code of " + id, "phone of " + id}};
}

CheckIn by_code(const std::string& id) {
  CheckIn command;
  command.code = id;
  command.code_hash = "code of " + id;
  command.ticket_code = "SLIP" + id;
  return command;
}

CheckIn by_number(const std::string& number, const std::string& phone_of) {
  CheckIn command;
  command.number = number;
  command.phone_last4 = "1234";
  command.phone_hash = "phone of " + phone_of;
  command.ticket_code = "SLIPN" + number;
  return command;
}

void note(Hall& hall, std::vector<BookedSlot> slots) {
  REQUIRE(hall.run(NoteAppointments{today, std::move(slots)}));
}

AppointmentState state_of(const Hall& hall, const std::string& id) {
  return hall.branch.appointment(id)->state;
}

Refusal refusal_of(Hall& hall, Command command) {
  const auto decision = hall.run(std::move(command));
  REQUIRE_FALSE(decision);
  return decision.refusal();
}

}  // namespace

TEST_CASE("headquarters' list is noted once, and what is gone from it is cancelled") {
  Hall hall;
  note(hall, {slot("a1", 630), slot("a2", 660), slot("a3", 600, 'B', tomorrow)});
  CHECK(hall.events.size() == 3);
  note(hall, {slot("a1", 630), slot("a2", 660), slot("a3", 600, 'B', tomorrow)});
  CHECK(hall.events.size() == 3);
  REQUIRE(hall.run(by_code("a1")));
  note(hall, {slot("a4", 690)});
  CHECK(state_of(hall, "a1") == AppointmentState::checked_in);  // is here
  CHECK(state_of(hall, "a2") == AppointmentState::cancelled);
  CHECK(state_of(hall, "a3") == AppointmentState::cancelled);
  CHECK(state_of(hall, "a4") == AppointmentState::booked);
  CHECK(refusal_of(hall, by_code("a2")).code == RefusalCode::appointment_cancelled);
}

TEST_CASE("an appointment is checked in from half an hour before its slot until a quarter after it") {
  struct Row {
    int from_minute;  // the slot is half an hour; it is 600 now
    std::optional<Refusal> refusal;
  };
  const auto row = GENERATE(Row{540, Refusal{RefusalCode::appointment_too_late, "A"}},
                            Row{555, Refusal{RefusalCode::appointment_too_late, "A"}}, Row{556, std::nullopt},
                            Row{600, std::nullopt}, Row{630, std::nullopt},
                            Row{631, Refusal{RefusalCode::appointment_too_early, "10:01"}},
                            Row{960, Refusal{RefusalCode::appointment_too_early, "15:30"}});
  Hall hall;
  note(hall, {slot("a1", row.from_minute)});
  if (row.refusal) {
    CHECK(refusal_of(hall, by_code("a1")) == *row.refusal);
    return;
  }
  const Ticket ticket = hall.done(by_code("a1"));
  CHECK(ticket.lane == Lane::appointment);
  CHECK(ticket.service == 'A');
  CHECK(ticket.appointment == "a1");
  CHECK(ticket.slot_from_minute == row.from_minute);
  CHECK(ticket.slot_to_minute == row.from_minute + 30);
  CHECK(hall.branch.appointment("a1")->ticket == ticket.id);
  CHECK(state_of(hall, "a1") == AppointmentState::checked_in);
}

TEST_CASE("who comes on another day or to another branch is told where and when") {
  Hall hall;
  note(hall, {slot("a1", 600, 'A', tomorrow)});
  CHECK(refusal_of(hall, by_code("a1")) == Refusal{RefusalCode::appointment_other_day, "2026-11-24 10:00"});
  CheckIn elsewhere = by_code("a1");
  elsewhere.branch = "SH-0002";
  CHECK(refusal_of(hall, elsewhere) == Refusal{RefusalCode::appointment_elsewhere, "SH-0002"});
}

TEST_CASE("a wrong number, a wrong telephone and a wrong code are one and the same") {
  Hall hall;
  note(hall, {slot("a1", 600)});
  const Refusal unknown{RefusalCode::appointment_unknown, {}};
  CHECK(refusal_of(hall, by_number("P1009", "a1")) == unknown);
  CHECK(refusal_of(hall, by_number("P1001", "a2")) == unknown);
  CHECK(refusal_of(hall, by_code("a9")) == unknown);
  CheckIn empty;
  CHECK(refusal_of(hall, empty) == unknown);
  CheckIn no_phone = by_number("P1001", "a1");
  no_phone.phone_hash.clear();
  CHECK(refusal_of(hall, no_phone) == unknown);
  CHECK(hall.run(by_number("P1001", "a1")));
}

TEST_CASE("who checks in twice has the same number, and none once the visit is over") {
  Hall hall;
  note(hall, {slot("a1", 600)});
  const TicketId first = hall.done(by_code("a1")).id;
  CHECK(hall.done(by_number("P1001", "a1")).id == first);
  hall.open(1, "1001");
  hall.serve(1, "1001");
  CHECK(state_of(hall, "a1") == AppointmentState::served);
  CHECK(refusal_of(hall, by_code("a1")).code == RefusalCode::appointment_used);
}

TEST_CASE("a promised slot stands when no more numbers are given, but not before the hall opens") {
  auto plan = menting::tests::demo_plan();
  plan.breaks = {{590, 640}};
  plan.last_number_minute = 595;
  plan.services[0].quota = 1;
  Hall hall(plan);
  note(hall, {slot("a1", 600)});
  CHECK(hall.refused(TakeTicket{'A', Lane::standard, "X", "zh-CN"}) == RefusalCode::on_break);
  CHECK(hall.run(by_code("a1")));

  plan.opens_minute = 610;
  Hall closed(plan);
  note(closed, {slot("a1", 610)});
  CHECK(refusal_of(closed, by_code("a1")).code == RefusalCode::branch_closed);
}

TEST_CASE("from its slot's begin an appointment goes before the standard lane, and before it like anybody") {
  Hall hall;
  note(hall, {slot("a1", 610)});
  hall.take('A');
  hall.clock.advance_ms(1000);
  const std::string booked = ticket_name(hall.done(by_code("a1")));
  hall.clock.advance_ms(1000);
  hall.take('A');
  CHECK(booked == "A002");
  hall.open(1, "1001");
  hall.open(2, "1002");

  SECTION("before its slot it waits its turn") {
    hall.call_next(1, "1001");
    const Ticket& second = hall.done(CallNext{2, "1002"});
    CHECK(ticket_name(second) == booked);
    CHECK(second.why == Why::first_come);
  }
  SECTION("in its slot it is first, and the reason says so") {
    hall.clock.advance_ms(10 * 60'000);
    const Ticket& first = hall.done(CallNext{1, "1001"});
    CHECK(ticket_name(first) == booked);
    CHECK(first.why == Why::appointment_due);
    CHECK(hall.call_next(2, "1002") == "A001");
  }
}

TEST_CASE("appointments share the limit on priority calls in a row") {
  Hall hall;
  note(hall, {slot("a1", 600), slot("a2", 600), slot("a3", 600)});
  hall.take('A');
  for (const char* id : {"a1", "a2", "a3"}) hall.done(by_code(id));
  hall.open(1, "1001");
  CHECK(hall.serve(1, "1001", 1) == "A002");
  CHECK(hall.serve(1, "1001", 1) == "A003");
  const Ticket& third = hall.done(CallNext{1, "1001"});
  CHECK(ticket_name(third) == "A001");
  CHECK(third.why == Why::priority_run_ended);
}

TEST_CASE("the printed order and a counter's list are the order of the calls, slots to come among them") {
  Hall hall;
  note(hall, {slot("a1", 600), slot("a2", 620), slot("a3", 605), slot("a4", 605)});
  hall.open(1, "1001");
  for (const char* id : {"a1", "a2", "a3", "a4"}) {
    hall.take('A', Lane::standard);
    hall.clock.advance_ms(1000);
    hall.done(by_code(id));
    hall.clock.advance_ms(1000);
    hall.take('A', Lane::care);
    hall.clock.advance_ms(60'000);
  }
  hall.clock.advance_ms(2 * 60'000);  // 10:06
  std::vector<std::string> printed, listed, called;
  Pool pool{1, {'A', 'B'}, 0, {}, {}};
  for (const Ticket* ticket : waiting_in_order(hall.branch, 'A', hall.clock.now())) {
    printed.push_back(ticket_name(*ticket));
    pool.waiting.push_back(ticket);
  }
  std::reverse(pool.waiting.begin(), pool.waiting.end());
  for (const InTurn& turn : calling_order(hall.branch.plan(), pool, hall.clock.now().steady_ms)) {
    listed.push_back(ticket_name(*turn.ticket));
  }
  for (std::size_t i = 0; i < 12; ++i) called.push_back(hall.serve(1, "1001", 0));
  CHECK(printed == called);
  CHECK(listed == called);
  CHECK(called[0] == "A002");  // a1: due, came first of the priority lanes
  CHECK(std::find(called.begin(), called.end(), "A005") > std::find(called.begin(), called.end(), "A004"));
}

TEST_CASE("nobody who checks in is told to wait longer than a standard number") {
  Hall hall;
  note(hall, {slot("a1", 600), slot("a2", 630)});
  for (int i = 0; i < 12; ++i) hall.take('A');
  hall.open(1, "1001");
  const Estimate standard = estimate_wait(hall.branch, 'A', Lane::standard, hall.clock.now());
  const Ticket due = hall.done(by_code("a1"));
  CHECK(due.ahead_when_taken == 0);
  CHECK(due.estimate_when_taken.high_minutes < standard.high_minutes);
  const Estimate then = estimate_wait(hall.branch, 'A', Lane::standard, hall.clock.now());
  const Ticket early = hall.done(by_code("a2"));
  CHECK(early.ahead_when_taken == 13);
  CHECK(early.estimate_when_taken.low_minutes <= then.low_minutes);
  CHECK(early.estimate_when_taken.high_minutes <= then.high_minutes);
  CHECK(early.estimate_when_taken.high_minutes > due.estimate_when_taken.high_minutes);
}

TEST_CASE("who does not come gives the slot up, once, and may take a standard number") {
  Hall hall;
  note(hall, {slot("a1", 600), slot("a2", 690)});
  CHECK_FALSE(has_missed_appointments(hall.branch, hall.clock.now()));
  hall.clock.advance_ms(45 * 60'000);
  CHECK(has_missed_appointments(hall.branch, hall.clock.now()));
  REQUIRE(hall.run(MissAppointments{}));
  CHECK(state_of(hall, "a1") == AppointmentState::no_show);
  CHECK(state_of(hall, "a2") == AppointmentState::booked);
  CHECK_FALSE(has_missed_appointments(hall.branch, hall.clock.now()));
  CHECK(refusal_of(hall, by_code("a1")) == Refusal{RefusalCode::appointment_too_late, "A"});
  note(hall, {slot("a1", 600), slot("a2", 690)});
  CHECK(state_of(hall, "a1") == AppointmentState::no_show);  // over is over
}

TEST_CASE("a clock that was ahead takes no appointment away") {
  Hall hall;
  note(hall, {slot("a1", 600)});
  const Moment right = hall.clock.now();
  Moment ahead = right;
  ahead.day = tomorrow;
  hall.clock.set(ahead);
  REQUIRE(hall.run(MissAppointments{}));
  CHECK(state_of(hall, "a1") == AppointmentState::no_show);
  hall.clock.set(right);
  note(hall, {slot("a1", 600)});
  CHECK(hall.run(by_code("a1")));
}

TEST_CASE("however its visit ends, the appointment comes to the same") {
  Hall hall;
  note(hall, {slot("a1", 600), slot("a2", 600)});
  hall.done(by_code("a1"));
  hall.done(by_code("a2"));
  hall.open(1, "1001");
  hall.call_next(1, "1001");
  for (int i = 0; i < 2; ++i) {
    hall.clock.advance_ms(20'000);
    hall.done(Recall{1, "1001"});
  }
  hall.done(MarkNoShow{1, "1001"});
  CHECK(state_of(hall, "a1") == AppointmentState::no_show);
  hall.done(ReturnTicket{"A001", "1001"});
  CHECK(state_of(hall, "a1") == AppointmentState::checked_in);
  hall.done(CancelTicket{"A002", "1001", ""});
  CHECK(state_of(hall, "a2") == AppointmentState::no_show);
  CHECK(refusal_of(hall, by_code("a2")).code == RefusalCode::appointment_used);
}

TEST_CASE("who came by appointment lets others go first in the line of the moment") {
  Hall hall;
  note(hall, {slot("a1", 610), slot("a2", 610)});
  const std::string first = ticket_name(hall.done(by_code("a1")));
  hall.clock.advance_ms(1000);
  hall.take('A');
  hall.clock.advance_ms(1000);
  hall.done(by_code("a2"));
  SECTION("before its slot those of the standard lane too") {
    const Ticket& late = hall.done(LetPass{first, 1});
    CHECK(late.since_steady_ms > hall.branch.ticket("20261123-A002")->since_steady_ms);
    CHECK(late.since_steady_ms < hall.branch.ticket("20261123-A003")->since_steady_ms);
  }
  SECTION("in its slot those who go first like itself") {
    hall.clock.advance_ms(11 * 60'000);
    const Ticket& late = hall.done(LetPass{first, 1});
    CHECK(late.since_steady_ms > hall.branch.ticket("20261123-A003")->since_steady_ms);
    CHECK(hall.refused(LetPass{first, 1}) == RefusalCode::nobody_behind);
  }
}

TEST_CASE("what a QR holds is read with and without headquarters' address") {
  const ScannedCode plain = read_scanned("7K2Q-FW3M");
  CHECK((plain.about == '\0' && plain.branch.empty() && plain.code == "7K2Q-FW3M"));
  const ScannedCode address = read_scanned("https://hq.example.com/queue/a/BJ-0001#7K2QFW3M");
  CHECK((address.about == 'a' && address.branch == "BJ-0001" && address.code == "7K2QFW3M"));
  CHECK(read_scanned("https://hq.example.com/s/BJ-0001#7K2QFW3M").about == 's');
  CHECK(read_scanned("https://hq.example.com/#X").branch.empty());
  CHECK(read_scanned("https://hq.example.com/a/B").code == "https://hq.example.com/a/B");
}

TEST_CASE("an appointment's number is read however it is written") {
  CHECK(normal_appointment_number("p4821") == "P4821");
  CHECK(normal_appointment_number(" P 48-21 ") == "P4821");
  CHECK(normal_appointment_number("4821") == "P4821");
  CHECK(normal_appointment_number("P482").empty());
  CHECK(normal_appointment_number("A4821").empty());
  CHECK(normal_appointment_number("").empty());
}

}  // namespace appointments_test
