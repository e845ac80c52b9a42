#include "kiosk/words/words.h"

#include <set>
#include <utility>

#include "base/text/catalog.h"
#include "tests/support/catch.h"

using namespace menting;
using domain::RefusalCode;

namespace {

void load_texts() {
  text::load(std::string(MENTING_BUILD_DIR) + "/assets/text");
}

bool has_chinese(const std::string& text) {
  return text.find("。") != std::string::npos;
}

}  // namespace

TEST_CASE("every refusal says what to do, in both languages") {
  load_texts();
  std::set<std::string> said;
  int codes = 0;
  for (int number = 0;; ++number) {
    const auto code = static_cast<RefusalCode>(number);
    RefusalCode back{};
    if (!domain::from_string(domain::to_string(code), back) || back != code) break;
    ++codes;
    INFO(domain::to_string(code));
    const std::string english = words::refusal({code, {}}, "en");
    const std::string chinese = words::refusal({code, {}}, "zh-CN");
    CHECK(english.size() > 20);
    CHECK(english.find('{') == std::string::npos);
    CHECK(chinese.find('{') == std::string::npos);
    CHECK((has_chinese(chinese) || chinese.ends_with("！")));
    CHECK(said.insert(english).second);
    CHECK(said.insert(chinese).second);
    CHECK(words::refusal({code, "9X9"}, "en").find("{1}") == std::string::npos);
    CHECK(words::refusal({code, "9X9"}, "zh-CN").find("{1}") == std::string::npos);
    if (code == RefusalCode::branch_unable) break;
  }
  CHECK(codes == static_cast<int>(RefusalCode::branch_unable) + 1);
}

TEST_CASE("a refusal names what it is about") {
  load_texts();
  CHECK(words::refusal({RefusalCode::clerk_at_other_counter, "3"}, "en") ==
        "You have counter 3 open. Please close it first.");
  CHECK(words::refusal({RefusalCode::clerk_at_other_counter, "3"}, "zh-CN") == "您已开启 3 号窗口，请先关闭该窗口。");
  CHECK(words::refusal({RefusalCode::recall_too_soon, "7"}, "zh-CN") == "刚刚呼叫过，请 7 秒后再重呼。");
  CHECK(words::refusal({RefusalCode::queue_empty, "2"}, "zh-CN") == "本窗口可办业务暂无客户等候。");
}

TEST_CASE("why a ticket came first, with its wait") {
  load_texts();
  domain::Ticket ticket;
  ticket.lane = domain::Lane::care;
  ticket.waited_ms = 12 * 60'000 + 59'000;
  const auto why = [&](domain::Why reason, const char* language) {
    ticket.why = reason;
    return words::why(ticket, language);
  };
  CHECK(why(domain::Why::none, "en") == "Not called yet.");
  CHECK(why(domain::Why::first_come, "en") == "Waited longest of those this counter serves: 12 min.");
  CHECK(why(domain::Why::first_come, "zh-CN") == "在本窗口可办业务中等候最久：12 分钟。");
  CHECK(why(domain::Why::priority_lane, "en") == "Priority care goes first; waited 12 min.");
  CHECK(why(domain::Why::priority_lane, "zh-CN") == "爱心优先客户先办理，已等候 12 分钟。");
  CHECK(why(domain::Why::priority_run_ended, "zh-CN") == "已连续呼叫多位优先客户，轮到普通客户，已等候 12 分钟。");
  CHECK(why(domain::Why::waited_too_long, "en") == "Has waited beyond the longest wait we allow: 12 min.");
  CHECK(why(domain::Why::chosen_by_clerk, "zh-CN") == "工作人员指定叫号，已等候 12 分钟。");
  CHECK(why(domain::Why::sent_to_counter, "en") == "Passed on to this counter by a colleague; waited 12 min.");
  CHECK(why(domain::Why::sent_to_counter, "zh-CN") == "由同事转到本窗口，已等候 12 分钟。");
  ticket.appointment = "a1";
  ticket.slot_from_minute = 600;
  ticket.slot_to_minute = 630;
  CHECK(why(domain::Why::appointment_due, "en") == "Appointment 10:00–10:30, whose time has come; waited 12 min.");
  CHECK(why(domain::Why::appointment_due, "zh-CN") == "按预约时段（10:00–10:30）叫号，已等候 12 分钟。");
  ticket.waited_ms = 59'999;
  CHECK(why(domain::Why::chosen_by_clerk, "en") == "Called by number; waited less than a minute.");
}

TEST_CASE("lanes have names") {
  load_texts();
  CHECK(words::lane(domain::Lane::standard, "zh-CN") == "普通");
  CHECK(words::lane(domain::Lane::care, "zh-CN") == "爱心优先");
  CHECK(words::lane(domain::Lane::vip, "zh-CN") == "贵宾");
  CHECK(words::lane(domain::Lane::appointment, "en") == "Appointment");
}

