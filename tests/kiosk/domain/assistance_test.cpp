#include "tests/kiosk/domain/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::domain;

namespace {

AssistanceCall call_from(tests::Hall& hall, const std::string& place, const std::string& language = "zh-CN") {
  const auto decision = hall.run(CallAssistance{language, place});
  if (!decision) throw std::runtime_error("refused: " + std::string(to_string(decision.refusal().code)));
  return decision.value().assistance.value();
}

}  // namespace

TEST_CASE("a call for help stands until a colleague answers it") {
  tests::Hall hall;
  const AssistanceCall call = call_from(hall, "kiosk", "en");
  CHECK(call.number == 1);
  CHECK(call.language == "en");
  CHECK(hall.branch.state().assistance.at(1) == call);
  hall.clock.advance_ms(42'000);
  const auto answered = hall.run(AnswerAssistance{1, "9001"});
  REQUIRE(answered);
  CHECK(answered.value().assistance == call);
  CHECK(hall.branch.state().assistance.empty());
  const auto& fact = std::get<AssistanceAnswered>(hall.events.back().fact);
  CHECK(fact.staff == "9001");
  CHECK(fact.outcome == "answered");
  CHECK(fact.waited_ms == 42'000);
}

TEST_CASE("pressing again while one is open makes no second one") {
  tests::Hall hall;
  const AssistanceCall first = call_from(hall, "kiosk");
  hall.clock.advance_ms(5'000);
  CHECK(call_from(hall, "kiosk", "en") == first);
  CHECK(hall.events.size() == 1);
  CHECK(call_from(hall, "counter_2").number == 2);
  REQUIRE(hall.run(AnswerAssistance{1, "1001"}));
  CHECK(call_from(hall, "kiosk").number == 3);
}

TEST_CASE("what stands in the way of a call for help is said") {
  tests::Hall hall;
  for (const char* place : {"", "counter_9", "counter_02", "the lady in red", "Kiosk"}) {
    CHECK(hall.refused(CallAssistance{"zh-CN", place}) == RefusalCode::place_unknown);
  }
  CHECK(hall.refused(AnswerAssistance{1, "9001"}) == RefusalCode::assistance_unknown);
  CHECK(hall.refused(AnswerAssistance{0, "9001"}) == RefusalCode::assistance_unknown);
  call_from(hall, "entrance");
  CHECK(hall.refused(AnswerAssistance{1, "4711"}) == RefusalCode::staff_unknown);
  REQUIRE(hall.run(AnswerAssistance{1, "9001"}));
  CHECK(hall.refused(AnswerAssistance{1, "1001"}) == RefusalCode::assistance_answered);
}

TEST_CASE("a new business day ends the calls of the day before, and no other") {
  tests::Hall hall;
  call_from(hall, "kiosk");
  REQUIRE(hall.run(TurnDay{}));
  CHECK(hall.branch.state().assistance.size() == 1);
  hall.clock.advance_ms(24 * 3'600'000);
  REQUIRE(hall.run(TurnDay{}));
  CHECK(hall.branch.state().assistance.empty());
  const auto& fact = std::get<AssistanceAnswered>(hall.events.back().fact);
  CHECK(fact.outcome == "day_end");
  CHECK(fact.staff.empty());
  CHECK(call_from(hall, "kiosk").number == 2);
}
