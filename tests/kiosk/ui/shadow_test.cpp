// What software draws for every picture: shadows pixel by pixel, a veil without a surface of its own.
#include "kiosk/ui/shadow.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "kiosk/ui/gl_fill.h"
#include "kiosk/ui/painter.h"
#include "kiosk/ui/theme.h"
#include "tests/support/catch.h"

using namespace menting;

namespace shadow_test {

namespace {

constexpr const char* regular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
constexpr const char* bold = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";

struct Board {
  ui::Fonts fonts{regular, bold};
  Board() {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().DisplaySize = ImVec2(1080, 1920);
    fonts.build(*ImGui::GetIO().Fonts);
    fonts.take_patches();
    ImGui::NewFrame();
  }
  ~Board() {
    ImGui::EndFrame();
    ImGui::DestroyContext();
  }
  Board(const Board&) = delete;
  Board& operator=(const Board&) = delete;
  ImDrawList& list() { return *ImGui::GetBackgroundDrawList(); }
};

bool whole(float value) {
  return std::fabs(value - std::round(value)) < 0.01F;
}

}  // namespace

TEST_CASE("a shadow fades out to all sides and is the same along an edge") {
  const float scale = GENERATE(0.5F, 1.F, 1.37F, 2.F);
  const ui::Shadow shadow = ui::bake_shadow(scale);
  const int width = shadow.width(), height = shadow.height();
  REQUIRE(shadow.ink.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  const auto ink = [&](int x, int y) {
    return int{shadow.ink[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)]};
  };
  int outermost = 0;
  for (int x = 0; x < width; ++x) outermost = std::max({outermost, ink(x, 0), ink(x, height - 1)});
  for (int y = 0; y < height; ++y) outermost = std::max({outermost, ink(0, y), ink(width - 1, y)});
  CHECK(outermost <= 3);  // of 255
  const int column = shadow.side + shadow.inner_side, row = shadow.above + shadow.inner_top;
  CHECK(ink(column, height - shadow.below) >= 20);  // right below the box
  CHECK(ink(shadow.side - 1, row) >= 10);
  for (int y = 0; y < height; ++y) CHECK(std::abs(ink(column, y) - ink(column + 1, y)) <= 1);
  for (int x = 0; x < width; ++x) CHECK(std::abs(ink(x, row) - ink(x, row + 1)) <= 1);
}

TEST_CASE("a shadow is drawn pixel by pixel, nothing of it twice, and little of it under its box") {
  Board board;
  const float scale = GENERATE(0.5F, 1.F, 1.37F);
  const ui::Box box = {100.3F, 200.6F, GENERATE(700.F, 60.F, 5.F), 400.2F};
  board.fonts.draw_shadow(board.list(), box, scale, IM_COL32_BLACK);
  const auto patches = board.fonts.take_patches();
  REQUIRE(patches.size() == 1);
  const ImVec2 texel = ImGui::GetIO().Fonts->TexUvScale;
  std::vector<ui::Box> parts;
  for (int i = 0; i < board.list().VtxBuffer.Size; i += 4) {
    const ImDrawVert &a = board.list().VtxBuffer[i], &b = board.list().VtxBuffer[i + 2];
    const ui::Box part = {a.pos.x, a.pos.y, b.pos.x - a.pos.x, b.pos.y - a.pos.y};
    const float u = (b.uv.x - a.uv.x) / texel.x, v = (b.uv.y - a.uv.y) / texel.y;
    CHECK((whole(part.x) && whole(part.y) && whole(part.w) && whole(part.h)));
    CHECK((std::fabs(u - part.w) < 0.01F || std::fabs(u - 1) < 0.01F));
    CHECK((std::fabs(v - part.h) < 0.01F || std::fabs(v - 1) < 0.01F));
    for (const ui::Box& other : parts) CHECK_FALSE(part.overlaps(other));
    parts.push_back(part);
  }
  CHECK_FALSE(parts.empty());
  for (const ui::Box& part : parts) CHECK_FALSE(part.contains(box.cx(), box.bottom() - 100 * scale));
  board.fonts.draw_shadow(board.list(), box, scale, IM_COL32_BLACK);
  CHECK(board.fonts.take_patches().empty());  // once is enough
}

TEST_CASE("a veil gives what was drawn the colours that it would have under one") {
  Board board;
  ui::Painter paint(board.list(), board.fonts, 1);
  const ImU32 red = ui::Theme::rgb(0xD02030), half = IM_COL32(10, 200, 30, 128), veil = ui::Theme::rgb(0x0C1729, 150);
  paint.fill({0, 0, 60, 60}, red);
  paint.fill({30, 30, 60, 60}, half);
  paint.veil({0, 0, 1080, 1920}, veil);
  const ImU32 ground = ui::Theme::rgb(0xF4F6FA);
  const ImU32 veiled = board.list().VtxBuffer[board.list().VtxBuffer.Size - 1].col;
  CHECK(board.list().VtxBuffer[0].col == ui::blend(veil, red));
  CHECK((veiled >> IM_COL32_A_SHIFT) == 128);
  // In either order: the veil on the mixture, or the mixture of what was veiled.
  const ImU32 wanted = ui::blend(veil, ui::blend(half, ground)), got = ui::blend(veiled, ui::blend(veil, ground));
  for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT})
    CHECK(std::abs(static_cast<int>(wanted >> shift & 255U) - static_cast<int>(got >> shift & 255U)) <= 1);
}

TEST_CASE("a large opaque fill is cleared, and drawn where it moves or shines through") {
  Board board;
  ui::Painter paint(board.list(), board.fonts, 1);
  const ImU32 red = ui::Theme::rgb(0xD02030), veil = ui::Theme::rgb(0x0C1729, 150);
  const auto cleared = [&] { return std::ranges::count_if(board.list().CmdBuffer, ui::is_cleared); };
  paint.fill({0, 0, 50, 50}, red, 10);  // too small to be worth it
  paint.fill({0, 0, 500, 500}, IM_COL32(1, 2, 3, 128), 10);
  paint.moving = true;
  paint.fill({0, 0, 500, 500}, red, 10);
  CHECK(cleared() == 0);
  paint.moving = false;
  paint.fill({100, 200, 500, 400}, red, 36);
  REQUIRE(cleared() == 2);  // a cross: the four round corners are drawn
  std::vector<ImVec4> places;
  for (const ImDrawCmd& command : board.list().CmdBuffer) {
    if (!ui::is_cleared(command)) continue;
    places.push_back(command.ClipRect);
    CHECK(ui::cleared_colour(command) == red);
  }
  CHECK((places[0].x == 135 && places[0].y == 200 && places[0].z == 565 && places[0].w == 600));
  CHECK((places[1].x == 100 && places[1].y == 235 && places[1].z == 600 && places[1].w == 565));
  paint.veil({0, 0, 1080, 1920}, veil);
  CHECK(ui::cleared_colour(*std::ranges::find_if(board.list().CmdBuffer, ui::is_cleared)) == ui::blend(veil, red));
}

}  // namespace shadow_test
