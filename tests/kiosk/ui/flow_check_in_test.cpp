#include "tests/kiosk/ui/flow_hall.h"

using namespace menting;
using namespace menting::ui;
using tests::FlowHall;

namespace {

/// The number and four digits, keyed in.
Outgoing key_in(FlowHall& f, std::string_view number, std::string_view phone) {
  f.go(Go{Page::check_in});
  f.type(number);
  f.enter();
  REQUIRE(f.state().wants_phone);
  f.type(phone);
  f.enter();
  return f.out();
}

}  // namespace

TEST_CASE("an appointment is checked in by number and telephone, and its number shown") {
  FlowHall f;
  const Outgoing out = key_in(f, "4821", "1234");
  const auto asked = f.asked<domain::CheckIn>(out);
  CHECK(asked.number == "P4821");
  CHECK(asked.phone_last4 == "1234");
  CHECK(asked.code.empty());
  CHECK(asked.language == "zh-CN");
  domain::Ticket ticket;
  ticket.id = "20261123-A004";
  ticket.number = 4;
  ticket.appointment = "a1";
  f.flow.answered(out.serial, desk::Receipt(desk::Answer{ticket, {}}), f.now);
  CHECK(f.page() == Page::ticket_taken);
  CHECK(f.state().taken.appointment == "a1");
  CHECK(f.state().typed.empty());
}

TEST_CASE("a code in the scanner checks in at once, from wherever it is held there") {
  const Page from = GENERATE(Page::home, Page::check_in, Page::find_ticket, Page::choose_service);
  FlowHall f;
  f.go(Go{from});
  SECTION("with headquarters' address") {
    f.flow.scanned("https://hq.example.com/a/BJ-0001#7K2QFW3M7K2QFW3M", f.board, f.now);
    const auto asked = f.asked<domain::CheckIn>(f.out());
    CHECK(asked.code == "7K2QFW3M7K2QFW3M");
    CHECK(asked.branch == "BJ-0001");
  }
  SECTION("the bare code") {
    f.flow.scanned("7k2q-fw3m-7k2q-fw3m", f.board, f.now);
    CHECK(f.asked<domain::CheckIn>(f.out()).code == "7K2QFW3M7K2QFW3M");
  }
  SECTION("a slip's address leads to its ticket as the slip does") {
    f.flow.scanned("https://hq.example.com/s/BJ-0001#W4W4W4W4W4W4", f.board, f.now);
    CHECK(f.page() == Page::ticket_found);
  }
}

TEST_CASE("what was typed wrong is said on the page and typed again; guessing ends") {
  FlowHall f;
  f.go(Go{Page::check_in});
  f.type("12");
  f.enter();
  CHECK(f.state().not_so);
  CHECK_FALSE(f.state().wants_phone);
  f.go(GoHome{});
  for (int i = 0; i < 5; ++i) {
    const Outgoing out = key_in(f, "P4821", "0000");
    f.flow.answered(out.serial, desk::Receipt(domain::Refusal{domain::RefusalCode::appointment_unknown, {}}), f.now);
    CHECK(f.page() == Page::check_in);
    CHECK(f.state().not_so);
    CHECK_FALSE(f.state().notice);
  }
  f.type("0000");
  f.enter();
  CHECK_FALSE(f.flow.take_outgoing());
  CHECK(f.state().repair_wait_s > 0);
  f.go(GoBack{});
  CHECK_FALSE(f.state().wants_phone);
  CHECK(f.state().typed == "P4821");
}

TEST_CASE("any other obstacle is said over the page") {
  FlowHall f;
  const Outgoing out = key_in(f, "P4821", "1234");
  const domain::Refusal early{domain::RefusalCode::appointment_too_early, "09:30"};
  f.flow.answered(out.serial, desk::Receipt(early), f.now);
  CHECK(f.state().notice == early);
}
