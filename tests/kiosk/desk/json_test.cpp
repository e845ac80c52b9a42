#include <nlohmann/json.hpp>

#include "kiosk/desk/event_json.h"
#include "kiosk/desk/receipt.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::domain;
using namespace menting::desk;

namespace {

std::vector<Fact> one_of_each() {
  return {TicketTaken{"20261123-A001", {20261123}, 'A', 1, Lane::care, "CODE", "en", 3, {5, 12}},
          TicketCalled{"20261123-A001", 2, "1001", 61'000, Why::priority_lane, 1'000, true, 15},
          TicketRecalled{"20261123-A001", 2, "1001", 2},
          ServingStarted{"20261123-A001", 2, "1001"},
          VisitFinished{"20261123-A001", 2, "1001", "done", 90'000},
          NoShowMarked{"20261123-A001", 2, "1001"},
          TicketCancelled{"20261123-A001", 0, "", "day_end"},
          TicketResumed{"20261123-A001", 2, "1001", "counter_removed"},
          CounterOpened{2, "1001"},
          CounterPaused{2, "1001", "meal"},
          CounterClosed{2, "1001", "closed"},
          VisitRated{"20261123-A001", 2, "1001", 4, {"skill", "speed"}},
          TicketReprintAsked{"20261123-A001", "1001"},
          TicketPrinted{"20261123-A001", 2},
          PrintFailed{"20261123-A001", "paper_out"},
          StaffSignedIn{"1001"},
          StaffSignedOut{"1001"},
          BranchStarted{"0.1.0", "Asia/Shanghai"},
          ConfigApplied{"abc", 7},
          AssistanceCalled{7, {20261123}, "kiosk", "zh-CN"},
          AssistanceAnswered{7, "9001", "answered", 12'000},
          TicketTransferred{"20261123-A001", 2, "1001", 'B', 3, 5'000},
          TicketHeld{"20261123-A001", 2, "1001", "documents", 6'000},
          ServiceAdded{"20261123-A001", "1001", 'C'},
          ServingFinished{"20261123-A001", 2, "1001", "done", 7'000, 'C'},
          LaneChanged{"20261123-A001", "9001", Lane::care, "elderly"},
          TicketReturned{"20261123-A001", "1001", 8'000},
          ServiceClosed{'B', "9001", "full"},
          ServiceReopened{'B', "9001", "reopened"},
          CounterReassigned{2, "9001", "CA", "moved"},
          RatingAnswered{"20261123-A001", "9001", "explained"},
          RepairOpened{"R2611230017",
                       {20261123},
                       1,
                       "1003",
                       "CODE",
                       "123456",
                       "zh-CN",
                       {"phone", "Apple", "iPhone 15", "49015420", "hash", 30},
                       {"screen"},
                       {"sim"},
                       true,
                       true,
                       false,
                       "1",
                       {20261125},
                       "20261123-C001",
                       "R2611010018",
                       "hash"},
          RepairAdvanced{"R2611230017",
                         "1003",
                         {20261124},
                         {RepairStep::quote, RepairState::diagnosing, RepairState::quoted, {}, "more_found", 0, 5'000},
                         "S1",
                         {60'000, 8'000, "CNY"},
                         false,
                         true,
                         "slip",
                         "lost",
                         true},
          RepairCorrected{"R2611230017", "1003", {"tablet", "Apple", "iPad", "", "hash", -1}, {"other"}, {}, true},
          RepairPromised{"R2611230017", "1003", {20261130}, "parts_late"},
          RepairFetched{"R2611230017", "20261124-C002"},
          RepairErased{"R2611230017", "9001", "request"},
          LoanerAdded{1, "9001", "L-01", "Redmi 12"},
          LoanerLent{1, "R2611230017", "1003", "good", {20261201}},
          LoanerReturned{1, "R2611230017", "1003", "worn", 9'000},
          LoanerRetired{1, "9001"},
          NotesRead{"9001", "20261123-A001"},
          ConfigRefused{7, 3, {"[queue] recall_gap_s"}},
          AppointmentNoted{"a1", "P4821", {20261127}, 600, 630, 'A'},
          AppointmentCancelled{"a1"},
          AppointmentCheckedIn{"a1", "20261127-A012", 600, 630, 8'000},
          AppointmentMissed{"a1"},
          AppointmentSettled{"a1", AppointmentState::no_show},
          TicketLetPass{"20261123-A001", 2, 60'000}};
}

}  // namespace

TEST_CASE("every event comes back from its text as it was") {
  const auto facts = one_of_each();
  REQUIRE(facts.size() == std::variant_size_v<Fact>);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    REQUIRE(facts[i].index() == i);
    const Event event{facts[i], 1'700'000'000'123, 42};
    const std::string body = event_body(event);
    CAPTURE(body);
    const Event back = read_event(event_kind(event.fact), event_version(event.fact), event.at_ms, body);
    CHECK(back.fact.index() == i);
    CHECK(back.steady_ms == 42);
    CHECK(event_body(back) == body);
  }
}

TEST_CASE("a configuration of the branch's own has no number of headquarters, then as before") {
  const std::string body = event_body({ConfigApplied{"abc"}, 1, 2});
  CHECK(body.find("version") == std::string::npos);
  CHECK(std::get<ConfigApplied>(read_event("config_applied", 1, 1, body).fact).version == 0);
  CHECK(
      std::get<ConfigApplied>(read_event("config_applied", 1, 1, R"({"steady_ms":2,"digest":"abc","version":7})").fact)
          .version == 7);
}

TEST_CASE("kinds are the wire's and bodies name ticket, counter and staff") {
  CHECK(event_kind(Fact(TicketTaken{})) == "ticket_taken");
  CHECK(event_kind(Fact(VisitRated{})) == "visit_rated");
  CHECK(event_kind(Fact(ConfigApplied{})) == "config_applied");
  const auto body = nlohmann::json::parse(event_body({one_of_each()[1], 0, 7}));
  CHECK(
      body ==
      nlohmann::json::parse(
          R"({"ticket_id":"20261123-A001","counter":2,"staff":"1001","waited_ms":61000,"why":"priority_lane","kept_ms":1000,"passed_over":true,
                        "target_minutes":15,"steady_ms":7})"));
}

TEST_CASE("text that is not an event is refused, not guessed") {
  CHECK_THROWS_AS(read_event("ticket_eaten", 1, 0, "{}"), std::runtime_error);
  CHECK_THROWS_AS(read_event("ticket_taken", 2, 0, "{}"), std::runtime_error);
  CHECK_THROWS_AS(read_event("ticket_called", 0, 0, "{}"), std::runtime_error);
  CHECK_THROWS_AS(read_event("ticket_called", 4, 0, "{}"), std::runtime_error);
  CHECK_THROWS_AS(read_event("ticket_taken", 1, 0, "{}"), std::runtime_error);
  CHECK_THROWS_AS(read_event("ticket_taken", 1, 0, "nonsense"), std::runtime_error);
  CHECK_THROWS_AS(read_event("counter_opened", 1, 0, R"({"counter":"two","staff":"1","steady_ms":1})"),
                  std::runtime_error);
}

TEST_CASE("a call from before the verbs is read without what came later") {
  const char* body =
      R"({"ticket_id":"20261123-A001","counter":2,"staff":"1001","waited_ms":61000,"why":"first_come","steady_ms":7})";
  const auto called = std::get<TicketCalled>(read_event("ticket_called", 1, 5, body).fact);
  CHECK(called.waited_ms == 61'000);
  CHECK(called.kept_ms == 0);
  CHECK_FALSE(called.passed_over);
  CHECK(called.target_minutes == -1);
  CHECK_THROWS_AS(read_event("ticket_called", 2, 5, body), std::runtime_error);
}

TEST_CASE("receipts come back as they were") {
  Ticket ticket;
  ticket.id = "20261123-A001";
  ticket.day = {20261123};
  ticket.number = 1;
  ticket.lane = Lane::vip;
  ticket.code = "CODE";
  ticket.language = "en";
  ticket.state = TicketState::serving;
  ticket.ahead_when_taken = 3;
  ticket.estimate_when_taken = {1, 2};
  ticket.taken_at_ms = 10;
  ticket.taken_steady_ms = 11;
  ticket.counter = 2;
  ticket.staff = "1001";
  ticket.calls = 2;
  ticket.why = Why::first_come;
  ticket.called_at_ms = 12;
  ticket.called_steady_ms = 13;
  ticket.waited_ms = 14;
  ticket.started_at_ms = 15;
  ticket.started_steady_ms = 16;
  ticket.ended_at_ms = 17;
  ticket.ended_steady_ms = 18;
  ticket.served_ms = 19;
  ticket.outcome = "done";
  ticket.score = 5;
  ticket.aspects = {"skill"};
  ticket.print = PrintState::printed;
  ticket.print_copies = 2;
  ticket.letter = 'A';
  ticket.service = 'C';
  ticket.since_at_ms = 20;
  ticket.since_steady_ms = 21;
  ticket.kept_ms = 22;
  ticket.for_counter = 3;
  ticket.added = "BD";
  ticket.servings = {{'B', 2, "1001", 23, 24, "transferred"}};
  ticket.holds = 1;
  ticket.hold_reason = "form";
  ticket.held_at_ms = 25;
  ticket.lane_changes = 2;
  ticket.lane_reason = "elderly";
  ticket.returns = 1;
  ticket.let_passes = 2;
  const Counter counter{2, CounterState::paused, "1001", "t", "l", "meal", 99, 2};
  CHECK(std::get<Answer>(read_receipt(receipt_json(Answer{ticket, counter}))) == Answer{ticket, counter});
  CHECK(std::get<Answer>(read_receipt(receipt_json(Answer{}))) == Answer{});
  const Answer helped{{}, {}, AssistanceCall{7, {20261123}, "kiosk", "en", 5, 6}};
  CHECK(std::get<Answer>(read_receipt(receipt_json(helped))) == helped);
  const Refusal refusal{RefusalCode::service_full, "A"};
  CHECK(std::get<Refusal>(read_receipt(receipt_json(refusal))) == refusal);
  CHECK_THROWS_AS(read_receipt("{\"ticket\":{}}"), std::runtime_error);
  CHECK_NOTHROW(receipt_json(Refusal{RefusalCode::ticket_unknown, "\xff\xfe"}));
}

TEST_CASE("every refusal has a name of its own that reads back") {
  for (int i = 0; i <= static_cast<int>(RefusalCode::branch_unable); ++i) {
    const auto code = static_cast<RefusalCode>(i);
    RefusalCode back{};
    CAPTURE(i);
    REQUIRE(from_string(to_string(code), back));
    CHECK(back == code);
  }
}

TEST_CASE("a hand-in of version 1 told its codes, one of today does not") {
  RepairOpened opened;
  opened.repair_id = "R2611230017";
  opened.code = "ABCDEFGHJKMN";
  opened.pickup_code = "123456";
  opened.codes_hash = "0123";
  const std::string body = event_body({opened, 1, 2});
  CHECK(body.find("ABCDEFGHJKMN") == std::string::npos);
  CHECK(body.find("123456") == std::string::npos);
  auto old = nlohmann::json::parse(body);
  old.erase("codes_hash");
  old["code"] = "ABCDEFGHJKMN";
  old["pickup_code"] = "123456";
  const auto back = std::get<RepairOpened>(read_event("repair_opened", 1, 1, old.dump()).fact);
  CHECK(back.code == "ABCDEFGHJKMN");
  CHECK(back.pickup_code == "123456");
  CHECK(back.codes_hash.empty());
}
