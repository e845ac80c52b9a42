// A device is handed in question by question, and asked about afterwards: the flow alone.
#include <algorithm>

#include "tests/kiosk/ui/flow_hall.h"

using namespace menting;
using namespace menting::domain;
using namespace menting::ui;
using tests::FlowHall;

namespace {

FlowSettings with_devices() {
  FlowSettings settings;
  DeviceBrand huawei{{{"zh-CN", "华为"}, {"en", "HUAWEI"}}, {{"phone", {"Mate 70 Pro", "Mate 70"}}}};
  DeviceBrand vivo{{{"zh-CN", "vivo"}, {"en", "vivo"}}, {{"phone", {"X200"}}}};
  settings.devices.brands = {huawei, vivo};
  return settings;
}

struct HandInHall : FlowHall {
  HandInHall() : FlowHall(with_devices()) {}

  void tap(const RepairIntent& intent) { go(DoRepair{intent}); }
  const RepairDraft& draft() const { return state().draft; }
  void write(std::string_view text) {
    go(SetKeyMode{KeyMode::letters});
    for (const char c : text) go(TypeText{std::string(1, c)});
    go(EnterKeys{});
  }
  void keys(std::string_view text) {
    for (const char c : text) go(TypeKey{c});
    go(EnterKeys{});
  }
  void stroke() {
    flow.stroke_begins(0.2F, 0.5F, now);
    flow.stroke_goes_on(0.6F, 0.4F);
    flow.stroke_ends();
  }
  /// Answers the page it is on.
  void answer() {
    const Page at = page();
    if (at == Page::repair_kind) return tap(ChooseKind{"phone"});
    if (at == Page::repair_brand) return tap(ChooseBrand{"HUAWEI"});
    if (at == Page::repair_model) return tap(ChooseModel{"Mate 70"});
    if (at == Page::repair_serial) return keys("490154203237518");
    if (at == Page::repair_faults) tap(ToggleFault{"screen"});
    if (at == Page::repair_bought) {
      tap(ChooseYear{2025});
      tap(ChooseMonth{12});
    }
    if (at == Page::repair_left_with) tap(ToggleLeft{"case"});
    if (at == Page::repair_data) return tap(AnswerBackup{true});
    if (at == Page::repair_name) return write("Li Na");
    if (at == Page::repair_phone) return keys("13800138000");
    if (at == Page::repair_sign) stroke();
    tap(NextQuestion{});
  }
  void begin() {
    go(Go{Page::repair});
    tap(BeginHandIn{});
  }
  void answer_until(Page page_wanted) {
    for (int i = 0; i < 20 && page() != page_wanted; ++i) answer();
    REQUIRE(page() == page_wanted);
  }
};

}  // namespace

TEST_CASE("every question follows the one before, and back again with all that was said") {
  HandInHall f;
  f.begin();
  std::vector<Page> seen;
  for (int i = 0; i < 20 && f.page() != Page::repair_review; ++i) {
    seen.push_back(f.page());
    f.go(DoRepair{NextQuestion{}});  // what is not answered is not passed, but for marks and what is only agreed to
    if (f.page() == seen.back()) f.answer();
    REQUIRE(f.page() != seen.back());
  }
  REQUIRE(f.page() == Page::repair_review);
  CHECK(seen == questions_of(f.draft()));
  for (auto page = seen.rbegin(); page != seen.rend(); ++page) {
    f.go(GoBack{});
    if (*page == Page::repair_bought) f.go(GoBack{});  // from the months to the years
    INFO(screen_name(*page));
    if (*page == Page::repair_bought) continue;
    CHECK(f.page() == *page);
  }
}

