// Choosing among many services, and what a ticket's page says when things go wrong.
#include <algorithm>
#include <cmath>

#include "kiosk/ui/service_groups.h"
#include "kiosk/ui/theme.h"
#include "tests/kiosk/ui/tour.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::domain;
using tests::Screen;

namespace choices_test {

namespace {

struct Size {
  int width, height;
};

bool says(const Screen& screen, const std::string& words) {
  return std::ranges::any_of(screen.interface.inks(), [&](const ui::Ink& ink) { return ink.text == words; });
}

void to_services(Screen& screen) {
  if (screen.page() == "attract") screen.tap("attract.touch");
  screen.tap("home.take_number");
}

/// Window pixels of one module of the codes drawn: their lines are one module high.
int module_pixels(const Screen& screen) {
  const float scale = ui::make_canvas(screen.width, screen.height).scale;
  float least = 0;
  for (const ui::Ink& ink : screen.interface.inks()) {
    if (!ink.words && ink.colour == ui::face_ink) least = least == 0 ? ink.box.h : std::min(least, ink.box.h);
  }
  return static_cast<int>(std::lround(least * scale));
}

std::vector<desk::ServiceView> services(const std::vector<int>& of_kind) {
  std::vector<desk::ServiceView> all;
  for (std::size_t kind = 0; kind < of_kind.size(); ++kind) {
    for (int i = 0; i < of_kind[kind]; ++i) {
      all.push_back({.letter = static_cast<char>('A' + all.size()),
                     .name = {},
                     .group = static_cast<ServiceGroup>(kind),
                     .waiting = 0,
                     .estimate = {},
                     .open = true});
    }
  }
  return all;
}

}  // namespace

TEST_CASE("twelve services are on one page, with the lane, whatever the screen") {
  const Size size = GENERATE(Size{1080, 1920}, Size{1920, 1080}, Size{1366, 768}, Size{540, 960}, Size{1024, 768});
  const std::string language = GENERATE(as<std::string>{}, "zh-CN", "en");
  Screen screen(tests::large_hall(size.width, size.height));
  tests::tour_choices(screen, language, tests::Mode::normal, [](const std::string&) {});
  INFO(size.width << "x" << size.height << " " << language);
  for (char letter = 'A'; letter <= 'L'; ++letter) CHECK(screen.has(std::string("service.") + letter));
  CHECK(screen.has("lane.standard"));
  CHECK(screen.has("lane.care"));
  CHECK_FALSE(screen.has("more"));
  CHECK(screen.interface.cut().empty());
}

TEST_CASE("a service that is full says so and cannot be taken; one without a counter says so and can") {
  Screen screen(tests::large_hall(1080, 1920));
  tests::tour_choices(screen, "en", tests::Mode::normal, [](const std::string&) {});
  CHECK_FALSE(screen.enabled("service.J"));
  CHECK(screen.label("service.J").find("No numbers left today") != std::string::npos);
  CHECK(says(screen, "No numbers left"));
  CHECK(screen.enabled("service.K"));
  CHECK(screen.label("service.K").find("No counter open yet") != std::string::npos);
  CHECK(says(screen, "No counter"));
}

TEST_CASE("the codes of what needs no queueing can be read from the screen") {
  Screen screen(tests::large_hall(1080, 1920));
  tests::tour_choices(screen, "en", tests::Mode::normal, [](const std::string&) {});
  CHECK(module_pixels(screen) >= 3);
  CHECK(says(screen, "See how far"));
}

TEST_CASE("panels: no kind is lost, none overlaps, the rows are as high as the longest column allows") {
  const std::vector<int> of_kind =
      GENERATE(std::vector<int>{3, 3, 3, 3}, std::vector<int>{12}, std::vector<int>{7, 3, 1, 1},
               std::vector<int>{0, 1, 4, 0}, std::vector<int>{2, 1, 1, 1}, std::vector<int>{1, 9, 1, 1});
  const std::size_t columns = GENERATE(2U, 3U, 4U);
  const std::vector<desk::ServiceView> all = services(of_kind);
  const ui::Box area = {72, 644, 936, 916};
  const auto panels = ui::arrange(ui::by_kind(all), area, columns, 24);
  std::size_t rows = 0;
  for (std::size_t i = 0; i < panels.size(); ++i) {
    rows += panels[i].rows.size();
    CHECK(panels[i].rows.size() == panels[i].services.size());
    CHECK(panels[i].box.bottom() <= area.bottom() + 0.5F);
    CHECK(panels[i].box.right() <= area.right() + 0.5F);
    for (const ui::Box& row : panels[i].rows) CHECK(row.h == ui::row_height(panels));
    for (std::size_t j = i + 1; j < panels.size(); ++j) CHECK_FALSE(panels[i].box.overlaps(panels[j].box));
  }
  CHECK(rows == all.size());
  CHECK(ui::row_height(panels) >= 81);
}

TEST_CASE("larger type on the services' page asks for the lane first, as it does everywhere") {
  Screen screen;
  to_services(screen);
  screen.tap("elderly.on");
  CHECK(screen.page() == "choose_lane");
  screen.tap("lane.care");
  CHECK(screen.page() == "choose_service");
  CHECK(screen.state().lane == Lane::care);
}

TEST_CASE("a hall nearby is offered before a number is taken, where the wait here is over its target") {
  Screen screen;
  screen.nearby = {{{{"zh-CN", "远营业厅"}}, {}, 500, 300, 0}, {{{"zh-CN", "西四营业厅"}}, {}, 5, 820, 0}};
  const auto offers = [&screen] {
    return std::ranges::any_of(screen.interface.inks(), [](const ui::Ink& ink) {
      return ink.text.find("附近的西四营业厅现在约等 5 分钟") != std::string::npos;
    });
  };
  to_services(screen);
  CHECK_FALSE(offers());
  screen.tap("home");
  for (int i = 0; i < 60; ++i) screen.branch(TakeTicket{'A', Lane::standard, "LONG" + std::to_string(i), "zh-CN"});
  screen.wait_ms(2'000);
  to_services(screen);
  REQUIRE(screen.desk.board()->service('A')->estimate.low_minutes >= 15);
  CHECK(offers());
  screen.nearby.clear();
  screen.tap("home");
  to_services(screen);
  CHECK_FALSE(offers());
}

TEST_CASE("without a slip the code is larger than with one") {
  Screen screen(1080, 1920);
  to_services(screen);
  screen.tap("service.A");
  const TicketId id = screen.state().taken.id;
  const int small = module_pixels(screen);
  CHECK(small >= 3);
  screen.branch(RecordPrintFailed{id, "paper_out"});
  CHECK(module_pixels(screen) > small);
}

TEST_CASE("a missed number leads to a new one") {
  Screen screen(tests::furnished(1080, 1920));
  std::vector<std::string> pages;
  tests::tour_tickets(screen, "en", tests::Mode::normal, [&](const std::string& page) {
    if (page == "ticket_found-no_show") CHECK(screen.has("found.take_number"));
    if (page == "ticket_found-finished") CHECK(screen.has("found.rate"));
    if (page == "ticket_found-rated") CHECK_FALSE(screen.has("found.rate"));
    if (page == "ticket_taken-called") CHECK(says(screen, "Please go to counter"));
    pages.push_back(page);
  });
  CHECK(pages.size() == 15);
}

}  // namespace choices_test
