#include "base/text/catalog.h"
#include "kiosk/printing/escpos.h"
#include "kiosk/printing/ticket_layout.h"
#include "tests/kiosk/printing/paper.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/catch.h"

using namespace menting;
using printing::Weight;

namespace slip_test {

namespace {

/// A slip on paper, the whole way through the printer's language.
struct Press {
  Press() { text::load(std::string(MENTING_BUILD_DIR) + "/assets/text"); }

  tests::DecodedSlip print(const domain::Ticket& ticket, int width_dots = 576, const std::string& address = {}) {
    const printing::SlipSetting setting{hall, service, zone, ticket.taken_at_ms + 1'200'000, address};
    const auto paper = printing::open_paper({.width_dots = width_dots}, fonts);
    printing::lay_out_slip(*paper, ticket, setting);
    const auto slips = tests::decode_escpos(paper->escpos(printing::Cut::partial));
    REQUIRE(slips.size() == 1);
    return slips[0];
  }
  bool shows(const tests::DecodedSlip& slip, const std::string& text, int size, Weight weight = Weight::regular) {
    return tests::shows(slip, fonts, {text, size, weight});
  }
  bool shows_badge(const tests::DecodedSlip& slip, const std::string& text, int size) {
    return tests::shows(slip, fonts, {text, size, Weight::bold, true});
  }

