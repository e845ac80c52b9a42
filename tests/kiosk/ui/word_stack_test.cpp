// Words below each other are measured as they are drawn, and stay within their width.
#include "kiosk/ui/word_stack.h"

#include <imgui.h>

#include "kiosk/ui/theme.h"
#include "tests/kiosk/ui/screen.h"
#include "tests/support/catch.h"

using namespace menting;
using ui::Type;

namespace word_stack_test {

namespace {

/// Draws into a picture of its own, by a screen's fonts.
class Sheet {
 public:
  Sheet() : list_(ImGui::GetDrawListSharedData()), paint(list_, screen_.fonts, 1) {
    list_._ResetForNewFrame();
    list_.PushTextureID(ImGui::GetIO().Fonts->TexID);
    list_.PushClipRectFullScreen();
    paint.record();
  }

 private:
  tests::Screen screen_;
  ImDrawList list_;

 public:
  ui::Painter paint;
};

}  // namespace

TEST_CASE("words take the first size in which they fit on one line, else two lines of one") {
  Sheet sheet;
  const ImU32 ink = ui::Theme().ink;
  const float heading = sheet.paint.width(Type::heading, "Take a number");
  ui::WordStack wide(sheet.paint, heading + 1);
  wide.add({Type::heading, Type::small}, "Take a number", ink);
  CHECK(wide.fits());
  wide.draw(0, 0);
  REQUIRE(sheet.paint.inks().size() == 1);
  CHECK(sheet.paint.inks()[0].em == ui::em(Type::heading));

  ui::WordStack narrow(sheet.paint, heading * 0.6F);
  narrow.add({Type::heading, Type::figure}, "Take a number", ink, 2);
  CHECK(narrow.fits());
  CHECK(narrow.high() > wide.high() * 1.9F);
  narrow.draw(0, 200);
  REQUIRE(sheet.paint.inks().size() == 3);
  CHECK(sheet.paint.inks()[1].em == ui::em(Type::heading));
  CHECK_FALSE(sheet.paint.inks()[1].box.overlaps(sheet.paint.inks()[2].box));
  CHECK(sheet.paint.cut().empty());
}

TEST_CASE("words that fit nowhere say so, and what was added last can be taken back") {
  Sheet sheet;
  const ImU32 ink = ui::Theme().ink;
  ui::WordStack words(sheet.paint, 200);
  words.add({Type::body}, "Rate", ink);
  const float one = words.high();
  words.add({Type::body}, "", ink);
  CHECK(words.high() == one);
  words.add({Type::body}, "Ratethewholeofyourvisit", ink, 2);
  CHECK_FALSE(words.fits());
  words.drop_last();
  CHECK(words.fits());
  CHECK(words.high() == one);
}

TEST_CASE("cards side by side have their titles in one size, and words below on all or none") {
  for (const int width : {1080, 1920}) {
    tests::Screen screen(width, 3000 - width);
    if (screen.page() == "attract") screen.tap("attract.touch");
    screen.tap("lang.en");
    std::set<float> titles;
    int below = 0;
    for (const ui::Ink& ink : screen.interface.inks()) {
      for (const char* title : {"Repair a device", "How is my repair?", "Find my number", "Rate your visit"}) {
        if (ink.text == title) titles.insert(ink.em);
      }
      for (const char* words : {"Hand it in, get a loaner", "Scan or enter the number", "How far is the queue?",
                                "It takes only 10 seconds"}) {
        below += ink.text == words ? 1 : 0;
      }
    }
    CHECK(titles.size() == 1);
    CHECK(below == 4);
  }
}

}  // namespace word_stack_test
