// What is calculated about repairs, against examples that others have published or that a calendar shows.
#include <string>

#include "kiosk/domain/calendar.h"
#include "kiosk/domain/clean_text.h"
#include "kiosk/domain/luhn.h"
#include "kiosk/domain/promise.h"
#include "kiosk/domain/repair_catalogue.h"
#include "tests/kiosk/domain/repair_hall.h"
#include "tests/support/catch.h"

using namespace menting::domain;
using menting::tests::good_repair;
using menting::tests::Hall;
using menting::tests::opened;

TEST_CASE("check digits are Luhn's", "[repairs]") {
  // The examples of the IMEI's and the credit card's own descriptions.
  CHECK(luhn_digit("49015420323751") == '8');
  CHECK(luhn_digit("7992739871") == '3');
  CHECK(luhn_digit("1") == '8');
  CHECK(luhn_digit("0") == '0');
  for (const char* right : {"490154203237518", "352099001761481", "356938035643809", "79927398713", "4111111111111111"})
    CHECK(luhn_holds(right));
  for (const char* wrong : {"490154203237517", "356938035643808", "79927398710", "", "0", "49015420323751x"})
    CHECK_FALSE(luhn_holds(wrong));
  // Every single wrong digit is found.
  const std::string imei = "490154203237518";
  for (std::size_t at = 0; at < imei.size(); ++at) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string typed = imei;
      typed[at] = digit;
      CHECK(luhn_holds(typed) == (typed == imei));
    }
  }
}

TEST_CASE("an IMEI is read as people write it", "[repairs]") {
  CHECK(read_imei("490154203237518") == "490154203237518");
  CHECK(read_imei("49-015420-323751-8") == "490154203237518");
  CHECK(read_imei(" 49 015420 323751 8 ") == "490154203237518");
  for (const char* none : {"", "49015420323751", "4901542032375181", "490154203237519", "000000000000000",
                           "49015420323751O", "４９０１５４２０３２３７５１８"})
    CHECK_FALSE(read_imei(none));
}

TEST_CASE("days are the calendar's", "[repairs]") {
  CHECK(read_day("2026-11-23") == BusinessDay{20261123});
  CHECK(read_day("2024-02-29") == BusinessDay{20240229});
  for (const char* none : {"2026-02-29", "2026-13-01", "2026-00-10", "2026-11-31", "2026-1-1", "23.11.2026", "",
                           "2026/11/23", "0000-00-00", "2026-11-2x"})
    CHECK_FALSE(read_day(none));
  CHECK(weekday({20261123}) == 1);
  CHECK(weekday({20261129}) == 0);
  CHECK(weekday({20000101}) == 6);
  CHECK(add_days({20261130}, 1) == BusinessDay{20261201});
  CHECK(add_days({20260101}, -1) == BusinessDay{20251231});
  CHECK(add_days({20240228}, 2) == BusinessDay{20240301});
  CHECK(days_between({20261123}, {20261201}) == 8);
  CHECK(days_between({20261201}, {20261123}) == -8);
  CHECK(months_between({20251123}, {20261123}) == 12);
  CHECK(months_between({20251124}, {20261123}) == 11);
  CHECK(months_between({20261124}, {20261123}) == 0);
}

TEST_CASE("a day or a month of purchase", "[repairs]") {
  const BusinessDay today{20261123};
  CHECK(read_bought("2025-03-14", today) == BusinessDay{20250314});
  CHECK(read_bought("2025-03", today) == BusinessDay{20250331});
  CHECK(read_bought("2024-02", today) == BusinessDay{20240229});
  CHECK(read_bought("2026-11", today) == today);
  for (const char* none : {"2026-12", "2025-13", "2025-3", "2025", "1989-12", "03/2025", ""})
    CHECK_FALSE(read_bought(none, today));
}

TEST_CASE("marks and tags are too short to say who somebody is", "[repairs]") {
  for (const char* good : {"A", "7", "B-3", "A-12-034", "LOAN-01", "LOANER-01", "SHELF-3", "S123456"})
    CHECK(is_mark(good));
  for (const char* bad : {"", "-", "13800138000", "138-0013-8000", "A1380013", "WANGXIAO", "架子", "A 1", "A_1"}) {
    INFO(bad);
    CHECK_FALSE(is_mark(bad));
  }
  for (const char* good : {"zh-CN", "en", "yue"}) CHECK(is_language_tag(good));
  for (const char* bad : {"", "z", "wangxiaoming", "zh-wang", "zh_CN", "ZH", "zh-", "zh-C"})
    CHECK_FALSE(is_language_tag(bad));
}

