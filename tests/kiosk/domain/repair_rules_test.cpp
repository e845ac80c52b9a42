// What a hand-in, a step, a loaner and the end of an order need beside being in order.
#include <algorithm>

#include "kiosk/domain/repair_alerts.h"
#include "kiosk/domain/repair_figures.h"
#include "tests/kiosk/domain/repair_hall.h"
#include "tests/support/catch.h"

using namespace menting::domain;
using menting::tests::day_ms;
using menting::tests::good_repair;
using menting::tests::Hall;
using menting::tests::hour_ms;
using menting::tests::opened;
using menting::tests::refusal_of;
using menting::tests::step;
using menting::tests::walk;

namespace repair_rules_test {

namespace {

using T = RepairStep;
std::string field_refused(Hall& hall, const OpenRepair& command) {
  const Refusal refusal = refusal_of(hall, command);
  CHECK(refusal.code == RefusalCode::repair_field_invalid);
  return refusal.about;
}

const std::string* note_of(const Decision& decision, const std::string& kind) {
  const auto found =
      std::find_if(decision.notes.begin(), decision.notes.end(), [&](const Note& note) { return note.kind == kind; });
  return found == decision.notes.end() ? nullptr : &found->text;
}

}  // namespace

TEST_CASE("a hand-in gets an order and a number in the after-sales queue", "[repairs]") {
  Hall hall;
  const auto decision = hall.run(good_repair());
  REQUIRE(decision);
  const RepairOrder& order = *hall.branch.repair(decision.value().repair);
  CHECK(order.number == repair_number({20261123}, 1));
  CHECK(order.state == RepairState::handed_in);
  CHECK(order.device.tac == "49015420");
  CHECK(order.device.age_months == 30);
  CHECK_FALSE(order.warranty);
  CHECK(order.promised_day == BusinessDay{20261125});
  CHECK(order.ticket == "20261123-C001");
  CHECK(hall.branch.ticket(order.ticket)->code == "TCODE1");
  CHECK_FALSE(decision.value().no_ticket);
  CHECK(*note_of(decision.value(), "customer_name") == "王小明");
  CHECK(*note_of(decision.value(), "customer_phone") == "13800138000");
  CHECK(*note_of(decision.value(), "device_imei") == "490154203237518");
  CHECK(hall.branch.repairs().of_ticket(order.ticket) == &order);
  CHECK(opened(hall, good_repair(2)).number == repair_number({20261123}, 2));
}

TEST_CASE("a hall that gives no numbers takes the device all the same", "[repairs]") {
  auto plan = menting::tests::demo_plan();
  plan.opens_minute = 11 * 60;
  Hall hall(plan);
  const auto decision = hall.run(good_repair());
  REQUIRE(decision);
  CHECK(decision.value().no_ticket->code == RefusalCode::branch_closed);
  CHECK(hall.branch.repair(decision.value().repair)->ticket.empty());
  CHECK(hall.branch.active().empty());
}

TEST_CASE("every field of a hand-in that is wrong is named", "[repairs]") {
  Hall hall;
  const auto field_when = [&](auto&& change) {
    OpenRepair command = good_repair();
    change(command);
    return field_refused(hall, command);
  };
  CHECK(field_when([](OpenRepair& c) { c.intake.kind = "fridge"; }) == "device.kind");
  CHECK(field_when([](OpenRepair& c) { c.intake.brand = " "; }) == "device.brand");
  CHECK(field_when([](OpenRepair& c) { c.intake.model = "13800138000"; }) == "device.model");
  CHECK(field_when([](OpenRepair& c) { c.intake.model = "x@y.cn"; }) == "device.model");
  CHECK(field_when([](OpenRepair& c) { c.intake.imei = "490154203237517"; }) == "device.imei");
  CHECK(field_when([](OpenRepair& c) { c.intake.imei = ""; }) == "device.imei");
  CHECK(field_when([](OpenRepair& c) { c.intake.serial = "SN\x01"; }) == "device.serial");
  CHECK(field_when([](OpenRepair& c) { c.intake.faults = {}; }) == "faults");
  CHECK(field_when([](OpenRepair& c) { c.intake.faults = {""}; }) == "faults");
  CHECK(field_when([](OpenRepair& c) { c.intake.faults = {"other"}; }) == "description");
  CHECK(field_when([](OpenRepair& c) { c.intake.description = std::string(2001, 'x'); }) == "description");
  CHECK(field_when([](OpenRepair& c) { c.intake.left_with = {" "}; }) == "left_with");
  CHECK(field_when([](OpenRepair& c) { c.intake.bought = "2026-11-24"; }) == "bought");
  CHECK(field_when([](OpenRepair& c) { c.intake.bought = "yesterday"; }) == "bought");
  CHECK(field_when([](OpenRepair& c) { c.intake.name = "\t"; }) == "customer.name");
  CHECK(field_when([](OpenRepair& c) { c.intake.phone = "110"; }) == "customer.phone");
  CHECK(field_when([](OpenRepair& c) { c.consent = false; }) == "consent");
  CHECK(hall.branch.state().repairs.orders.empty());
  CHECK(hall.branch.active().empty());
}

TEST_CASE("own words about a fault become a note and the code for others", "[repairs]") {
  Hall hall;
  OpenRepair command = good_repair();
  command.intake.faults = {"screen", "屏幕有绿线"};
  command.intake.left_with = {"挂绳"};
  const auto decision = hall.run(command);
  REQUIRE(decision);
  const RepairOrder& order = *hall.branch.repair(decision.value().repair);
  CHECK(order.faults == std::vector<std::string>{"other", "screen"});
  CHECK(order.left_with == std::vector<std::string>{"other"});
  CHECK(*note_of(decision.value(), "description") == "屏幕有绿线");
  CHECK(*note_of(decision.value(), "left_with_other") == "挂绳");
}

TEST_CASE("a device that is not a phone needs no IMEI", "[repairs]") {
  Hall hall;
  OpenRepair command = good_repair();
  command.intake.kind = "router";
  command.intake.imei.clear();
  command.intake.faults = {"wifi"};
  CHECK(opened(hall, command).device.tac.empty());
}

TEST_CASE("what was bought lately is under warranty; a technician may know better, with a reason", "[repairs]") {
  Hall hall;
  OpenRepair command = good_repair();
  command.intake.bought = "2025-11-24";
  const RepairNumber number = opened(hall, command).number;
  CHECK(hall.branch.repair(number)->warranty);
  walk(hall, number, {T::receive});
  AdvanceRepair diagnose = step(number, T::diagnose);
  diagnose.warranty = false;
  CHECK(refusal_of(hall, diagnose) == Refusal{RefusalCode::repair_field_invalid, "reason"});
  diagnose.reason = "water_damage";
  REQUIRE(hall.run(diagnose));
  CHECK_FALSE(hall.branch.repair(number)->warranty);
  CHECK(hall.branch.repair(number)->moves.back().reason == "water_damage");
}

TEST_CASE("without a date of purchase nobody knows about the warranty, until a technician says", "[repairs]") {
  Hall hall;
  OpenRepair command = good_repair();
  command.intake.bought.clear();
  const RepairNumber number = opened(hall, command).number;
  CHECK(hall.branch.repair(number)->warranty_unknown());
  walk(hall, number, {T::receive});
  AdvanceRepair diagnose = step(number, T::diagnose);
  diagnose.warranty = false;
  CHECK(refusal_of(hall, diagnose) == Refusal{RefusalCode::repair_field_invalid, "reason"});
  diagnose.reason = "no_proof";
  REQUIRE(hall.run(diagnose));
  CHECK_FALSE(hall.branch.repair(number)->warranty_unknown());
  CHECK_FALSE(hall.branch.repair(number)->warranty);
  // What a technician said holds, whatever date is found later.
  command.intake.bought = "2026-10-01";
  REQUIRE(hall.run(CorrectRepair{number, "1003", {}, command.intake}));
  CHECK_FALSE(hall.branch.repair(number)->warranty);
}

TEST_CASE("an order without a device is given up at once, and a quote that nobody answers after the time of the terms",
          "[repairs]") {
  Hall hall;
  const RepairNumber never_came = opened(hall, good_repair(1)).number, silent = opened(hall, good_repair(2)).number;
  AdvanceRepair abandon = step(never_came, T::abandon);
  abandon.reason.clear();  // staff's page asks for one, the step itself needs none
  REQUIRE(hall.run(abandon));
  walk(hall, silent, {T::receive, T::diagnose, T::quote});
  CHECK(refusal_of(hall, step(silent, T::abandon)) == Refusal{RefusalCode::abandon_too_early, "60"});
  hall.clock.advance_ms(60 * day_ms);
  walk(hall, silent, {T::abandon});
}

TEST_CASE("work that is paid for is quoted first", "[repairs]") {
  Hall hall;
  const RepairNumber number = opened(hall, good_repair()).number;
  walk(hall, number, {T::receive, T::diagnose});
  CHECK(refusal_of(hall, step(number, T::repair)).code == RefusalCode::quote_missing);
  AdvanceRepair quote = step(number, T::quote);
  quote.cost = RepairCost{-1, 0, "CNY"};
  CHECK(refusal_of(hall, quote).about == "parts_minor");
  quote.cost = RepairCost{0, 10'000'001, "CNY"};
  CHECK(refusal_of(hall, quote).about == "labour_minor");
  quote.cost = RepairCost{1, 1, "EUR"};
  CHECK(refusal_of(hall, quote).about == "currency");
  quote.cost.reset();
  CHECK(refusal_of(hall, quote).about == "parts_minor");
  walk(hall, number, {T::quote});
  CHECK(hall.branch.repair(number)->due_minor() == 0);
  walk(hall, number, {T::approve, T::repair});
  CHECK(hall.branch.repair(number)->due_minor() == 68'000);
}

TEST_CASE("an answer is to the quote that was seen, and what was approved stays on record", "[repairs]") {
  Hall hall;
  const RepairNumber number = opened(hall, good_repair()).number;
  const RepairOrder& order = *hall.branch.repair(number);
  const auto quote = [&](std::int64_t parts_minor) {
    AdvanceRepair command = step(number, T::quote);
    command.cost = RepairCost{parts_minor, 8'000, "CNY"};
    REQUIRE(hall.run(command));
  };
  const auto answer = [&](T which, std::optional<int> named, std::optional<std::int64_t> total_minor) {
    AdvanceRepair command = step(number, which);
    command.quote = named;
    command.total_minor = total_minor;
    return refusal_of(hall, command);
  };
  walk(hall, number, {T::receive, T::diagnose, T::quote});
  CHECK(answer(T::approve, {}, 68'001).code == RefusalCode::quote_changed);
  CHECK(answer(T::approve, 2, {}).code == RefusalCode::quote_changed);
  CHECK(answer(T::approve, 1, 68'000).about == "was done");
  CHECK(order.due_minor() == 68'000);
  // More was found: what was approved stays so until the customer says otherwise.
  walk(hall, number, {T::repair});
  quote(90'000);
  CHECK(order.due_minor() == 68'000);
  CHECK_FALSE(order.approved);
  CHECK(answer(T::approve, {}, 68'000).code == RefusalCode::quote_changed);
  CHECK(answer(T::approve, {}, {}).code == RefusalCode::quote_changed);  // which one?
  CHECK(answer(T::decline, {}, 98'000).about == "was done");
  CHECK(order.due_minor() == 68'000);
  REQUIRE(order.quotes.size() == 2);
  CHECK(order.quotes[0].answer == "approved");
  CHECK(order.quotes[1].answer == "declined");
  SECTION("the repair that was agreed goes on") {
    walk(hall, number, {T::repair, T::test, T::ready, T::hand_over});
    CHECK(order.due_minor() == 68'000);
  }
  SECTION("given back as it is, it costs nothing") {
    walk(hall, number, {T::ready, T::hand_over});
    CHECK(order.due_minor() == 0);
    CHECK(order.quotes[0].cost.total_minor() == 68'000);
  }
}

TEST_CASE("who declines what was never agreed gets no repair, and warranty costs nothing", "[repairs]") {
  Hall hall;
  const RepairNumber number = opened(hall, good_repair()).number;
  walk(hall, number, {T::receive, T::diagnose, T::quote, T::decline});
  CHECK(refusal_of(hall, step(number, T::repair)).code == RefusalCode::quote_missing);
  OpenRepair young = good_repair(2);
  young.intake.bought = "2026-05-01";
  const RepairNumber covered = opened(hall, young).number;
  walk(hall, covered, {T::receive, T::diagnose, T::quote, T::approve, T::repair, T::test, T::ready});
  CHECK(hall.branch.repair(covered)->due_minor() == 0);
  CHECK(hall.branch.repair(covered)->approved_cost.total_minor() == 68'000);
}

TEST_CASE("what was approved is approved after a stay at the repair centre", "[repairs]") {
  Hall hall;
  const RepairNumber number = opened(hall, good_repair()).number;
  walk(hall, number,
       {T::receive, T::diagnose, T::quote, T::approve, T::send_out, T::take_back, T::diagnose, T::repair});
  CHECK(hall.branch.repair(number)->state == RepairState::repairing);
  CHECK(hall.branch.repair(number)->due_minor() == 68'000);
  walk(hall, number, {T::return_unrepaired});  // beyond repair after all: nothing is paid
  CHECK(hall.branch.repair(number)->due_minor() == 0);
}

TEST_CASE("one place on the shelf holds one device", "[repairs]") {
  Hall hall;
  const RepairNumber first = opened(hall, good_repair(1)).number, second = opened(hall, good_repair(2)).number;
  AdvanceRepair receive = step(first, T::receive);
  receive.shelf = "b-3";
  REQUIRE(hall.run(receive));
  CHECK(hall.branch.repair(first)->shelf == "B-3");
  receive.repair = second;
  receive.shelf = "B-3";
  CHECK(refusal_of(hall, receive) == Refusal{RefusalCode::shelf_taken, "B-3"});
  receive.shelf = "架子";
  CHECK(refusal_of(hall, receive).about == "shelf");
  receive.shelf.clear();
  REQUIRE(hall.run(receive));
  CHECK(hall.branch.repair(second)->shelf == "S1");
  walk(hall, second, {T::diagnose, T::send_out});
  CHECK(hall.branch.repair(second)->shelf.empty());
  CHECK(hall.branch.repairs().free_shelf() == "S1");
}

TEST_CASE("a device is handed over to who shows that it is theirs", "[repairs]") {
  auto plan = menting::tests::demo_plan();
  plan.repairs.identity_required = true;
  Hall hall(plan);
  const RepairNumber number = opened(hall, good_repair()).number;
  walk(hall, number, {T::receive, T::diagnose, T::quote, T::approve, T::repair, T::test, T::ready});
  AdvanceRepair over = step(number, T::hand_over);
  over.identity_checked = false;
  CHECK(refusal_of(hall, over).code == RefusalCode::identity_wrong);
  over.pickup_code = "123457";
  CHECK(refusal_of(hall, over).code == RefusalCode::identity_wrong);
  over.pickup_code = "123456";
  REQUIRE(hall.run(over));
  const RepairOrder& order = *hall.branch.repair(number);
  CHECK(order.identity == "pickup_code");
  CHECK(order.shelf.empty());
  CHECK(order.ended_day == BusinessDay{20261123});
}

TEST_CASE("a ready device is abandoned only after the time of the terms", "[repairs]") {
  Hall hall;
  const RepairNumber number = opened(hall, good_repair()).number;
  walk(hall, number, {T::receive, T::diagnose, T::quote, T::decline, T::ready});
  hall.clock.advance_ms(59 * day_ms);
  CHECK(refusal_of(hall, step(number, T::abandon)) == Refusal{RefusalCode::abandon_too_early, "1"});
  hall.clock.advance_ms(day_ms);
  walk(hall, number, {T::abandon});
}

TEST_CASE("who fetches a ready device gets one number in the short lane", "[repairs]") {
  Hall hall;
  hall.take('C');
  const RepairNumber number = opened(hall, good_repair()).number;
  CHECK(refusal_of(hall, FetchRepair{number, "F1", "zh-CN"}) == Refusal{RefusalCode::repair_not_ready, "handed_in"});
  walk(hall, number, {T::receive, T::diagnose, T::quote, T::approve, T::repair, T::test, T::ready});
  const Ticket& ticket = hall.done(FetchRepair{number, "F1", "zh-CN"});
  CHECK(ticket.lane == Lane::appointment);
  CHECK(ticket.ahead_when_taken == 0);
  CHECK(hall.done(FetchRepair{number, "F2", "zh-CN"}).id == ticket.id);
  CHECK(hall.branch.repairs().of_ticket(ticket.id)->number == number);
  // Gone away without it: the next time it is a new one.
  hall.done(CancelTicket{ticket_name(ticket), "1001", ""});
  CHECK(hall.done(FetchRepair{number, "F3", "zh-CN"}).id != "20261123-C003");
}

TEST_CASE("who comes for a device whose repair is over hears what became of it", "[repairs]") {
  Hall hall;
  const RepairNumber fetched = opened(hall, good_repair(1)).number, back = opened(hall, good_repair(2)).number;
  const RepairNumber given_up = opened(hall, good_repair(3)).number;
  walk(hall, fetched, {T::receive, T::diagnose, T::quote, T::approve, T::repair, T::test, T::ready, T::hand_over});
  walk(hall, back, {T::receive, T::return_unrepaired});
  walk(hall, given_up, {T::abandon});
  CHECK(refusal_of(hall, FetchRepair{fetched, "F1", "zh-CN"}) == Refusal{RefusalCode::repair_over, "handed_over"});
  CHECK(refusal_of(hall, FetchRepair{back, "F1", "zh-CN"}) == Refusal{RefusalCode::repair_over, "returned_unrepaired"});
  CHECK(refusal_of(hall, FetchRepair{given_up, "F1", "zh-CN"}) == Refusal{RefusalCode::repair_over, "abandoned"});
}

TEST_CASE("nothing is promised for a day on which nothing is repaired", "[repairs]") {
  auto plan = menting::tests::demo_plan();
  plan.repairs.rest_weekdays = {0, 6};
  plan.repairs.rest_days = {{20261130}};
  Hall hall(plan);
  const RepairNumber number = opened(hall, good_repair()).number;
  for (const BusinessDay rest : {BusinessDay{20261128}, BusinessDay{20261129}, BusinessDay{20261130}}) {
    CHECK(refusal_of(hall, PromiseRepair{number, "1003", rest, "parts_late"}) ==
          Refusal{RefusalCode::promise_on_rest_day, "2026-12-01"});
  }
  REQUIRE(hall.run(PromiseRepair{number, "1003", {20261201}, "parts_late"}));
  CHECK(hall.branch.repair(number)->promised_day == BusinessDay{20261201});
}

TEST_CASE("nobody waits for a repair that is over, but who waits for something else as well", "[repairs]") {
  Hall hall;
  const RepairOrder& first = opened(hall, good_repair(1));
  const TicketId first_ticket = first.ticket;
  walk(hall, first.number, {T::return_unrepaired});
  CHECK(hall.branch.ticket(first_ticket)->state == TicketState::cancelled);
  CHECK(hall.branch.ticket(first_ticket)->outcome == "repair_over");

  const RepairOrder& second = opened(hall, good_repair(2));
  hall.done(AddService{ticket_name(*hall.branch.ticket(second.ticket)), "1001", 'A'});
  AdvanceRepair gone = step(second.number, T::abandon);
  gone.reason = "customer_asked";
  REQUIRE(hall.run(gone));
  CHECK(hall.branch.ticket(second.ticket)->state == TicketState::waiting);

  const RepairOrder& third = opened(hall, good_repair(3));
  walk(hall, third.number, {T::receive, T::diagnose, T::quote, T::decline, T::ready});
  hall.done(CancelTicket{ticket_name(*hall.branch.ticket(third.ticket)), "1001", ""});
  const Ticket& fetches = hall.done(FetchRepair{third.number, "F1", "zh-CN"});
  walk(hall, third.number, {T::hand_over});
  CHECK(fetches.state == TicketState::cancelled);
}

TEST_CASE("personal data goes when its time is over, or when a manager says so", "[repairs]") {
  Hall hall;
  const RepairNumber kept = opened(hall, good_repair(1)).number, asked = opened(hall, good_repair(2)).number;
  CHECK(refusal_of(hall, EraseRepair{asked, "9001"}).code == RefusalCode::repair_open);
  walk(hall, kept, {T::return_unrepaired});
  walk(hall, asked, {T::return_unrepaired});
  CHECK(refusal_of(hall, EraseRepair{asked, "1003"}).code == RefusalCode::role_missing);
  const auto erased = hall.run(EraseRepair{asked, "9001"});
  REQUIRE(erased);
  CHECK(erased.value().erasures.size() == 1);
  CHECK(hall.branch.repair(asked)->erased);
  CHECK(hall.run(EraseRepair{asked, "9001"}).value().facts.empty());
  hall.clock.advance_ms(179 * day_ms);
  CHECK(hall.run(TurnDay{}).value().erasures.empty());
  hall.clock.advance_ms(day_ms);
  const auto turned = hall.run(TurnDay{});
  REQUIRE(turned.value().erasures.size() == 1);
  CHECK(turned.value().erasures[0].about == kept);
  CHECK(hall.branch.repair(kept)->erased);
}

TEST_CASE("what was erased before a backup was put back is erased at the start", "[repairs]") {
  Hall hall;
  const RepairNumber number = opened(hall, good_repair()).number;
  const auto started = hall.run(StartBranch{"1", "digest", {number, "R2611239999"}});
  REQUIRE(started);
  REQUIRE(started.value().erasures.size() == 1);
  CHECK(started.value().erasures[0].about == number);
  CHECK(hall.branch.repair(number)->erased);
  CHECK(hall.branch.repair(number)->code.empty());
  CHECK(refusal_of(hall, CorrectRepair{number, "1003", {}, good_repair().intake}).code == RefusalCode::repair_erased);
}

TEST_CASE("a repair of one day alerts nobody on the day that it is handed in", "[repairs]") {
  auto plan = menting::tests::demo_plan();
  plan.repairs.promise_days = 1;
  Hall hall(plan);
  opened(hall, good_repair());
  CHECK(repair_alerts(hall.branch, hall.clock.now()).empty());
  hall.clock.advance_ms(day_ms - 4 * hour_ms);  // in the morning it is due
  const auto alerts = repair_alerts(hall.branch, hall.clock.now());
  REQUIRE_FALSE(alerts.empty());
  CHECK(alerts[0].trouble == RepairTrouble::repair_due);
}

TEST_CASE("the manager learns of a promise before it is broken", "[repairs]") {
  Hall hall;
  const RepairNumber number = opened(hall, good_repair()).number;  // promised for the 25th
  const auto troubles = [&] {
    std::vector<RepairTrouble> all;
    for (const RepairAlert& alert : repair_alerts(hall.branch, hall.clock.now())) all.push_back(alert.trouble);
    return all;
  };
  CHECK(troubles().empty());
  walk(hall, number, {T::receive});
  hall.clock.advance_ms(day_ms);
  CHECK(troubles() == std::vector{RepairTrouble::repair_due});
  hall.clock.advance_ms(hour_ms);
  CHECK(troubles() == std::vector{RepairTrouble::repair_due, RepairTrouble::repair_stuck});
  hall.clock.advance_ms(2 * day_ms);
  CHECK(troubles().front() == RepairTrouble::repair_overdue);
  REQUIRE(hall.run(PromiseRepair{number, "1003", {20261201}, "parts_late"}));
  CHECK(refusal_of(hall, PromiseRepair{number, "1003", {20261202}, ""}).about == "reason");
  CHECK(refusal_of(hall, PromiseRepair{number, "1003", {20261101}, "parts_late"}).about == "promised_day");
  CHECK(hall.branch.repair(number)->first_promised_day == BusinessDay{20261125});
  CHECK(troubles() == std::vector{RepairTrouble::repair_stuck});
  REQUIRE(hall.run(AddLoaner{"9001", "L-01", "Redmi 12"}));
  REQUIRE(hall.run(LendLoaner{number, "1003", "L-01", "good", {20261127}}));
  hall.clock.advance_ms(2 * day_ms);
  CHECK(troubles().back() == RepairTrouble::loaner_overdue);
  const auto figures = repair_figures({*hall.branch.repair(number)}, {20261101}, {20261130}, {20261202});
  CHECK(figures.totals.opened == 1);
  CHECK(figures.totals.promises == 1);
  CHECK(figures.totals.promises_kept == 0);
  CHECK(figures.times[static_cast<std::size_t>(RepairState::handed_in)].count == 1);
}

}  // namespace repair_rules_test
