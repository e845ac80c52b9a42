// The flow alone: time, idling, what is forgotten.
#include "kiosk/ui/flow.h"

#include "tests/support/catch.h"

using namespace menting;
using namespace menting::domain;
using namespace menting::ui;

namespace {

struct Fixture {
  desk::Board board;
  Flow flow{FlowSettings{}};
  std::int64_t now = 0;

  Fixture() {
    Ticket done;
    done.id = "20261123-A001";
    done.day = board.day = {20261123};
    done.number = 1;
    done.code = "K7K7K7K7K7K7";
    done.state = TicketState::finished;
    board.tickets.push_back(std::make_shared<const Ticket>(done));
  }
  void go(const Intent& intent) { flow.carry_out(intent, board, now); }
  void pass(std::int64_t ms) {
    now += ms;
    flow.tick(now);
  }
  void type(std::string_view text) {
    for (const char c : text) flow.type(c, now);
  }
  Page page() const { return flow.state().page; }
};

}  // namespace

TEST_CASE("an abandoned page asks, counts down, goes home and forgets") {
  Fixture f;
  f.go(SetLanguage{"en"});
  f.go(StartRating{});
  f.type("A00");
  f.pass(59'999);
  CHECK_FALSE(f.flow.state().asking_idle);
  f.pass(1);
  CHECK(f.flow.state().asking_idle);
  CHECK(f.flow.seconds_left(f.now) == 20);
  f.pass(19'000);
  CHECK(f.flow.seconds_left(f.now) == 1);
  CHECK(f.page() == Page::find_visit);
  f.pass(1'000);
  CHECK(f.page() == Page::home);
  CHECK(f.flow.state().typed.empty());
  CHECK(f.flow.state().language == "zh-CN");
  CHECK_FALSE(f.flow.state().asking_idle);
}

TEST_CASE("any touch answers the question, and everything typed is still there") {
  Fixture f;
  f.go(StartRating{});
  f.type("A00");
  f.pass(65'000);
  REQUIRE(f.flow.state().asking_idle);
  SECTION("the button") {
    f.go(Stay{});
  }
  SECTION("anywhere") {
    f.flow.touch(f.now);
  }
  SECTION("a key") {
    f.type("1");
  }
  CHECK_FALSE(f.flow.state().asking_idle);
  CHECK(f.flow.state().typed.substr(0, 3) == "A00");
  f.pass(59'000);
  CHECK_FALSE(f.flow.state().asking_idle);
}

TEST_CASE("home without anyone goes back to the house's language, and stays home") {
  Fixture f;
  f.go(SetLanguage{"en"});
  f.pass(79'000);
  CHECK(f.flow.state().language == "en");
  f.pass(1'000);
  CHECK(f.flow.state().language == "zh-CN");
  CHECK_FALSE(f.flow.next_change_ms(f.now));
  const auto version = f.flow.version();
  f.pass(3'600'000);
  CHECK(f.flow.version() == version);
}

TEST_CASE("a language that is not configured is not taken") {
  Fixture f;
  f.go(SetLanguage{"fr"});
  CHECK(f.flow.state().language == "zh-CN");
}

TEST_CASE("a number goes out once and its answer turns the page") {
  Fixture f;
  f.go(ShowServices{});
  f.go(ChooseService{'C'});
  const auto out = f.flow.take_outgoing();
  REQUIRE(out);
  CHECK(std::get<TakeTicket>(out->command).service == 'C');
  f.go(ChooseService{'A'});
  f.go(GoBack{});
  CHECK_FALSE(f.flow.take_outgoing());
  CHECK(f.page() == Page::choose_service);
  Ticket ticket;
  ticket.service = 'C';
  ticket.number = 7;
  f.flow.answered(out->serial, desk::Answer{ticket, {}}, f.now);
  CHECK(f.page() == Page::ticket_taken);
  CHECK(f.flow.seconds_left(f.now) == 18);
  f.flow.answered(out->serial, Refusal{RefusalCode::service_full, "C"}, f.now);  // heard twice
  CHECK_FALSE(f.flow.state().notice);
  f.pass(10'000);
  f.flow.touch(f.now);
  f.pass(17'999);
  CHECK(f.page() == Page::ticket_taken);
  f.pass(1);
  CHECK(f.page() == Page::home);
  CHECK(f.flow.state().taken.id.empty());
}

TEST_CASE("a slow desk is said after a second, explained after ten, and then home is open") {
  Fixture f;
  f.go(ShowServices{});
  f.go(ChooseService{'A'});
  const auto out = f.flow.take_outgoing();
  CHECK(f.flow.busy(f.now) == Busy::just_asked);
  f.pass(1'000);
  CHECK(f.flow.busy(f.now) == Busy::waiting);
  f.go(GoHome{});
  CHECK(f.page() == Page::choose_service);
  f.pass(9'000);
  CHECK(f.flow.busy(f.now) == Busy::slow);
  f.go(GoHome{});
  CHECK(f.page() == Page::home);
  Ticket late;
  late.id = "x";
  f.flow.answered(out->serial, desk::Answer{late, {}}, f.now);
  CHECK(f.page() == Page::home);  // the next customer does not see it
}

TEST_CASE("nobody's page stays when the desk never answers") {
  Fixture f;
  f.go(ShowServices{});
  f.go(ChooseService{'A'});
  for (int i = 0; i < 90; ++i) f.pass(1'000);
  CHECK(f.page() == Page::home);
}

TEST_CASE("a refusal stays until it is closed") {
  Fixture f;
  f.go(ShowServices{});
  f.go(ChooseService{'A'});
  f.flow.answered(f.flow.take_outgoing()->serial, Refusal{RefusalCode::service_full, "A"}, f.now);
  REQUIRE(f.flow.state().notice);
  CHECK(f.page() == Page::choose_service);
  f.go(CloseNotice{});
  CHECK_FALSE(f.flow.state().notice);
}

TEST_CASE("a rating names the visit by its code, whichever way it was found") {
  Fixture f;
  f.go(StartRating{});
  SECTION("number, small letters") {
    f.type("a001");
  }
  SECTION("code as a person reads it") {
    f.type("k7k7k7k7k7k7");
  }
  f.go(EnterKeys{});
  REQUIRE(f.page() == Page::rate);
  f.go(SubmitRating{});
  CHECK_FALSE(f.flow.take_outgoing());  // no face yet
  f.go(SetScore{9});
  f.go(ToggleAspect{"speed"});
  CHECK(f.flow.state().aspects.empty());  // no face, no words
  f.go(SetScore{3});
  f.go(ToggleAspect{"speed"});
  f.go(ToggleAspect{"weather"});
  f.go(SubmitRating{});
  f.go(SubmitRating{});
  const auto out = f.flow.take_outgoing();
  REQUIRE(out);
  const auto& rate = std::get<RateVisit>(out->command);
  CHECK(rate.code == "K7K7K7K7K7K7");
  CHECK(rate.ticket.empty());
  CHECK(rate.score == 3);
  CHECK(rate.aspects == std::vector<std::string>{"speed"});
  CHECK_FALSE(f.flow.take_outgoing());
  f.flow.answered(out->serial, desk::Answer{}, f.now);
  CHECK(f.page() == Page::rated);
  f.pass(8'000);
  CHECK(f.page() == Page::home);
}

TEST_CASE("what is typed has an end, and other signs than letters and digits are nobody's") {
  Fixture f;
  f.go(StartRating{});
  f.type("<A\x01 0;");
  CHECK(f.flow.state().typed == "A0");
  f.type(std::string(100, '7'));
  CHECK(f.flow.state().typed.size() == 20);
  f.flow.erase(f.now);
  CHECK(f.flow.state().typed.size() == 19);
  f.go(GoBack{});
  f.go(StartRating{});
  CHECK(f.flow.state().typed.empty());
}

TEST_CASE("keys pressed on home and left there are forgotten") {
  Fixture f;
  f.type("A001");
  f.pass(80'000);
  f.flow.enter(f.board, f.now);
  CHECK(f.page() == Page::home);
  f.type("A001");
  f.flow.enter(f.board, f.now);
  CHECK(f.page() == Page::rate);
}
