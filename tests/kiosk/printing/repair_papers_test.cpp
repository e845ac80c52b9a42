// A repair's papers, the whole way through the printer's language.
#include "base/text/catalog.h"
#include "kiosk/printing/escpos.h"
#include "kiosk/printing/repair_layout.h"
#include "tests/kiosk/printing/loop_hall.h"
#include "tests/kiosk/printing/paper.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/catch.h"

using namespace menting;
using printing::SlipPaper;
using printing::Weight;

namespace repair_papers_test {

namespace {

domain::RepairOrder an_order(const std::string& language) {
  domain::RepairOrder order;
  order.number = "R2611230017";
  order.code = "7K3P9XQ2MD01";
  order.pickup_code = "048213";
  order.language = language;
  order.device = {"phone", "HUAWEI", "Mate 60", "49015420", "", 30};
  order.faults = {"battery", "screen"};
  order.left_with = {"case", "sim"};
  order.terms_version = "1";
  order.promised_day = {20261126};
  order.opened_at_ms = 1795399200000;
  order.shelf = "B-7";
  return order;
}

struct Press {
  Press() { text::load(std::string(MENTING_BUILD_DIR) + "/assets/text"); }

  tests::DecodedSlip print(const std::function<void(SlipPaper&)>& lay_out, const printing::PaperSetting& setting = {}) {
    const auto paper = printing::open_paper(setting, fonts);
    lay_out(*paper);
    const auto slips = tests::decode_escpos(paper->escpos(printing::Cut::partial), setting.width_dots);
    REQUIRE(slips.size() == 1);
    return slips[0];
  }
  tests::DecodedSlip label(const domain::RepairOrder& order, const std::string& language,
                           const printing::PaperSetting& setting = {}) {
    return print([&](SlipPaper& paper) { printing::lay_out_label(paper, order, language, zone); }, setting);
  }
  tests::DecodedSlip receipt(const domain::RepairOrder& order, const printing::PaperSetting& setting = {}) {
    return print([&](SlipPaper& paper) { printing::lay_out_receipt(paper, order, 60, hall, zone); }, setting);
  }
  bool shows(const tests::DecodedSlip& slip, const std::string& text, int size, Weight weight = Weight::regular) {
    return tests::shows(slip, fonts, {text, size, weight});
  }
  /// As large as the paper's width lets it be.
  bool shows_number(const tests::DecodedSlip& slip, const std::string& text, int size) {
    for (int fits = size; fits > size / 2; --fits) {
      if (shows(slip, text, fits, Weight::bold)) return true;
    }
    return false;
  }

  printing::Fonts fonts;
  base::Zone zone{"Asia/Shanghai"};
  domain::LocalName hall = tests::demo_plan().name;
};

}  // namespace

TEST_CASE("a label tells which device it is and where it lies, and lets nobody fetch it") {
  Press press;
  // The customer's language is not the staff's.
  const auto label = press.label(an_order("en"), "zh-CN");
  CHECK(press.shows_number(label, "R2611230017", 92));
  CHECK_FALSE(press.shows_number(label, "R2611230025", 92));
  CHECK(press.shows(label, "手机", 28));
  CHECK(press.shows(label, "HUAWEI Mate 60", 36, Weight::bold));
  CHECK(press.shows(label, "B-7", 40, Weight::bold));
  CHECK(press.shows(label, "2026-11-26", 40, Weight::bold));
  CHECK(tests::scan(label) == "R2611230017\n");
  CHECK_FALSE(press.shows(label, "048213", 40, Weight::bold));
  auto nowhere = an_order("zh-CN");
  nowhere.shelf.clear();
  nowhere.left_with.clear();
  CHECK(press.shows(press.label(nowhere, "zh-CN"), "没有其他物品", 30, Weight::bold));
}

TEST_CASE("a receipt has the customer's part with the code, and ours with room for a signature") {
  Press press;
  const auto chinese = press.receipt(an_order("zh-CN"));
  CHECK(press.shows(chinese, "西单营业厅", 38, Weight::bold));
  CHECK(tests::shows(chinese, press.fonts, {"接修凭单 · 客户联", 28, Weight::bold, true}));
  CHECK(tests::shows(chinese, press.fonts, {"接修凭单 · 留存联", 28, Weight::bold, true}));
  CHECK(press.shows(chinese, "接到取机通知后，请在 60 天内来取。", 24));
  CHECK(press.shows(chinese, "客户签字、日期", 26));
  CHECK(tests::scan(chinese) == "7K3P9XQ2MD01\n");
  const auto english = press.receipt(an_order("en"));
  CHECK(press.shows(english, "Battery runs down, Screen broken", 30, Weight::bold));
  CHECK(press.shows(english, "Customer's signature and date", 26));
  CHECK_FALSE(press.shows(english, "客户签字、日期", 26));
  CHECK(press.shows(press.receipt(an_order("")), "客户签字、日期", 26));
}

TEST_CASE("a repair's papers come out on narrow paper and from printers that are sent text") {
  Press press;
  for (const int width : {576, 384}) {
    for (const auto encoding : {printing::Encoding::raster, printing::Encoding::gb18030}) {
      const printing::PaperSetting setting{.width_dots = width, .encoding = encoding};
      INFO(width << " " << static_cast<int>(encoding));
      auto order = an_order("zh-CN");
      order.device.model = "P60 Art 限量版 钛金典藏礼盒超长型号名称一二三四五六七八九十";
      const auto label = press.label(order, "zh-CN", setting);
      CHECK(label.cut);
      CHECK(tests::scan(label) == "R2611230017\n");
      const auto receipt = press.receipt(order, setting);
      CHECK(receipt.cut);
      CHECK(tests::scan(receipt) == "7K3P9XQ2MD01\n");
    }
  }
}

TEST_CASE("a repair's papers are printed when asked for, and what came of each is said") {
  tests::Hall hall;
  hall.tray->outcomes = {printing::Outcome::done, printing::Outcome::paper_out, printing::Outcome::unknown};
  std::vector<std::string> heard;  // outlives the loop, which still tells of what waits when it ends
  const auto loop = hall.loop();
  const auto hear = [&heard](const printing::Condition& condition) { heard.push_back(condition.code); };
  CHECK(loop->print_label(an_order("zh-CN"), "zh-CN", hear));
  CHECK(loop->print_receipt(an_order("zh-CN"), 60, hear));
  CHECK(loop->print_repair({an_order("zh-CN"), {}}, hear));
  CHECK(heard.empty());
  loop->run_once();
  CHECK(heard == std::vector<std::string>{"ready", "paper_out", "unknown"});
  REQUIRE(hall.tray->count() == 3);
  CHECK(tests::scan(tests::decode_escpos(hall.tray->jobs[0]).at(0)) == "R2611230017\n");
  // So many may wait, and no more.
  int waiting = 0;
  while (loop->print_label(an_order("zh-CN"), "zh-CN", hear)) ++waiting;
  CHECK(waiting == 8);
}

}  // namespace repair_papers_test
