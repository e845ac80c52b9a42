// Draws every page in every language, size and manner into PNG files, in a real window. packaging/gallery runs it.
#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/kiosk/ui/tour.h"
#include "tests/kiosk/ui/virtual_display.h"
#include "tests/support/catch.h"
#include "tests/support/png.h"

using namespace menting;

namespace {

std::string setting(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? otherwise : value;
}

struct Size {
  int width, height;
};

const char* mode_name(tests::Mode mode) {
  switch (mode) {
    case tests::Mode::normal:
      return "normal";
    case tests::Mode::elderly:
      return "elderly";
    case tests::Mode::low_reach:
      return "low_reach";
  }
  return "";
}

/// The chain's logo and colours, as whoever draws wants them.
void dress(ui::Brand& brand) {
  brand.logo = setting("MENTING_GALLERY_LOGO", "");
  if (setting("MENTING_GALLERY_BRAND", "") != "ember") return;
  brand.brand = 0xB93815;
  brand.deep = 0x96290F;
  brand.bright = 0xC9461D;
  brand.tint = 0xFDEEE7;
}

/// One folder a size, manner and language: 01-home-quiet.png, 02-home.png, …
void draw_all(const std::string& out, const std::string& language, tests::Mode mode, const Size& size) {
  const tests::VirtualDisplay display(size.width, size.height);
  ui::Stage stage({.fullscreen = false, .width = size.width, .height = size.height});
  stage.keep_looks();
  const std::string only = setting("MENTING_GALLERY_ONLY", "");
  const std::filesystem::path folder = std::filesystem::path(out) /
                                       (std::to_string(size.width) + "x" + std::to_string(size.height)) /
                                       (std::string(mode_name(mode)) + "-" + language);
  std::filesystem::create_directories(folder);
  int count = 0;
  const auto look = [&](const std::string& name) {
    ++count;
    if (!only.empty() && name.find(only) == std::string::npos) return;
    const ui::Raster& raster = stage.look();
    const std::string number = (count < 10 ? "0" : "") + std::to_string(count);
    tests::write_png((folder / (number + "-" + name + ".png")).string(), raster.width, raster.height, raster.rgba);
  };
  const auto walk = [&](tests::ScreenSetup setup, auto&& tour) {
    setup.stage = &stage;
    dress(setup.interface.brand);
    tests::Screen screen(std::move(setup));
    tour(screen, language, mode, look);
  };
  walk(tests::large_hall(size.width, size.height), tests::tour_choices);
  walk(tests::furnished(size.width, size.height), tests::tour_tickets);
  walk(tests::furnished(size.width, size.height), tests::tour);
  walk(tests::furnished(size.width, size.height), tests::tour_repairs);
  CHECK(count > 30);
}

}  // namespace

TEST_CASE("the gallery") {
  const std::string out = setting("MENTING_GALLERY", "gallery");
  const std::string sizes = setting("MENTING_GALLERY_SIZE", "");
  const std::string languages = setting("MENTING_GALLERY_LANGUAGE", "");
  const std::string modes = setting("MENTING_GALLERY_MODE", "");
  for (const Size& size : {Size{1080, 1920}, Size{1920, 1080}, Size{1366, 768}}) {
    if (!sizes.empty() && sizes.find(std::to_string(size.width)) == std::string::npos) continue;
    for (const std::string language : {"zh-CN", "en"}) {
      if (!languages.empty() && languages != language) continue;
      for (const tests::Mode mode : {tests::Mode::normal, tests::Mode::elderly, tests::Mode::low_reach}) {
        if (!modes.empty() && modes != mode_name(mode)) continue;
        draw_all(out, language, mode, size);
      }
    }
  }
}