  printing::Fonts fonts;
  base::Zone zone{"Asia/Shanghai"};
  domain::LocalName hall = tests::demo_plan().name;
  domain::LocalName service = tests::demo_plan().services[0].name;
};

}  // namespace

TEST_CASE("a slip tells all that its customer needs, in Chinese") {
  Press press;
  const auto slip = press.print(tests::waiting_ticket("zh-CN"));
  CHECK(press.shows(slip, "西单营业厅", 38, Weight::bold));
  CHECK(press.shows(slip, "A023", 176, Weight::bold));
  CHECK(press.shows(slip, "新业务办理", 42, Weight::bold));
  CHECK(press.shows(slip, "3 位", 40, Weight::bold));
  CHECK(press.shows(slip, "约 8–12 分钟", 40, Weight::bold));
  CHECK(press.shows(slip, "取号 2026-11-23 10:00，当日有效", 26));
  CHECK(press.shows(slip, "办理完毕后，请到自助机扫码评价。", 28));
  CHECK(press.shows(slip, "7K3P 9XQ2 MD", 34, Weight::bold));
  CHECK_FALSE(press.shows_badge(slip, "补打", 30));
  CHECK_FALSE(press.shows(slip, "New business", 42, Weight::bold));
}

TEST_CASE("a slip speaks its customer's language, Chinese where none is known") {
  Press press;
  const auto english = press.print(tests::waiting_ticket("en"));
  CHECK(press.shows(english, "Xidan Hall", 38, Weight::bold));
  CHECK(press.shows(english, "New business", 42, Weight::bold));
  CHECK(press.shows(english, "3 people", 40, Weight::bold));
  CHECK(press.shows(english, "Taken 2026-11-23 10:00, valid today", 26));
  CHECK_FALSE(press.shows(english, "您的号码", 28));
  const auto unknown = press.print(tests::waiting_ticket(""));
  CHECK(press.shows(unknown, "您的号码", 28));
}

TEST_CASE("counting people ahead") {
  Press press;
  auto ticket = tests::waiting_ticket("en");
  ticket.ahead_when_taken = 1;
  CHECK(press.shows(press.print(ticket), "1 person", 40, Weight::bold));
  ticket.ahead_when_taken = 0;
  ticket.estimate_when_taken = {0, 0};
  const auto first = press.print(ticket);
  CHECK(press.shows(first, "nobody", 40, Weight::bold));
  CHECK(press.shows(first, "right away", 40, Weight::bold));
}

TEST_CASE("a copy says that it is one, and not how long the wait was at first") {
  Press press;
  auto ticket = tests::waiting_ticket("zh-CN");
  ticket.print_copies = 2;
  const auto slip = press.print(ticket);
  CHECK(press.shows_badge(slip, "补打", 30));
  CHECK(press.shows(slip, "补打 2026-11-23 10:20", 26));
  CHECK(press.shows(slip, "取号 2026-11-23 10:00，当日有效", 26));
  CHECK_FALSE(press.shows(slip, "3 位", 40, Weight::bold));
  CHECK(tests::scan(slip) == "7K3P9XQ2MD\n");
}

TEST_CASE("a priority lane is on the slip") {
  Press press;
  auto ticket = tests::waiting_ticket("zh-CN");
  ticket.lane = domain::Lane::care;
  CHECK(press.shows_badge(press.print(ticket), "爱心优先", 28));
  CHECK_FALSE(press.shows_badge(press.print(tests::waiting_ticket("zh-CN")), "普通", 28));
}

TEST_CASE("a scanner reads exactly the code from the slip") {
  Press press;
  for (const int width : {576, 384})
    for (const char* code : {"7K3P9XQ2MD", "0", "00000000000000000000", "01ABCDEFGHJKMNPQRSTVWXYZ01", "a-Z/?x=1"}) {
      auto ticket = tests::waiting_ticket("zh-CN");
      ticket.code = code;
      INFO(width << " " << code);
      CHECK(tests::scan(press.print(ticket, width)) == std::string(code) + "\n");
    }
}

TEST_CASE("a slip fits its paper and ends with a cut") {
  Press press;
  press.hall = {{"zh-CN", "中国某某电信股份有限公司北京市西城区西单北大街旗舰营业厅（二层）"}};
  press.service = {{"zh-CN", "InternationalRoamingAndBroadbandAndEverythingElseOfHome 办理"}};
  auto ticket = tests::waiting_ticket("zh-CN");
  ticket.number = 1234567;
  ticket.estimate_when_taken = {100, 12345};
  ticket.ahead_when_taken = 12345;
  for (const int width : {576, 384}) {
    const auto slip = press.print(ticket, width);
    CHECK(slip.started);
    CHECK(slip.cut);
    CHECK(slip.fed_lines >= 1);
    CHECK(slip.width == width);
    CHECK(slip.bands > 5);
    const auto edge = static_cast<std::size_t>(width) * 16 / 576;
    for (const std::string& row : slip.rows) {
      REQUIRE(row.size() == static_cast<std::size_t>(width));
      REQUIRE(row.substr(0, edge).find('#') == std::string::npos);
      REQUIRE(row.substr(row.size() - edge).find('#') == std::string::npos);
    }
  }
}

TEST_CASE("a band is never higher than small printers hold") {
  const printing::Bitmap tall(384, 1000);
  const std::string bytes = printing::escpos::raster(tall);
  const auto slips = tests::decode_escpos(printing::escpos::init() + bytes);
  CHECK(slips.at(0).rows.size() == 1000);
  CHECK(slips.at(0).bands == 11);
  CHECK(slips.at(0).width == 384);
}

TEST_CASE("where there is a page for phones the code is its address, that scanners read on narrow paper too") {
  Press press;
  const auto ticket = tests::waiting_ticket("zh-CN");
  for (const std::string& host : {std::string("https://hq.example"), "https://" + std::string(60, 'q') + ".example"}) {
    const std::string address = host + "/s/BJ-0001#" + ticket.code;
    for (const int width : {576, 384}) {
      CAPTURE(width, address);
      const auto slip = press.print(ticket, width, address);
      CHECK(tests::scan(slip) == address + "\n");
      if (width == 576) CHECK(press.shows(slip, "扫码看排队进度", 30, Weight::bold));
      if (width == 576) CHECK(press.shows(slip, "7K3P 9XQ2 MD", 34, Weight::bold));  // to be typed still
    }
  }
  CHECK_FALSE(press.shows(press.print(ticket), "扫码看排队进度", 30, Weight::bold));
}

}  // namespace slip_test
