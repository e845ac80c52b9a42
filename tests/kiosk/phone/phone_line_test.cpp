// What the branch says beside its events, and what it does when phones ask.
#include "kiosk/phone/phone_line.h"

#include "tests/kiosk/phone/hall_line.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::domain;
using namespace std::chrono_literals;
using tests::HallLine;
using tests::Json;

namespace {

constexpr const char* code1 = "AAAA2222BBB1";
constexpr const char* code2 = "AAAA2222BBB2";
constexpr const char* code3 = "AAAA2222BBB3";

OpenRepair hand_in() {
  OpenRepair command;
  command.staff = "1003";
  command.intake.kind = "phone";
  command.intake.brand = "华为";
  command.intake.model = "Mate 60";
  command.intake.imei = "490154203237518";
  command.intake.faults = {"screen"};
  command.intake.name = "王小明";
  command.intake.phone = "13800138000";
  command.backed_up = command.lock_code_understood = command.consent = true;
  command.terms_version = "1";
  command.language = "zh-CN";
  command.code = code3;
  command.pickup_code = "123456";
  command.ticket_code = "TTTT2222BBB3";
  return command;
}

AdvanceRepair step(const RepairNumber& repair, RepairStep which) {
  AdvanceRepair command;
  command.repair = repair;
  command.staff = "1003";
  command.step = which;
  return command;
}

}  // namespace

TEST_CASE("how the hall is is said once, and again when it changes, not too often") {
  HallLine hall;
  const Json first = hall.heard();
  CHECK(first["branch"] == "BJ-0001");
  CHECK(first["version"] == "0.1.0");
  CHECK(first["services"].size() == 4);
  CHECK(first["services"][0]["group"] == "new_business");
  CHECK(first["counters"][0]["state"] == "closed");
  CHECK(first["repair_keys"].empty());
  CHECK(first["health"]["disk_free_mb"] == 100);
  CHECK(hall.said().is_null());
  hall.does(OpenCounter{1, "1001"});
  CHECK(hall.said(1s).is_null());
  CHECK(hall.line->quiet(hall.now) > 20s);
  CHECK(hall.heard({}, 30s)["counters"][0]["state"] == "open");
  CHECK(hall.said(60s).is_null());
  CHECK_FALSE(hall.heard({}, 5min).is_null());
  CHECK(hall.said().is_null());
  CHECK(hall.line->quiet(hall.now) > 60s);
}

TEST_CASE("a document that was not heard is said again whole") {
  HallLine hall;
  hall.take('A', code1);
  hall.heard({{"watched", {HallLine::key(code1)}}});
  REQUIRE(hall.said()["slips"].size() == 1);
  hall.line->unanswered();
  REQUIRE(hall.heard({{"watched", {HallLine::key(code1)}}})["slips"].size() == 1);
  CHECK(hall.said().is_null());
  CHECK_THROWS(hall.line->nudge("[]"));
  CHECK_FALSE(hall.line->answered("[]", hall.now));
  CHECK_FALSE(hall.line->answered(R"({"watched":[1],"asks":[]})", hall.now));
}

TEST_CASE("a ticket that somebody looks at is told whenever its place changes") {
  HallLine hall;
  hall.take('A', code1);
  hall.take('A', code2);
  const Json watch = {{"watched", {HallLine::key(code2), HallLine::key("ZZZZ2222BBB9")}},
                      {"url", "https://hq.example"}};
  CHECK_FALSE(hall.heard(watch).contains("slips"));
  const Json told = hall.heard(watch);
  REQUIRE(told["slips"].size() == 1);
  CHECK(told["unknown"] == Json{HallLine::key("ZZZZ2222BBB9")});
  CHECK(HallLine::opened(told["slips"][0], code1).is_null());
  const Json slip = HallLine::opened(told["slips"][0], code2);
  CHECK(slip["ticket"] == "A002");
  CHECK(slip["state"] == "waiting");
  CHECK(slip["ahead"] == 1);
  CHECK(slip["behind"] == 0);
  CHECK(slip["let_pass_left"] == 3);
  CHECK_FALSE(slip.contains("code"));
  CHECK_FALSE(slip.contains("servings"));
  CHECK(slip["hall"]["timezone"] == "Asia/Shanghai");
  const std::int64_t until_ms = told["slips"][0]["until"];
  CHECK(until_ms == 1795363200000 + 3 * 24 * 3600 * 1000LL);  // two days after the day's end in Shanghai
  CHECK(hall.desk.slip_address().of(code1) == "https://hq.example/s/BJ-0001#" + std::string(code1));

  CHECK(hall.heard(watch).is_null());
  hall.does(OpenCounter{1, "1001"});
  hall.does(CallNext{1, "1001"});
  CHECK(HallLine::opened(hall.heard(watch)["slips"][0], code2)["ahead"] == 0);
  hall.does(StartServing{1, "1001"});
  hall.does(FinishServing{1, "1001", ""});
  hall.heard(watch);
  hall.does(CallNext{1, "1001"});
  const Json called = HallLine::opened(hall.heard(watch)["slips"][0], code2);
  CHECK(called["state"] == "called");
  CHECK(called["counter"] == 1);
  // Nobody looks any more.
  hall.heard({}, 6s);
  hall.does(StartServing{1, "1001"});
  CHECK_FALSE(hall.heard({}, 31s).contains("slips"));
}

