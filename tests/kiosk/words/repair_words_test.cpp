#include "kiosk/words/repair_words.h"

#include <set>

#include "base/text/catalog.h"
#include "kiosk/domain/repair_catalogue.h"
#include "kiosk/words/words.h"
#include "tests/support/catch.h"

using namespace menting;
using domain::RefusalCode;

TEST_CASE("every state, step, kind, fault and thing left has its words") {
  text::load(std::string(MENTING_BUILD_DIR) + "/assets/text");
  for (const char* language : {"zh-CN", "en"}) {
    const auto said = [&](const std::string& words, std::string_view code) {
      INFO(code);
      CHECK_FALSE(words.empty());
      CHECK(words != code);
      return words;
    };
    for (const auto& kind : domain::device_kinds()) said(words::device_kind(kind.code, language), kind.code);
    for (const auto code : domain::all_faults()) said(words::fault(code, language), code);
    for (const auto code : domain::left_with_codes()) said(words::left_with(code, language), code);
    std::set<std::string> states, told;
    for (int at = 0; at < domain::repair_states; ++at) {
      const auto state = static_cast<domain::RepairState>(at);
      states.insert(said(words::repair_state(state, language), to_string(state)));
      told.insert(said(words::repair_told(state, language), to_string(state)));
    }
    CHECK(states.size() == domain::repair_states);
    CHECK(told.size() == domain::repair_states);
    std::set<std::string> steps;
    for (int at = 0; at < domain::repair_steps; ++at) {
      const auto step = static_cast<domain::RepairStep>(at);
      steps.insert(said(words::repair_step(step, language), to_string(step)));
    }
    CHECK(steps.size() == domain::repair_steps);
  }
  CHECK(words::device_kind("hoverboard", "en") == "hoverboard");
}

TEST_CASE("a step that is out of order says where the repair stands and what can be done") {
  text::load(std::string(MENTING_BUILD_DIR) + "/assets/text");
  CHECK(words::refusal({RefusalCode::repair_step_not_allowed, "quoted"}, "en") ==
        "The repair stands at \"Quoted\". What can be done now: Quote, Approve quote, Decline quote, Return "
        "unrepaired.");
  CHECK(words::refusal({RefusalCode::repair_step_not_allowed, "quoted"}, "zh-CN") ==
        "这张维修单目前为“已报价”，现在可以：报价、客户同意报价、客户不同意报价、未修退还客户。");
  // Who comes for it hears what became of it; staff name the order.
  CHECK(words::refusal({RefusalCode::repair_over, "handed_over"}, "en") ==
        "This device was handed over already. If it was not to you, please tell our staff at once.");
  CHECK(words::refusal({RefusalCode::repair_over, "abandoned"}, "zh-CN") ==
        "这单维修因长期无人领取已经结单。设备现在怎样，请询问工作人员。");
  CHECK(words::refusal({RefusalCode::repair_over, "R2611230012"}, "en") ==
        "Repair R2611230012 is over. Please open a new one.");
  CHECK(words::refusal({RefusalCode::promise_on_rest_day, "2026-12-01"}, "zh-CN") ==
        "那天不维修。下一个工作日是 2026-12-01，请改约那天或更晚的日子。");
  CHECK(words::refusal({RefusalCode::repair_step_not_allowed, "handed_over"}, "zh-CN") ==
        "这张维修单已经结束（已取机），不能再操作。");
}

TEST_CASE("a field that is wrong is explained") {
  text::load(std::string(MENTING_BUILD_DIR) + "/assets/text");
  CHECK(words::refusal({RefusalCode::repair_field_invalid, "device.imei"}, "zh-CN").find("15 位") != std::string::npos);
  CHECK(words::refusal({RefusalCode::repair_field_invalid, "consent"}, "en").find("consent") != std::string::npos);
  CHECK(words::refusal({RefusalCode::repair_field_invalid, "colour"}, "en").find("\"colour\"") != std::string::npos);
}
