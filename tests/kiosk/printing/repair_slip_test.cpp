#include "tests/kiosk/printing/loop_hall.h"
#include "tests/kiosk/printing/paper.h"
#include "tests/support/catch.h"

using namespace menting;
using printing::Condition;
using printing::Outcome;
using tests::Hall;

TEST_CASE("a repair's slip has its number, code, device and promise, and says what came of it") {
  const auto [outcome, code] = GENERATE(table<Outcome, std::string>(
      {{Outcome::done, "ready"}, {Outcome::paper_out, "paper_out"}, {Outcome::unknown, "unknown"}}));
  Hall hall;
  hall.tray->outcomes = {outcome};
  const auto loop = hall.loop();
  printing::RepairSlip slip;
  slip.order.number = "R2611250016";
  slip.order.code = "ABCDEFGHJKMN";
  slip.order.pickup_code = "604178";
  slip.order.language = "zh-CN";
  slip.order.device.kind = "phone";
  slip.order.device.brand = "HUAWEI";
  slip.order.device.model = "Mate 70";
  slip.order.faults = {"screen", "water"};
  slip.order.promised_day = {20261127};
  std::vector<Condition> heard;
  CHECK(loop->print_repair(slip, [&](const Condition& condition) { heard.push_back(condition); }));
  loop->run_once();
  REQUIRE(heard.size() == 1);
  CHECK(heard[0].code == code);
  REQUIRE(hall.tray->count() == 1);
  const auto paper = tests::decode_escpos(hall.tray->jobs[0]).at(0);
  CHECK(tests::scan(paper) == "ABCDEFGHJKMN\n");
  printing::Fonts fonts;
  CHECK(tests::shows(paper, fonts, {"维修单", 30, printing::Weight::bold, true}));
  CHECK(tests::shows(paper, fonts, {"手机 · HUAWEI Mate 70", 34, printing::Weight::bold}));
  CHECK(tests::shows(paper, fonts, {"屏幕碎裂、进水", 28, printing::Weight::regular}));
}

TEST_CASE("a hand-in's number comes out once, on the order's own slip, also after a restart") {
  Hall hall;
  domain::OpenRepair command;
  command.intake.kind = "phone";
  command.intake.brand = "HUAWEI";
  command.intake.model = "Mate 70";
  command.intake.imei = "490154203237518";
  command.intake.faults = {"screen"};
  command.intake.name = "王小明";
  command.intake.phone = "13800138000";
  command.consent = true;
  command.code = "ABCDEFGHJKMN";
  command.ticket_code = "TICKETCODE12";
  command.pickup_code = "604178";
  command.language = "zh-CN";
  const auto answer = std::get<desk::Answer>(hall.desk.ask(command));
  REQUIRE(answer.ticket);
  // The loop that was running when it was taken never came to print: this is the next start's.
  const auto loop = hall.loop();
  CHECK(loop->run_once() == 1);
  hall.desk_turn();
  CHECK(loop->run_once() == 0);
  REQUIRE(hall.tray->count() == 1);
  CHECK(hall.print_state(answer.ticket->id) == domain::PrintState::printed);
  const auto paper = tests::decode_escpos(hall.tray->jobs[0]).at(0);
  CHECK(tests::scan(paper) == "ABCDEFGHJKMN\n");
  printing::Fonts fonts;
  CHECK(tests::shows(paper, fonts, {domain::ticket_name(*answer.ticket), 96, printing::Weight::bold}));
}

TEST_CASE("too many slips that wait are not taken, and each that was taken is answered") {
  Hall hall;
  const auto loop = hall.loop();
  int taken = 0, heard = 0;
  while (taken < 20 && loop->print_repair({}, [&](const Condition&) { ++heard; })) ++taken;
  CHECK(taken < 20);
  loop->run_once();
  CHECK(heard == taken);
}