TEST_CASE("a whole hand-in goes out as it was said") {
  HandInHall f;
  f.begin();
  f.answer_until(Page::repair_body);
  f.tap(MarkBody{{BodySide::back, 0.5F, 0.25F}, 0.1F, 0.1F});
  f.tap(MarkBody{{BodySide::front, 0.2F, 0.2F}, 0.1F, 0.1F});
  f.tap(MarkBody{{BodySide::front, 0.25F, 0.15F}, 0.1F, 0.1F});  // the same place: it goes away
  f.answer_until(Page::repair_review);
  f.tap(HandIn{});
  const Outgoing out = f.out();
  const auto open = f.asked<OpenRepair>(out);
  CHECK(open.intake.kind == "phone");
  CHECK(open.intake.brand == "HUAWEI");
  CHECK(open.intake.model == "Mate 70");
  CHECK(open.intake.imei == "490154203237518");
  CHECK(open.intake.serial.empty());
  CHECK(open.intake.faults == std::vector<std::string>{"screen"});
  CHECK(open.intake.left_with == std::vector<std::string>{"case"});
  CHECK(open.intake.name == "Li Na");
  CHECK(open.intake.phone == "13800138000");
  CHECK(open.backed_up);
  CHECK(open.lock_code_understood);
  CHECK(open.consent);
  CHECK(open.scratches == R"([{"x":0.500,"y":0.250,"side":"back"}])");
  CHECK(open.signature == "[[[0.200,0.500],[0.600,0.400]]]");
  CHECK(open.language == "zh-CN");
  CHECK(checked_intake(open.intake, f.board.day));

  SECTION("refused: all of it is still there") {
    f.flow.answered(out.serial, Refusal{RefusalCode::repair_field_invalid, "customer.phone"}, f.now);
    CHECK(f.page() == Page::repair_review);
    REQUIRE(f.state().notice);
    CHECK(f.draft().name == "Li Na");
  }
  desk::Answer answer;
  answer.repair.emplace();
  answer.repair->number = "R2611250016";
  SECTION("taken with a number: the ticket's slip is the order's, so no other one is printed") {
    answer.ticket.emplace();
    answer.ticket->id = "20261123-C001";
    f.flow.answered(out.serial, answer, f.now);
    CHECK(f.page() == Page::repair_taken);
    CHECK(f.state().taken.id == "20261123-C001");
    CHECK_FALSE(f.flow.take_slip());
  }
  SECTION("taken without one: its order is shown, printed once, and nothing of the owner is left") {
    f.flow.answered(out.serial, answer, f.now);
    CHECK(f.page() == Page::repair_taken);
    CHECK(f.draft().name.empty());
    const auto slip = f.flow.take_slip();
    REQUIRE(slip);
    CHECK(slip->order.number == "R2611250016");
    CHECK_FALSE(f.flow.take_slip());
    CHECK(f.state().repair_slip == PrintState::pending);
    f.flow.slip_came("R2611250024", PrintState::printed);  // another one's
    CHECK(f.state().repair_slip == PrintState::pending);
    f.flow.slip_came("R2611250016", PrintState::failed);
    CHECK(f.state().repair_slip == PrintState::failed);
    f.pass(60'000);
    CHECK(f.page() == Page::home);
    CHECK_FALSE(f.state().story);
  }
}

TEST_CASE("what makes no sense is not taken") {
  HandInHall f;
  f.begin();
  f.tap(ChooseKind{"toaster"});
  CHECK(f.page() == Page::repair_kind);
  f.answer_until(Page::repair_serial);
  f.keys("490154203237519");  // its check digit is wrong
  CHECK(f.page() == Page::repair_serial);
  f.keys("A");
  CHECK(f.draft().number.size() <= 15);
  f.tap(SkipSerial{});  // a telephone has an IMEI
  CHECK(f.page() == Page::repair_serial);
  f.flow.scanned("490154203237518", f.board, f.now);
  CHECK(f.state().typed == "490154203237518");
  f.go(EnterKeys{});
  CHECK(f.page() == Page::repair_faults);
  f.tap(ToggleFault{"strap"});  // of watches
  CHECK(f.draft().faults.empty());
  f.tap(ToggleFault{"other"});
  f.tap(NextQuestion{});
  CHECK(f.page() == Page::repair_faults);  // it has to be said in words
  f.tap(WriteAnswer{Writing::description});
  f.write("It hums.");
  CHECK(f.page() == Page::repair_faults);
  f.tap(NextQuestion{});
  CHECK(f.page() == Page::repair_body);
  f.answer_until(Page::repair_bought);
  f.tap(ChooseYear{2026});
  f.tap(ChooseMonth{12});  // to come
  CHECK(f.draft().bought_month == 0);
  f.tap(NextQuestion{});
  CHECK(f.page() == Page::repair_bought);
  f.answer_until(Page::repair_phone);
  f.keys("12345678901");
  CHECK(f.page() == Page::repair_phone);
  for (int i = 0; i < 11; ++i) f.go(EraseKey{});
  f.answer_until(Page::repair_sign);
  f.tap(NextQuestion{});
  CHECK(f.page() == Page::repair_sign);
  f.stroke();
  f.tap(ClearSignature{});
  f.tap(NextQuestion{});
  CHECK(f.page() == Page::repair_sign);
  f.tap(HandIn{});
  CHECK_FALSE(f.flow.take_outgoing());
}

TEST_CASE("a brand or model that is searched for is found, or taken as it was typed") {
  HandInHall f;
  f.begin();
  f.tap(ChooseKind{"phone"});
  f.tap(WriteAnswer{Writing::brand});
  SECTION("both at once") {
    const auto found = find_devices(f.flow.settings().devices, "phone", "", "huawei mate-70 p", 5);
    REQUIRE(found.size() == 1);
    CHECK(found[0].model == "Mate 70 Pro");
    CHECK(find_devices(f.flow.settings().devices, "phone", "", "华为", 5).front().model.empty());
    f.tap(ChooseModel{found[0].model, found[0].brand->order_name()});
    CHECK(f.page() == Page::repair_serial);
    CHECK(f.draft().brand == "HUAWEI");
    CHECK(f.draft().model == "Mate 70 Pro");
  }
  SECTION("the brand alone") {
    f.tap(ChooseModel{"", "vivo"});
    CHECK(f.page() == Page::repair_model);
    CHECK(f.draft().brand == "vivo");
  }
  SECTION("as it was typed") {
    f.write("Nokia");
    CHECK(f.page() == Page::repair_model);
    CHECK(f.draft().brand == "Nokia");
    f.tap(WriteAnswer{Writing::model});
    f.write("3310");
    CHECK(f.page() == Page::repair_serial);
    CHECK(f.draft().model == "3310");
  }
  SECTION("nothing was typed") {
    f.go(EnterKeys{});
    CHECK(f.page() == Page::repair_brand);
  }
}

TEST_CASE("an answer is corrected from the review, and what follows from it asked anew") {
  HandInHall f;
  f.begin();
  f.answer_until(Page::repair_review);
  SECTION("a name") {
    f.tap(Correct{Page::repair_name});
    CHECK(f.flow.entry().text() == "Li Na");
    f.go(ClearText{});
    f.write("Wang Wei");
    CHECK(f.page() == Page::repair_review);
    CHECK(f.draft().name == "Wang Wei");
    CHECK(f.draft().phone == "13800138000");
  }
  SECTION("another kind of device") {
    f.tap(Correct{Page::repair_kind});
    f.tap(ChooseKind{"router"});
    CHECK(f.page() == Page::repair_brand);
    CHECK(f.draft().faults.empty());
    f.tap(ChooseBrand{"ZTE"});
    f.tap(ChooseModel{"?"});
    CHECK(f.page() == Page::repair_faults);  // a router need not have a number
    f.tap(ToggleFault{"slow"});
    f.tap(NextQuestion{});
    CHECK(f.page() == Page::repair_review);
    CHECK(f.draft().name == "Li Na");
  }
  SECTION("thought better of") {
    f.tap(Correct{Page::repair_phone});
    f.go(GoBack{});
    CHECK(f.page() == Page::repair_review);
    CHECK(f.draft().phone == "13800138000");
  }
}

TEST_CASE("a slip that comes too near throws no answer away") {
  HandInHall f;
  f.begin();
  f.answer_until(Page::repair_phone);
  f.flow.scanned("W4W4W4W4W4W4", f.board, f.now);
  CHECK(f.page() == Page::repair_phone);
  CHECK(f.draft().name == "Li Na");
}

TEST_CASE("a repair's slip leads to its story, and a quote is answered after a second question") {
  HandInHall f;
  f.flow.scanned("ABCDEFGHJKMN", f.board, f.now);
  Outgoing out = f.out();
  CHECK(std::get<AskRepair>(out.what).code == "ABCDEFGHJKMN");
  SECTION("none has it") {
    f.flow.answered(out.serial, RepairAnswer{RepairAnswer::Kind::unknown, {}}, f.now);
    CHECK(f.page() == Page::home);
    REQUIRE(f.state().notice);
    CHECK(f.state().notice->code == RefusalCode::ticket_unknown);
  }
  SECTION("found") {
    RepairAnswer answer{RepairAnswer::Kind::found, {}};
    answer.story.order.number = "R2611250016";
    answer.story.order.state = RepairState::quoted;
    f.flow.answered(out.serial, answer, f.now);
    REQUIRE(f.page() == Page::repair_found);
    f.tap(FetchDevice{});  // it is not ready
    f.tap(AnswerQuote{});  // not asked yet
    CHECK_FALSE(f.flow.take_outgoing());
    f.tap(AskForAnswer{false});
    CHECK(f.page() == Page::repair_answer);
    f.go(GoBack{});
    CHECK(f.page() == Page::repair_found);
    f.tap(AskForAnswer{true});
    f.tap(AnswerQuote{});
    out = f.out();
    CHECK(f.asked<AdvanceRepair>(out).step == RepairStep::approve);
    CHECK(f.asked<AdvanceRepair>(out).staff.empty());
    desk::Answer approved;
    approved.repair = answer.story.order;
    approved.repair->state = RepairState::ready;
    f.flow.answered(out.serial, approved, f.now);
    CHECK(f.page() == Page::repair_found);
    f.tap(FetchDevice{});
    out = f.out();
    CHECK(f.asked<FetchRepair>(out).repair == "R2611250016");
    desk::Answer number;
    number.ticket.emplace();
    f.flow.answered(out.serial, number, f.now);
    CHECK(f.page() == Page::ticket_taken);
  }
}

TEST_CASE("wrong guesses about a repair are limited") {
  HandInHall f;
  f.go(Go{Page::repair_status});
  f.keys("R2611250016");
  for (int i = 0; i < 5; ++i) {
    f.keys("0000");
    f.flow.answered(f.out().serial, RepairAnswer{RepairAnswer::Kind::unknown, {}}, f.now);
    CHECK(f.state().repair_unknown);
  }
  f.keys("0001");
  CHECK_FALSE(f.flow.take_outgoing());
  CHECK(f.state().repair_wait_s > 0);
  // Another customer, the same number: it stays locked; until the time is over.
  f.go(GoHome{});
  f.go(Go{Page::repair_status});
  f.keys("R2611250016");
  f.keys("0002");
  CHECK_FALSE(f.flow.take_outgoing());
  f.now += 600'001;
  f.go(Go{Page::repair_status});
  f.keys("R2611250016");
  f.keys("0002");
  CHECK(f.flow.take_outgoing());
}

TEST_CASE("a landline is keyed with its area code, and a mobile number stops where it ends") {
  HandInHall f;
  f.begin();
  f.answer_until(Page::repair_phone);
  f.keys("0755265432109");
  CHECK(f.state().typed.empty());
  CHECK(f.draft().phone == "075526543210");
  f.go(GoBack{});
  REQUIRE(f.page() == Page::repair_phone);
  while (!f.state().typed.empty()) f.go(EraseKey{});
  for (const char c : std::string("1380013800012")) f.go(TypeKey{c});
  CHECK(f.state().typed == "13800138000");
}
