// Characters are drawn from a store that is filled as they come: any of them, at any size, and never none.
#include "kiosk/ui/fonts.h"

#include <imgui.h>

#include <cmath>
#include <string>
#include <vector>

#include "kiosk/ui/painter.h"
#include "kiosk/ui/shelves.h"
#include "tests/kiosk/ui/screen.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::Screen;
using ui::Fonts;
using ui::Glyph;

namespace fonts_test {

namespace {

constexpr const char* regular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
constexpr const char* bold = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";

/// Fonts in an ImGui context, and the texture that a renderer would have.
struct Sheet {
  Fonts fonts{regular, bold};
  int width = 0, height = 0;
  std::vector<unsigned char> texture;

  Sheet() {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().DisplaySize = ImVec2(1080, 1920);
    fonts.build(*ImGui::GetIO().Fonts);
    width = ImGui::GetIO().Fonts->TexWidth;
    height = ImGui::GetIO().Fonts->TexHeight;
    texture.resize(static_cast<std::size_t>(width * height));
  }
  ~Sheet() { ImGui::DestroyContext(); }
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;

  unsigned char& at(int x, int y) { return texture[static_cast<std::size_t>(y * width + x)]; }
  void upload() {
    for (const ui::Patch& patch : fonts.take_patches()) {
      REQUIRE(patch.x >= 0);
      REQUIRE(patch.y >= 0);
      REQUIRE(patch.x + patch.width <= width);
      REQUIRE(patch.y + patch.height <= height);
      for (int y = 0; y < patch.height; ++y)
        for (int x = 0; x < patch.width; ++x)
          at(patch.x + x, patch.y + y) = patch.ink[static_cast<std::size_t>(y * patch.width + x)];
    }
  }
  /// The pixels that a character is drawn from.
  std::vector<unsigned char> ink(const Glyph& glyph) {
    std::vector<unsigned char> found;
    const int x0 = texel(glyph.uv0.x, width), x1 = texel(glyph.uv1.x, width);
    for (int y = texel(glyph.uv0.y, height); y < texel(glyph.uv1.y, height); ++y)
      for (int x = x0; x < x1; ++x) found.push_back(at(x, y));
    return found;
  }
  static int texel(float uv, int side) { return static_cast<int>(std::lround(uv * static_cast<float>(side))); }
};

/// Asks for characters as large as the largest ticket number until the store has room for no more.
int fill(Fonts& fonts) {
  int count = 0;
  for (char32_t c = U'一'; c < U'一' + 5'000; ++c, ++count) {
    if (fonts.glyph(c, 300, true).p1.x <= 0) return count;
  }
  return count;
}

}  // namespace

TEST_CASE("any character is drawn at any size just as the font has it") {
  Sheet sheet;
  font::FontFile files[] = {font::FontFile(regular), font::FontFile(bold)};
  for (const int pixels : {16, 27, 38, 57, 114, 300}) {
    for (const char32_t c : std::u32string(U"梓喆龘𠮷𬍛A1g，…")) {
      for (const bool heavy : {false, true}) {
        const Glyph& glyph = sheet.fonts.glyph(c, pixels, heavy);
        sheet.upload();
        const font::Coverage shape = files[heavy ? 1 : 0].render(c, pixels);
        INFO(static_cast<unsigned>(c) << " at " << pixels);
        CHECK(sheet.ink(glyph) == shape.grey);
        CHECK(glyph.p0.x == static_cast<float>(shape.left));
        CHECK(glyph.p0.y == static_cast<float>(-shape.top));
        CHECK(glyph.p1.x - glyph.p0.x == static_cast<float>(shape.width));
        CHECK(glyph.advance == static_cast<float>(shape.advance));
      }
    }
  }
  CHECK_FALSE(sheet.fonts.again());
  const std::size_t before = sheet.fonts.glyph_count();
  sheet.fonts.glyph(U'龘', 38, false);
  CHECK(sheet.fonts.glyph_count() == before);
  CHECK(sheet.fonts.take_patches().empty());
}

TEST_CASE("what the font lacks is a hollow box as wide as its neighbours") {
  Sheet sheet;
  const char32_t missing = GENERATE(as<char32_t>{}, 0x1F600, 0xE001, 0x10FFFF, 0x7);
  REQUIRE_FALSE(sheet.fonts.has(missing));
  const Glyph& glyph = sheet.fonts.glyph(missing, 40, false);
  CHECK(glyph.advance == (missing < 0x1100 ? 20 : 40));
  CHECK(glyph.p0.x > 0);
  CHECK(glyph.p1.x < glyph.advance);
  sheet.upload();
  const std::vector<unsigned char> ink = sheet.ink(glyph);
  REQUIRE_FALSE(ink.empty());
  CHECK(ink.front() == 255);
  CHECK(ink.back() == 255);
  const auto wide = static_cast<std::size_t>(glyph.p1.x - glyph.p0.x);
  CHECK(ink[ink.size() / 2 / wide * wide + wide / 2] == 0);
}

TEST_CASE("marks without a shape take no room") {
  Sheet sheet;
  CHECK(sheet.fonts.width("葛\xF3\xA0\x84\x80", 40, false) == 40);  // with a variation selector
  CHECK(sheet.fonts.width("a\xE2\x80\x8B", 40, false) == sheet.fonts.width("a", 40, false));
}

TEST_CASE("a line is as wide as its characters, also where nothing was drawn yet") {
  Sheet sheet;
  const std::string line = "欧阳龘𠮷 Zoë 13800138000 \xF0\x9F\x98\x80\xFF";
  const float width = sheet.fonts.width(line, 38, true);
  CHECK(sheet.fonts.glyph_count() == 0);
  ImGui::NewFrame();
  ImDrawList& list = *ImGui::GetBackgroundDrawList();
  sheet.fonts.draw_text(list, ImVec2(100, 200), line, 38, true, IM_COL32_WHITE);
  float right = 0;
  for (const ImDrawVert& corner : list.VtxBuffer) right = std::max(right, corner.pos.x);
  CHECK(right <= 100 + width);
  CHECK(right > 100 + width - 38);
  CHECK(list.CmdBuffer.Size == 1);
  CHECK(list.VtxBuffer.Size == 4 * 20);  // the spaces need none
  ImGui::EndFrame();
}

TEST_CASE("a full store is emptied, and the picture drawn again is whole") {
  Sheet sheet;
  for (char32_t c = U'一'; c < U'一' + 20; ++c) sheet.fonts.glyph(c, 38, false);
  CHECK_FALSE(sheet.fonts.again());
  const int room = fill(sheet.fonts);
  CHECK(room > 40);
  CHECK(room < 100);
  const Glyph& homeless = sheet.fonts.glyph(U'一' + static_cast<char32_t>(room), 300, true);
  CHECK(homeless.p1.x == 0);
  CHECK(homeless.advance == 300);  // the lines stay where they are
  REQUIRE(sheet.fonts.again());
  CHECK(sheet.fonts.glyph_count() == 0);
  const Glyph& glyph = sheet.fonts.glyph(U'龘', 300, true);
  sheet.upload();
  CHECK(sheet.ink(glyph) == font::FontFile(bold).render(U'龘', 300).grey);
  CHECK_FALSE(sheet.fonts.again());
}

TEST_CASE("a picture with more than the store can hold is drawn coarser, but drawn") {
  Sheet sheet;
  CHECK(fill(sheet.fonts) < 100);
  int pictures = 1;
  while (sheet.fonts.again()) {
    REQUIRE(++pictures <= 6);
    for (char32_t c = U'一'; c < U'一' + 400; ++c) sheet.fonts.glyph(c, 300, true);
  }
  const Glyph& glyph = sheet.fonts.glyph(U'国', 300, true);
  CHECK(glyph.advance == 300);
  CHECK(glyph.p1.x - glyph.p0.x > 200);
  sheet.upload();
  CHECK(sheet.ink(glyph).size() < 200U * 200U);
}

TEST_CASE("places on the shelves never overlap") {
  ui::Shelves shelves(200, 300);
  std::vector<ui::Box> taken;
  unsigned seed = 7;
  for (int i = 0; i < 2'000; ++i) {
    seed = seed * 1'103'515'245U + 12'345U;
    const int w = 1 + static_cast<int>((seed >> 16U) % 40), h = 1 + static_cast<int>((seed >> 22U) % 40);
    const auto place = shelves.place(w, h);
    if (!place) continue;
    const ui::Box box = {static_cast<float>(place->x), static_cast<float>(place->y), static_cast<float>(w),
                         static_cast<float>(h)};
    CHECK(box.right() <= 200);
    CHECK(box.bottom() <= 300);
    for (const ui::Box& other : taken) REQUIRE_FALSE(box.overlaps(other));
    taken.push_back(box);
  }
  float area = 0;
  for (const ui::Box& box : taken) area += box.w * box.h;
  CHECK(area > 0.6F * 200 * 300);
  CHECK_FALSE(shelves.place(201, 1));
  CHECK_FALSE(shelves.place(1, 301));
  shelves.clear();
  CHECK(shelves.place(200, 300));
}

TEST_CASE("larger type takes more room everywhere") {
  Sheet sheet;
  ImGui::NewFrame();
  ui::Painter paint(*ImGui::GetBackgroundDrawList(), sheet.fonts, 1);
  const float width = paint.width(ui::Type::body, "取号办理"), line = paint.line_height(ui::Type::body);
  const std::string text = "请在叫到您的号码时前往窗口办理业务";
  const float high = paint.paragraph(ui::Type::body, text, {0, 0, 400, 0}, IM_COL32_BLACK);
  paint.type_scale = 1.5F;
  CHECK(paint.width(ui::Type::body, "取号办理") == 1.5F * width);
  CHECK(std::fabs(paint.line_height(ui::Type::body) - 1.5F * line) < 0.01F);
  CHECK(paint.paragraph(ui::Type::body, text, {0, 0, 400, 0}, IM_COL32_BLACK) > 1.5F * high);
  CHECK(paint.cut().empty());
  ImGui::EndFrame();
}

TEST_CASE("a picture fills its box, square or rounded") {
  Sheet sheet;
  ImGui::NewFrame();
  ImDrawList& list = *ImGui::GetBackgroundDrawList();
  ui::Painter paint(list, sheet.fonts, 0.5F);
  const auto id = reinterpret_cast<ImTextureID>(std::intptr_t{77});
  const float radius = GENERATE(0.F, 36.F);
  paint.picture({100, 200, 400, 300}, id, 0.5F, radius);
  REQUIRE(list.VtxBuffer.Size >= 4);
  float right = 0, bottom = 0;
  for (const ImDrawVert& corner : list.VtxBuffer) {
    right = std::max(right, corner.pos.x);
    bottom = std::max(bottom, corner.pos.y);
    CHECK((corner.col == IM_COL32(255, 255, 255, 128) || corner.col == IM_COL32(255, 255, 255, 0)));
  }
  CHECK(std::fabs(right - 250) <= 1);  // a rounded one ends in a soft edge
  CHECK(std::fabs(bottom - 250) <= 1);
  CHECK(list.CmdBuffer[0].TextureId == id);
  ImGui::EndFrame();
}

TEST_CASE("names of rare, missing and broken characters are drawn like any other") {
  domain::Plan plan = tests::demo_plan();
  plan.name["zh-CN"] = "梓琪涵婷雯馨喆玥昀龘𠮷 \xF0\x9F\x98\x80 \xEE\x80\x81 \xFF\xC0\xE4\xB8";
  plan.services[0].name["zh-CN"] = "馨喆玥";
  Screen screen(1080, 1920, plan);
  CHECK(screen.page() == "home");
  screen.tap("home.take_number");
  CHECK(screen.label("service.A").find("馨喆玥") != std::string::npos);
  CHECK_FALSE(screen.fonts.again());
}

}  // namespace fonts_test
