// Slips as a printer's own text, on both papers.
#include <algorithm>
#include <cstdlib>

#include "base/text/catalog.h"
#include "kiosk/printing/ticket_layout.h"
#include "tests/kiosk/printing/paper.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/catch.h"

using namespace menting;
using printing::Encoding;
using printing::PaperSetting;
using printing::QrBy;

namespace text_slip_test {

namespace {

struct Press {
  Press() { text::load(std::string(MENTING_BUILD_DIR) + "/assets/text"); }

  std::string bytes(const domain::Ticket& ticket, const PaperSetting& how) {
    const auto paper = printing::open_paper(how, fonts);
    printing::lay_out_slip(*paper, ticket, {hall, service, zone, ticket.taken_at_ms + 1'200'000});
    return paper->escpos(how.cut);
  }
  tests::DecodedSlip print(const domain::Ticket& ticket, const PaperSetting& how) {
    const auto slips = tests::decode_escpos(bytes(ticket, how), how.width_dots);
    REQUIRE(slips.size() == 1);
    // For people to look at: MENTING_SLIPS names a folder.
    if (const char* folder = std::getenv("MENTING_SLIPS"))
      tests::write_png(slips[0], std::string(folder) + "/" + ticket.language + "-" + std::to_string(how.width_dots) +
                                     (how.encoding == Encoding::raster ? "-raster" : "-gb18030") +
                                     (how.qr == QrBy::command ? "-qr" : "") + (ticket.print_copies > 1 ? "-copy" : "") +
                                     ".png");
    return slips[0];
  }

  printing::Fonts fonts;
  base::Zone zone{"Asia/Shanghai"};
  domain::LocalName hall = tests::demo_plan().name;
  domain::LocalName service = tests::demo_plan().services[0].name;
};

bool has_line(const tests::DecodedSlip& slip, const std::string& text) {
  return std::any_of(slip.lines.begin(), slip.lines.end(),
                     [&text](const std::string& line) { return line.find(text) != std::string::npos; });
}

PaperSetting in_text(int width_dots = 576, QrBy qr = QrBy::raster) {
  return {width_dots, Encoding::gb18030, qr, printing::Cut::full};
}

}  // namespace

TEST_CASE("a slip in text tells all that its customer needs") {
  Press press;
  for (const int width : {576, 384}) {
    const auto slip = press.print(tests::waiting_ticket("zh-CN"), in_text(width));
    for (const char* text : {"西单营业厅", "您的号码", "A023", "新业务办理", "3 位", "约 8-12 分钟", "7K3P 9XQ2 MD",
                             "取号 2026-11-23 10:00"})
      CHECK(has_line(slip, text));
    CHECK_FALSE(has_line(slip, "补打"));
    CHECK(slip.bands == (width == 576 ? 2 : 1));  // the QR code alone
    CHECK(slip.cut_whole);
    CHECK(slip.width == width);
  }
  const auto english = press.print(tests::waiting_ticket("en"), in_text());
  CHECK(has_line(english, "Xidan Hall"));
  CHECK(has_line(english, "3 people"));
}

TEST_CASE("a scanner reads the code from every kind of slip on both papers") {
  Press press;
  auto copy = tests::waiting_ticket("zh-CN");
  copy.print_copies = 2;
  for (const int width : {576, 384})
    for (const auto& how : {PaperSetting{width}, in_text(width), in_text(width, QrBy::command)})
      for (const auto& ticket : {tests::waiting_ticket("zh-CN"), tests::waiting_ticket("en"), copy}) {
        INFO(width << " " << ticket.language);
        CHECK(tests::scan(press.print(ticket, how)) == "7K3P9XQ2MD\n");
      }
}

TEST_CASE("text is a small part of a picture's data") {
  Press press;
  const auto ticket = tests::waiting_ticket("zh-CN");
  const std::size_t picture = press.bytes(ticket, PaperSetting{}).size();
  CHECK(press.bytes(ticket, in_text()).size() * 8 < picture);
  CHECK(press.bytes(ticket, in_text(576, QrBy::command)).size() * 50 < picture);
}

TEST_CASE("a line with a character that old printers lack is a picture of it") {
  Press press;
  press.hall = {{"zh-CN", "喆玥营业厅"}};
  const auto slip = press.print(tests::waiting_ticket("zh-CN"), in_text());
  CHECK_FALSE(has_line(slip, "营业厅"));
  CHECK(tests::shows(slip, press.fonts, {"喆玥营业厅", 38, printing::Weight::bold}));
  CHECK(has_line(slip, "新业务办理"));
  CHECK(tests::scan(slip) == "7K3P9XQ2MD\n");
}

TEST_CASE("a copy in text says that it is one, and a lane stands on it") {
  Press press;
  auto ticket = tests::waiting_ticket("zh-CN");
  ticket.print_copies = 2;
  ticket.lane = domain::Lane::care;
  const auto slip = press.print(ticket, in_text());
  CHECK(has_line(slip, "【补打】"));
  CHECK(has_line(slip, "【爱心优先】"));
  CHECK_FALSE(has_line(slip, "3 位"));
}

TEST_CASE("text never runs over the paper's edge") {
  // The decoder refuses a line that does.
  Press press;
  press.hall = {{"zh-CN", "中国某某电信股份有限公司北京市西城区西单北大街旗舰营业厅（二层）"}};
  press.service = {{"zh-CN", "InternationalRoamingBroadbandAndHome 办理"}};
  auto ticket = tests::waiting_ticket("zh-CN");
  ticket.number = 1234567;
  ticket.estimate_when_taken = {100, 12345};
  ticket.ahead_when_taken = 12345;
  ticket.language = "zh";  // a name of its own among the pictures
  for (const int width : {576, 384}) CHECK(press.print(ticket, in_text(width)).width == width);
}

TEST_CASE("the knife does as it is told") {
  Press press;
  auto how = in_text();
  how.cut = printing::Cut::none;
  const auto uncut = press.print(tests::waiting_ticket("zh-CN"), how);
  CHECK_FALSE(uncut.cut);
  CHECK(uncut.fed_lines > 5);
  how.cut = printing::Cut::partial;
  how.encoding = Encoding::raster;
  const auto hanging = press.print(tests::waiting_ticket("zh-CN"), how);
  CHECK(hanging.cut);
  CHECK_FALSE(hanging.cut_whole);
}

TEST_CASE("a test page shows edges, characters and a code, in each way of printing") {
  Press press;
  for (const int width : {576, 384})
    for (const auto& how : {PaperSetting{width}, in_text(width)})
      for (const std::string language : {"zh-CN", "en"}) {
        const auto paper = printing::open_paper(how, press.fonts);
        printing::lay_out_test(*paper, press.hall, language, "2026-11-23 10:00");
        const auto slip = tests::decode_escpos(paper->escpos(how.cut), width).at(0);
        if (const char* folder = std::getenv("MENTING_SLIPS"))
          tests::write_png(slip, std::string(folder) + "/test-" + language + "-" + std::to_string(width) +
                                     (how.encoding == Encoding::raster ? "-raster" : "-gb18030") + ".png");
        CHECK(tests::scan(slip) == "TEST\n");
        CAPTURE(width, language);
        CHECK(std::any_of(slip.rows.begin(), slip.rows.end(), [width](const std::string& row) {
          return row == std::string(static_cast<std::size_t>(width), '#');
        }));
        CHECK(tests::shows(slip, press.fonts, {"李喆 王玥 赵赟", width == 576 ? 28 : 22}));
        CHECK((how.encoding == Encoding::raster) == slip.lines.empty());
      }
}

}  // namespace text_slip_test