TEST_CASE("what nobody sees is taken out of what was typed", "[repairs]") {
  CHECK(clean_text("屏幕\x07碎\x1b[31m了\nBattery\ttoo\x7f") == "屏幕碎[31m了\nBattery\ttoo");
  CHECK(clean_text("a\xC2\x85"
                   "b\xE2\x80\xAE"
                   "c\xEF\xBB\xBF") == "abc");
  CHECK(clean_text("王\xC2\xA0ü") == "王\xC2\xA0ü");
}

TEST_CASE("business days leave out weekends and closed days", "[repairs]") {
  RepairPlan plan;
  CHECK(add_workdays(plan, {20261123}, 0) == BusinessDay{20261123});
  CHECK(add_workdays(plan, {20261123}, 2) == BusinessDay{20261125});
  plan.rest_weekdays = {0, 6};
  CHECK(add_workdays(plan, {20261127}, 1) == BusinessDay{20261130});  // Friday to Monday
  CHECK(add_workdays(plan, {20261127}, 6) == BusinessDay{20261207});
  CHECK(add_workdays(plan, {20261128}, 0) == BusinessDay{20261130});  // a Saturday itself is none
  CHECK(add_workdays(plan, {20261128}, 1) == BusinessDay{20261130});
  for (int day = 20261001; day <= 20261007; ++day) plan.rest_days.insert({day});
  CHECK(add_workdays(plan, {20260930}, 1) == BusinessDay{20261008});
  CHECK(add_workdays(plan, {20260930}, 2) == BusinessDay{20261009});
  CHECK(add_workdays(plan, {20260930}, 3) == BusinessDay{20261012});
  // A year without a workday ends all the same.
  plan.rest_weekdays = {0, 1, 2, 3, 4, 5, 6};
  CHECK(add_workdays(plan, {20261123}, 3) > BusinessDay{20261123});
}

TEST_CASE("the promise is the longest fault's, behind the work that waits", "[repairs]") {
  auto plan = menting::tests::demo_plan();
  plan.repairs.fault_days = {{"screen", 1}, {"water", 5}};
  plan.repairs.technician_daily = 3;
  Hall hall(plan);
  CHECK(promise_for(hall.branch, {"screen"}, {20261123}) == BusinessDay{20261124});
  CHECK(promise_for(hall.branch, {"battery"}, {20261123}) == BusinessDay{20261125});
  CHECK(promise_for(hall.branch, {"screen", "water"}, {20261123}) == BusinessDay{20261128});
  for (int i = 1; i <= 7; ++i) opened(hall, good_repair(i));
  CHECK(promise_for(hall.branch, {"screen"}, {20261123}) == BusinessDay{20261126});  // seven wait: two days of work
}

TEST_CASE("every kind of device ends its faults with another one", "[repairs]") {
  REQUIRE(device_kinds().size() >= 7);
  for (const DeviceKind& kind : device_kinds()) {
    INFO(kind.code);
    CHECK(kind.faults.back() == "other");
    CHECK(device_kind(kind.code) == &kind);
    for (const auto fault : kind.faults) CHECK(has_fault(kind, fault));
  }
  CHECK(device_kind("fridge") == nullptr);
}

TEST_CASE("telephone numbers", "[repairs]") {
  CHECK(read_phone("13800138000") == "13800138000");
  CHECK(read_phone("138-0013-8000") == "13800138000");
  CHECK(read_phone("+86 138 0013 8000") == "13800138000");
  CHECK(read_phone("+44 20 7946 0958") == "+442079460958");
  CHECK(read_phone("010-6612 3456") == "01066123456");
  CHECK(read_phone("(0755) 88123456") == "075588123456");
  CHECK(read_phone("0311-8612345") == "03118612345");
  CHECK(read_phone("+86 10 6612 3456") == "01066123456");
  for (const char* none : {"0106612345", "010661234567", "0012345678901", "075588", "0755881234567"})
    CHECK_FALSE(read_phone(none));
  for (const char* none : {"", "1380013800", "138001380000", "12800138000", "01012345678", "+0442079460958", "+4412",
                           "13800138OOO", "+8612800138000"})
    CHECK_FALSE(read_phone(none));
  CHECK(last_four("13800138000") == "8000");
}