TEST_CASE("who asks on a phone is answered, once, and nobody asks without the slip") {
  HallLine hall;
  for (const char* code : {code1, code2, code3}) hall.take('A', code);
  hall.heard();
  const Json pass = hall.ask("id-1", code1, {{"kind", "let_pass"}, {"n", 1}});
  Json forged = hall.ask("id-2", code2, {{"kind", "cancel"}});
  forged["key"] = HallLine::key(code3);
  Json repeated = hall.ask("id-3", code2, {{"kind", "cancel"}});
  repeated["id"] = "id-4";
  const Json asks = {{"asks", {pass, forged, repeated}}};
  hall.line->nudge("{}");
  hall.heard(asks);
  Json answers;
  for (int i = 0; i < 100 && answers.size() < 3; ++i) {
    hall.line->nudge("{}");
    answers = hall.heard(asks)["answers"];
    std::this_thread::sleep_for(10ms);
  }
  REQUIRE(answers.size() == 3);
  CHECK(answers[0] == Json{{"id", "id-1"}, {"state", "done"}});
  CHECK(answers[1]["refusal"] == "ticket_unknown");
  CHECK(answers[1]["detail"]["zh-CN"] != answers[1]["detail"]["en"]);
  CHECK(answers[2]["state"] == "refused");
  CHECK(hall.desk.board()->find("A001")->let_passes == 1);
  CHECK(hall.desk.board()->find("A002")->state == TicketState::waiting);
  CHECK(hall.wakes > 0);

  // Headquarters has them; it lost the first and asks again: it is not done twice.
  hall.line->nudge("{}");
  hall.heard();
  hall.line->nudge("{}");
  hall.heard({{"asks", {pass}}});
  for (int i = 0; i < 100 && !hall.heard({{"asks", {pass}}}).contains("answers"); ++i) {
    hall.line->nudge("{}");
    std::this_thread::sleep_for(10ms);
  }
  CHECK(hall.desk.board()->find("A001")->let_passes == 1);
}

TEST_CASE("repairs are told at every step, with what the customer may read, and go when they are erased") {
  HallLine hall;
  REQUIRE(hall.does(hand_in()));
  const Json first = hall.heard();
  REQUIRE(first["slips"].size() == 1);
  CHECK(first["slips"][0]["kind"] == "repair");
  CHECK(first["slips"][0]["key"] == HallLine::key(code3));
  const Json slip = HallLine::opened(first["slips"][0], code3);
  CHECK(slip["texts"]["zh-CN"]["state"] == "handed_in");
  CHECK(slip["texts"]["zh-CN"]["told"] != slip["texts"]["en"]["told"]);
  CHECK(slip.dump().find("王小明") == std::string::npos);
  CHECK(slip.dump().find("13800138000") == std::string::npos);
  hall.heard();  // with the list of all
  CHECK(hall.said().is_null());

  const std::string number = slip["texts"]["en"]["number"];
  AdvanceRepair taken = step(number, RepairStep::receive);
  taken.note_customer = "屏幕要换";
  REQUIRE(hall.does(taken));
  const Json next = HallLine::opened(hall.heard()["slips"][0], code3);
  CHECK(next["texts"]["en"]["state"] == "received");
  CHECK(next["texts"]["zh-CN"]["steps"][0]["note"] == "屏幕要换");
  // A program that begins anew tells all of them again, and so does one whose headquarters lacks some.
  hall.line = hall.make_line();
  CHECK(hall.heard()["slips"].size() == 1);
  hall.line->nudge("{}");
  hall.heard({{"resend", true}});
  CHECK(hall.heard()["slips"].size() == 1);

  AdvanceRepair back = step(number, RepairStep::return_unrepaired);
  back.reason = "customer_asked";
  back.identity_checked = true;
  REQUIRE(hall.does(back));
  hall.heard();
  REQUIRE(hall.does(EraseRepair{number, "9001"}));
  CHECK(hall.heard()["gone"] == Json{HallLine::key(code3)});
  CHECK(hall.heard().is_null());
}