TEST_CASE("an estimate is a range where it is one") {
  load_texts();
  CHECK(words::estimate({8, 12}, "zh-CN") == "约 8–12 分钟");
  CHECK(words::estimate({8, 12}, "en") == "about 8–12 min");
  CHECK(words::estimate({5, 5}, "en") == "about 5 min");
  CHECK(words::estimate({0, 5}, "zh-CN") == "5 分钟以内");
  CHECK(words::estimate({0, 0}, "zh-CN") == "马上办理");
  CHECK(words::estimate({0, 0}, "en") == "right away");
  CHECK(words::estimate({0, 1}, "en") == "right away");
  CHECK(words::estimate({0, 2}, "en") == "within 2 min");
}

TEST_CASE("what lies hours ahead is not said to the minute") {
  load_texts();
  CHECK(words::estimate({90, 179}, "en") == "about 90–179 min");
  CHECK(words::estimate({90, 180}, "en") == "more than 90 min");
  CHECK(words::estimate({90, 180}, "zh-CN") == "超过 90 分钟");
  CHECK(words::estimate({120, 180}, "en") == "more than 2 hours");
  CHECK(words::estimate({120, 180}, "zh-CN") == "超过 2 小时");
}

TEST_CASE("every state of the printer is said in both languages, with what to do") {
  load_texts();
  for (const char* code : {"ready", "paper_low", "paper_out", "cover_open", "offline", "no_reply", "unknown",
                           "no_printer", "not_drawn", "stale"}) {
    CAPTURE(code);
    CHECK(words::printer(code, "en").size() > 20);
    CHECK(words::printer(code, "zh-CN") != words::printer(code, "en"));
  }
  CHECK(words::printer("paper_out", "zh-CN") == "打印机缺纸，请装入新纸卷。");
  CHECK(words::printer("of a later version", "en") == "of a later version");
}

namespace {

template <std::size_t... I>
std::vector<domain::Fact> one_of_each(std::index_sequence<I...>) {
  return {domain::Fact(std::in_place_index<I>)...};
}

}  // namespace

TEST_CASE("every kind of event has its sentence for the audit trail, in both languages") {
  load_texts();
  std::set<std::string> said;
  for (const domain::Fact& fact : one_of_each(std::make_index_sequence<std::variant_size_v<domain::Fact>>())) {
    const std::string english = words::happened(fact, "en"), chinese = words::happened(fact, "zh-CN");
    CAPTURE(english, chinese);
    CHECK(english.find('{') == std::string::npos);
    CHECK(chinese.find('{') == std::string::npos);
    CHECK(has_chinese(chinese));
    CHECK(said.insert(english).second);
    CHECK(said.insert(chinese).second);
  }
}

TEST_CASE("an event's codes are words in its sentence") {
  load_texts();
  const domain::CounterPaused paused{3, "1001", "meal"};
  CHECK(words::happened(paused, "en") == "Counter 3 was paused: a meal.");
  CHECK(words::happened(paused, "zh-CN") == "3 号窗口已暂停：用餐。");
  CHECK(words::happened(domain::CounterReassigned{3, "9001", "CA", "moved"}, "en") ==
        "Counter 3 serves C, A for today.");
  CHECK(words::reason("a_new_code", "en") == "a_new_code");
  CHECK(words::number_of("20261123-A001") == "A001");
}

TEST_CASE("every alert has its sentence, in both languages") {
  load_texts();
  std::set<std::string> said;
  for (int kind = 0; kind <= static_cast<int>(domain::AlertKind::no_counter); ++kind) {
    domain::Alert alert;
    alert.kind = static_cast<domain::AlertKind>(kind);
    alert.about = alert.kind == domain::AlertKind::printer ? "offline" : "entrance";
    for (const char* language : {"en", "zh-CN"}) {
      const std::string sentence = words::alert(alert, {}, language);
      CAPTURE(sentence);
      CHECK(sentence.size() > 10);
      CHECK(sentence.find('{') == std::string::npos);
      CHECK(said.insert(sentence).second);
    }
  }
}

TEST_CASE("what is wrong with a part is said in the language asked, and headquarters' part by its code") {
  const words::HealthCodes codes{"revoked", "offline"};
  const std::string hq = "hq: headquarters refuses this branch: its credential was revoked";
  CHECK(words::health_reason(hq, codes, "en") == hq);
  CHECK(words::health_reason(hq, codes, "zh-CN") == "总部：总部已停用本机的凭证。请联系总部。");
  CHECK(words::health_reason("hq: plain HTTP is allowed", codes, "zh-CN") == "总部：与总部的连接没有加密，仅供演示。");
  CHECK(words::health_reason("hq: of a kind to come", {"new_code", ""}, "zh-CN") == "总部：of a kind to come");
  CHECK(words::health_reason("printer: no route to host", codes, "zh-CN") ==
        "打印机：打印机连接不上，请检查电源和连接线。（no route to host）");
  CHECK(words::health_reason("disk: only 12 MB are free", codes, "zh-CN") ==
        "磁盘：磁盘快满了或有故障，请清理空间或更换磁盘。（only 12 MB are free）");
  CHECK(words::health_reason("a part to come: torn", codes, "zh-CN") == "a part to come: torn");
}
