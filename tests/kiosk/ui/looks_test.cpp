// Every page in every layout and language: nothing cut, nothing overlapping, nothing too small, nothing untranslated.
#include <imgui.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text/catalog.h"
#include "kiosk/ui/theme.h"
#include "kiosk/ui/utf8.h"
#include "tests/kiosk/ui/look_rules.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::domain;
using tests::Screen;

namespace looks_test {

namespace {

struct Size {
  int width, height;
};

}  // namespace

TEST_CASE("every page keeps the rules, in every layout, language and manner") {
  std::vector<tests::Violation> all;
  for (const Size& size : {Size{1080, 1920}, Size{1920, 1080}, Size{1366, 768}, Size{540, 960}, Size{1024, 768}}) {
    for (const std::string language : {"zh-CN", "en"}) {
      for (const tests::Mode mode : {tests::Mode::normal, tests::Mode::elderly, tests::Mode::low_reach}) {
        Screen screen(tests::furnished(size.width, size.height));
        tests::LookRules rules(screen, std::to_string(size.width) + "x" + std::to_string(size.height) + " " +
                                           tests::name_of(mode) + " " + language);
        std::string last;
        try {
          tests::tour(screen, language, mode, [&](const std::string& page) {
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
  if (const char* report = std::getenv("MENTING_LOOKS_REPORT")) std::ofstream(report) << tests::table(all);
  INFO(all.size() << " times a page breaks a rule:\n" << tests::table(all));
  CHECK(all.empty());
}

TEST_CASE("every text that is said is listed, and has its Chinese") {
  const tests::Mode mode = GENERATE(tests::Mode::normal, tests::Mode::elderly, tests::Mode::low_reach);
  Screen screen(tests::furnished(1080, 1920));
  tests::tour(screen, "zh-CN", mode, [](const std::string&) {});
  const auto all = ui::all_texts();
  const std::set<std::string> listed(all.begin(), all.end());
  for (const std::string& heard : screen.heard) {
    INFO(heard);
    CHECK(listed.contains(heard));
  }
  for (const char* english : all) {
    INFO(english);
    CHECK(text::tr("zh-CN", english) != english);
    CHECK(text::tr("en", english) == english);
  }
}

TEST_CASE("words of any bytes are read to their end") {
  for (const std::string_view text : {std::string_view("a"), std::string_view("\xE4\xB8"), std::string_view("\xF8\x88"),
                                      std::string_view("\0x", 2)}) {
    std::size_t at = 0, steps = 0;
    while (at < text.size()) {
      ui::next_char(text, at);
      REQUIRE(++steps <= text.size());
    }
    CHECK(at == text.size());
  }
  std::size_t at = 0;
  CHECK(ui::next_char("馨", at) == U'馨');
  CHECK(at == 3);
  at = 0;
  CHECK(ui::next_char("\xF0\x9F\x98\x80", at) == 0x1F600);
}

TEST_CASE("the targets are written as the contract says, whole, and only when they changed") {
  Screen screen(540, 960);
  const auto json = nlohmann::json::parse(screen.interface.json());
  CHECK(json.at("screen") == "home");
  CHECK(json.at("language") == "zh-CN");
  const auto& first = json.at("targets").at(0);
  CHECK(first.at("id") == "home.take_number");
  CHECK(first.at("enabled") == true);
  CHECK(first.at("label").get<std::string>().find("取号办理") == 0);
  CHECK(first.at("x").get<int>() + first.at("w").get<int>() <= 540);  // window pixels
  tests::ScratchFolder folder;
  ui::TargetsFile file(folder.file("targets.json"));
  CHECK(file.write("one"));
  std::filesystem::remove(folder.file("targets.json"));
  CHECK(file.write("one"));
  CHECK_FALSE(std::filesystem::exists(folder.file("targets.json")));
  CHECK(file.write("two"));
  CHECK(std::filesystem::file_size(folder.file("targets.json")) == 3);
  CHECK_FALSE(std::filesystem::exists(folder.file("targets.json.new")));
  ui::TargetsFile nowhere(folder.file("no/where.json"));
  CHECK_FALSE(nowhere.write("one"));
  CHECK(ui::TargetsFile("").write("one"));
}

TEST_CASE("a hall with many services still shows each of them") {
  Plan plan = tests::demo_plan();
  for (char letter = 'E'; letter <= 'L'; ++letter) {
    Service service = plan.services[0];
    service.letter = letter;
    plan.services.push_back(service);
    plan.counters[0].services.push_back(letter);
  }
  const Size size = GENERATE(Size{1080, 1920}, Size{1920, 1080}, Size{1366, 768});
  const tests::Mode mode = GENERATE(tests::Mode::normal, tests::Mode::elderly, tests::Mode::low_reach);
  Screen screen(size.width, size.height, plan);
  tests::LookRules rules(screen, tests::name_of(mode));
  if (mode == tests::Mode::elderly) screen.tap("elderly.on");
  if (mode == tests::Mode::low_reach) screen.tap("low_reach.on");
  screen.tap("home.take_number");
  if (screen.page() == "choose_lane") screen.tap("lane.standard");
  std::set<std::string> seen;
  for (int leaf = 0; leaf < 12; ++leaf) {
    rules.look("choose_service");
    for (char letter = 'A'; letter <= 'L'; ++letter) {
      if (screen.has(std::string("service.") + letter)) seen.insert({letter});
    }
    if (screen.has("more")) screen.tap("more");
  }
  CHECK(seen.size() == 12);
  screen.tap("home");
  screen.tap("home.rate");
  CHECK(screen.has("key.L"));
  rules.look("find_visit");
  INFO(size.width << "x" << size.height << "\n" << tests::table(rules.violations()));
  CHECK(rules.violations().empty());
}

}  // namespace looks_test
