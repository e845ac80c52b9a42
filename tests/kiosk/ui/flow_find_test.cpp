// The flow alone: numbers, codes and scans, and where each leads.
#include "tests/kiosk/ui/flow_hall.h"

using namespace menting;
using namespace menting::domain;
using namespace menting::ui;
using tests::FlowHall;

TEST_CASE("a rating names the visit by its code, whichever way it was found") {
  FlowHall f;
  f.go(Go{Page::find_visit});
  SECTION("number, small letters") {
    f.type("a001");
  }
  SECTION("code as a person reads it") {
    f.type("k7k7-k7k7-k7k7");
  }
  f.go(EnterKeys{});
  REQUIRE(f.page() == Page::rate);
  f.go(SubmitRating{});
  CHECK_FALSE(f.flow.take_outgoing());  // no face yet
  f.go(SetScore{9});
  f.go(ToggleAspect{"speed"});
  CHECK(f.state().aspects.empty());  // no face, no words
  f.go(SetScore{3});
  f.go(ToggleAspect{"speed"});
  f.go(ToggleAspect{"weather"});
  f.go(SubmitRating{});
  f.go(SubmitRating{});
  const Outgoing out = f.out();
  const auto rate = f.asked<RateVisit>(out);
  CHECK(rate.code == "K7K7K7K7K7K7");
  CHECK(rate.ticket.empty());
  CHECK(rate.score == 3);
  CHECK(rate.aspects == std::vector<std::string>{"speed"});
  CHECK_FALSE(f.flow.take_outgoing());
  f.flow.answered(out.serial, desk::Answer{}, f.now);
  CHECK(f.page() == Page::rated);
  f.pass(8'000);
  CHECK(f.page() == Page::home);
}

TEST_CASE("what is typed has an end, and other signs than letters, digits and dashes are nobody's") {
  FlowHall f;
  f.go(Go{Page::find_visit});
  f.type("<A\x01 0;");
  CHECK(f.state().typed == "A0");
  f.type(std::string(100, '7'));
  CHECK(f.state().typed.size() == 20);
  f.key('\b');
  CHECK(f.state().typed.size() == 19);
  f.go(GoBack{});
  f.go(Go{Page::find_visit});
  CHECK(f.state().typed.empty());
}

TEST_CASE("a number typed on home opens its page, and leads where a scan of the same slip leads") {
  struct Way {
    const char* number;
    const char* code;
    Page page;
  };
  const Way way = GENERATE(Way{"A001", "K7K7K7K7K7K7", Page::rate}, Way{"a002", "W4W4W4W4W4W4", Page::ticket_found},
                           Way{"A003", "R9R9R9R9R9R9", Page::ticket_found});
  INFO(way.number);
  FlowHall f;
  SECTION("typed") {
    f.type(way.number);
    CHECK(f.page() == Page::find_ticket);
    f.enter();
  }
  SECTION("scanned by a keyboard's keys") {
    f.scan_keys(way.code);
  }
  SECTION("scanned") {
    f.flow.scanned(way.code, f.board, f.now);
  }
  SECTION("scanned with the address of its page") {
    f.flow.scanned(std::string("https://hq.example/s/BJ-0001#") + way.code, f.board, f.now);
  }
  CHECK(f.page() == way.page);
  CHECK((way.page == Page::rate ? f.state().visit.code : f.board.ticket(f.state().found)->code) == way.code);
  CHECK(f.state().typed.empty());
}

TEST_CASE("what is typed on home and left there is forgotten") {
  FlowHall f;
  f.type("A001");
  f.pass(80'000);
  CHECK(f.page() == Page::home);
  f.enter();
  CHECK(f.page() == Page::home);
  f.type("A001");
  f.enter();
  CHECK(f.page() == Page::rate);
}

TEST_CASE("a number that leads nowhere is said, and typing goes on") {
  FlowHall f;
  f.type("A777");
  f.enter();
  CHECK(f.page() == Page::find_ticket);
  REQUIRE(f.state().not_so);
  CHECK(f.state().not_so->code == RefusalCode::ticket_unknown);
  f.key('\b');
  CHECK_FALSE(f.state().not_so);
  CHECK(f.state().typed == "A77");
}

TEST_CASE("what cannot be rated says why") {
  FlowHall f;
  f.go(Go{Page::find_visit});
  struct Way {
    const char* number;
    RefusalCode code;
  };
  for (const Way& way : {Way{"A002", RefusalCode::visit_not_finished}, Way{"A003", RefusalCode::already_rated},
                         Way{"A009", RefusalCode::ticket_unknown}}) {
    f.type(way.number);
    f.enter();
    REQUIRE(f.state().not_so);
    CHECK(f.state().not_so->code == way.code);
    for (int i = 0; i < 4; ++i) f.key('\b');
  }
}

TEST_CASE("a scan leads to its page from wherever the kiosk is") {
  FlowHall f;
  const Page from = GENERATE(Page::home, Page::attract, Page::choose_lane, Page::choose_service, Page::find_ticket,
                             Page::ticket_found, Page::find_visit, Page::rate, Page::comment, Page::repair,
                             Page::repair_status, Page::help, Page::staff_sign_in);
  INFO(screen_name(from));
  if (from == Page::attract) {
    f.pass(120'000);
  } else if (from == Page::ticket_found) {
    f.flow.scanned("R9R9R9R9R9R9", f.board, f.now);
  } else if (from == Page::rate || from == Page::comment) {
    f.flow.scanned("K7K7K7K7K7K7", f.board, f.now);
    if (from == Page::comment) f.go(Go{from});
  } else if (from == Page::help) {
    f.go(CallHelp{});
    AssistanceCall call;
    call.number = 1;
    f.flow.answered(f.out().serial, desk::Answer{{}, {}, call}, f.now);
  } else if (from == Page::staff_sign_in) {
    for (int i = 0; i < 5; ++i) f.go(TapCorner{});
  } else {
    f.go(Go{from});
  }
  REQUIRE(f.page() == from);
  SECTION("one that waits") {
    f.scan_keys("W4W4W4W4W4W4");
    CHECK(f.page() == Page::ticket_found);
    CHECK(f.state().found == "20261123-A002");
  }
  SECTION("one whose visit is over") {
    f.scan_keys("k7k7k7k7k7k7");
    CHECK(f.page() == Page::rate);
    CHECK(f.state().visit.number == 1);
    CHECK(f.state().score == 0);
  }
  SECTION("a repair's slip") {
    f.scan_keys("R2611250016");
    CHECK(f.page() == Page::repair_status);
    CHECK(f.state().wants_phone);
    CHECK(f.state().repair == "R2611250016");
  }
  SECTION("something else: it is said, and the page stays") {
    f.scan_keys("6901234567892");
    CHECK(f.page() == (from == Page::attract ? Page::home : from));
    REQUIRE(f.state().notice);
    CHECK(f.state().notice->code == RefusalCode::ticket_unknown);
  }
}

TEST_CASE("a scan disturbs neither what the branch works on nor staff at work") {
  FlowHall f;
  f.go(Go{Page::choose_service});
  f.go(ChooseService{'A'});
  const Outgoing out = f.out();
  f.scan_keys("W4W4W4W4W4W4");
  CHECK(f.page() == Page::choose_service);
  Ticket ticket;
  ticket.id = "x";
  f.flow.answered(out.serial, desk::Answer{ticket, {}}, f.now);
  CHECK(f.page() == Page::ticket_taken);
}

TEST_CASE("a scan while somebody types leaves the field as it is") {
  FlowHall f;
  SECTION("a number") {
    f.go(Go{Page::find_visit});
    f.type("A00");
    f.scan_keys("6901234567892");
    f.pass(1'000);
    CHECK(f.page() == Page::find_visit);
    CHECK(f.state().typed == "A00");
  }
  SECTION("a comment") {
    f.flow.scanned("K7K7K7K7K7K7", f.board, f.now);
    f.go(SetScore{4});
    f.go(Go{Page::comment});
    f.go(SetKeyMode{KeyMode::letters});
    f.type("good");
    f.scan_keys("6901234567892");
    f.pass(1'000);
    CHECK(f.page() == Page::comment);
    CHECK(f.flow.entry().text() == "good");
    f.go(CloseNotice{});
    f.go(EnterKeys{});
    CHECK(f.page() == Page::rate);
    CHECK(f.state().score == 4);
  }
}

TEST_CASE("a scan is one also where drawing holds up its keys; a person's keys never are") {
  const bool drawing = GENERATE(true, false);
  FlowHall f;
  for (const char c : std::string_view("W4W4W4W4W4W4")) {
    f.flow.type(c, f.board, f.now += 5);
    if (drawing) f.flow.deaf(90);
    f.pass(90);
  }
  CHECK(f.state().typed == (drawing ? "" : "W4W4W4W4W4W4"));
  f.flow.type('\n', f.board, f.now += 5);
  CHECK(f.page() == Page::ticket_found);
}

TEST_CASE("a repair is asked for by number and phone, and the answer does not say which of them is wrong") {
  FlowHall f;
  f.go(Go{Page::repair_status});
  f.type("r261125-0017");
  f.enter();
  REQUIRE(f.state().not_so);  // its check digit is wrong
  CHECK_FALSE(f.state().wants_phone);
  f.key('\b');
  f.key('6');
  f.enter();
  REQUIRE(f.state().wants_phone);
  f.type("12a3-45");
  CHECK(f.state().typed == "1234");
  f.enter();
  ui::Outgoing out = f.out();
  CHECK(std::get<AskRepair>(out.what).number == "R2611250016");
  CHECK(std::get<AskRepair>(out.what).phone_last4 == "1234");
  f.flow.answered(out.serial, RepairAnswer{RepairAnswer::Kind::unknown, {}}, f.now);
  CHECK(f.state().repair_unknown);
  CHECK(f.state().typed.empty());
  f.key('1');
  CHECK_FALSE(f.state().repair_unknown);
  f.go(GoBack{});
  CHECK(f.page() == Page::repair_status);
  CHECK_FALSE(f.state().wants_phone);
  CHECK(f.state().typed == "R2611250016");
  f.go(GoBack{});
  CHECK(f.page() == Page::home);
}

TEST_CASE("a repair's number typed where tickets are found leads to the repair") {
  FlowHall f;
  f.type("R2611250016");
  CHECK(f.page() == Page::find_ticket);
  f.enter();
  CHECK(f.page() == Page::repair_status);
  CHECK(f.state().repair == "R2611250016");
}
