// The pages of repairs: their rules in every layout, and a whole visit by real taps.
#include <map>
#include <stdexcept>

#include "base/text/catalog.h"
#include "tests/kiosk/ui/hand_in.h"
#include "tests/kiosk/ui/look_rules.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::domain;
using tests::Screen;

TEST_CASE("the pages of repairs keep the rules, in every layout, language and manner") {
  struct Size {
    int width, height;
  };
  std::vector<tests::Violation> all;
  for (const Size& size : {Size{1080, 1920}, Size{1366, 768}, Size{1024, 768}}) {
    for (const std::string language : {"zh-CN", "en"}) {
      for (const tests::Mode mode : {tests::Mode::normal, tests::Mode::elderly, tests::Mode::low_reach}) {
        Screen screen(tests::furnished(size.width, size.height));
        tests::LookRules rules(screen, std::to_string(size.width) + "x" + std::to_string(size.height) + " " +
                                           tests::name_of(mode) + " " + language);
        std::string last;
        try {
          tests::tour_repairs(screen, language, mode, [&](const std::string& page) {
            last = page;
            rules.look(page);
          });
        } catch (const std::runtime_error& stopped) {
          rules.add("tour stops", "after " + last, stopped.what());
        }
        all.insert(all.end(), rules.violations().begin(), rules.violations().end());
      }
    }
  }
  INFO(all.size() << " times a page breaks a rule:\n" << tests::table(all));
  CHECK(all.empty());
}

TEST_CASE("who wants large words reads the answers as large as everywhere, in two lines where they are long") {
  Screen screen(tests::furnished(1080, 1920));
  float em = 0;
  tests::tour_repairs(screen, "en", tests::Mode::elderly, [&](const std::string& page) {
    if (page != "repair_data") return;
    for (const ui::Ink& ink : screen.interface.inks()) {
      if (ink.text.find("Yes, or there is") != std::string::npos) em = ink.em;
    }
  });
  CHECK(em == ui::em(ui::Type::heading) * 1.5F);
}

TEST_CASE("every text of repairs that is said is listed") {
  const tests::Mode mode = GENERATE(tests::Mode::normal, tests::Mode::elderly, tests::Mode::low_reach);
  Screen screen(tests::furnished(1080, 1920));
  tests::tour_repairs(screen, "zh-CN", mode, [](const std::string&) {});
  const auto all = ui::all_texts();
  const std::set<std::string> listed(all.begin(), all.end());
  for (const std::string& heard : screen.heard) {
    INFO(heard);
    CHECK(listed.contains(heard));
  }
}

TEST_CASE("a device handed in by taps alone is an order with its number, in both languages") {
  const std::string language = GENERATE(std::string("zh-CN"), std::string("en"));
  Screen screen(tests::furnished(1080, 1920));
  RepairOrder order;
  std::map<TicketId, RepairOrder> slips;
  tests::tour_repairs(screen, language, tests::Mode::normal, [&](const std::string& page) {
    if (page != "repair_taken") return;
    order = screen.state().story->order;
    slips = screen.desk.board()->repair_slips;
  });
  CHECK(screen.events("repair_opened") == 1);
  CHECK(order.language == language);
  CHECK(order.device.brand == "HUAWEI");
  CHECK(order.device.tac == "49015420");
  CHECK(order.pickup_code.size() == 6);
  CHECK(order.code.size() == 12);
  // One slip for both: that of the number, laid out as the order's.
  CHECK(screen.slips.empty());
  REQUIRE(slips.size() == 1);
  CHECK(slips.begin()->first == order.ticket);
  CHECK(slips.begin()->second.code == order.code);
  // Nothing that a customer says leaves in the targets' names.
  CHECK(screen.interface.json().find("Li Na") == std::string::npos);
}
