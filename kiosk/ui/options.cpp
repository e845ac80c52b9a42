#include "kiosk/ui/options.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/lines.h"

namespace menting::ui {

namespace {

constexpr float gap = 20, side = 26;

/// Where the cards are, and the type of their labels.
struct Plan {
  std::size_t columns = 1, rows = 1;
  Type type = Type::small_strong;
  std::size_t each() const { return columns * rows; }
};

bool tall(const OptionSheet& sheet) {
  return std::ranges::any_of(sheet.options, [](const Option& o) { return !o.device.empty(); });
}

bool valued(const OptionSheet& sheet) {
  return std::ranges::any_of(sheet.options, [](const Option& o) { return !o.value.empty(); });
}

bool labels_fit(View& view, const OptionSheet& sheet, Type type, float wide, float high) {
  const auto lines =
      valued(sheet) ? 1.F : std::max(1.F, std::min(2.F, std::floor(high / view.paint.line_height(type))));
  return std::ranges::all_of(sheet.options, [&](const Option& option) {
    const auto broken = view.paint.break_lines(type, option.label, wide);
    if (static_cast<float>(broken.size()) > lines) return false;
    return std::ranges::all_of(broken, [&](const std::string& one) { return view.paint.width(type, one) <= wide; });
  });
}

Plan plan_of(View& view, const OptionSheet& sheet, const Box& area) {
  const float k = view.paint.type_scale;
  const bool high_cards = tall(sheet) || valued(sheet);
  const float least = tall(sheet) ? 150 * k : valued(sheet) ? 90 * k : view.elderly() ? 110.F : 96.F;
  const auto rows_most =
      static_cast<std::size_t>(std::max(1.F, std::floor((area.h + gap) / (std::min(least, area.h) + gap))));
  std::size_t columns = view.elderly() ? (view.lying() ? 2 : 1) : sheet.columns_max;
  columns = std::min(columns, sheet.options.size());
  Plan plan;
  for (; columns > 0; --columns) {
    plan.columns = columns;
    plan.rows = std::min(rows_most, (sheet.options.size() + columns - 1) / columns);
    if (view.elderly()) plan.rows = std::min<std::size_t>(plan.rows, std::max<std::size_t>(4 / columns, 1));
    const auto c = static_cast<float>(columns), r = static_cast<float>(plan.rows);
    const float wide = (area.w - gap * (c - 1)) / c - 2 * side;
    const float high = std::min((area.h - gap * (r - 1)) / r, sheet.high_max * k) - 16;
    const std::vector<Type> types = valued(sheet) ? std::vector<Type>{Type::small}
                                    : high_cards  ? std::vector<Type>{Type::strong, Type::small_strong}
                                                  : std::vector<Type>{Type::figure, Type::strong, Type::small_strong};
    for (const Type type : types) {
      plan.type = type;
      if (labels_fit(view, sheet, type, wide, tall(sheet) ? high * 0.5F : high)) return plan;
    }
  }
  return plan;
}

void draw_option(View& view, const Option& option, Type type, const Box& box) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  const bool enabled = option.enabled && view.busy == Busy::no;
  const bool down = touchable(view, option.id, option.label, box, option.intent, enabled);
  const float radius = std::min(t.radius * 0.75F, box.h / 3);
  if (!option.chosen && option.enabled) paint.shadow(box);
  paint.fill(box, option.chosen ? t.brand : down ? t.tint : option.enabled ? t.card : t.button, radius);
  const ImU32 ink = option.chosen ? t.white : option.enabled ? t.ink : t.second;
  const float wide = box.w - 2 * side;
  if (!option.value.empty()) {
    const Lines label = fit_lines(paint, {Type::small}, option.label, wide, box.h);
    const Lines value =
        fit_lines(paint, {Type::strong, Type::small_strong}, option.value, wide - 60, box.h - label.high() - 22);
    const float whole = label.high() + 8 + value.high(), y = box.cy() - whole / 2;
    draw_lines(paint, label, box.x + side, y + label.high() / 2, t.second, Align::left, wide);
    if (value.fits) {
      draw_lines(paint, value, box.x + side, y + whole - value.high() / 2, ink, Align::left, wide - 60);
    } else {
      const auto broken = paint.break_lines(Type::small_strong, option.value, wide - 110);
      paint.text(Type::small_strong, broken.front() + "…", box.x + side, y + whole - paint.size(Type::small_strong) / 2,
                 ink);
    }
    return draw_icon(paint, Icon::pen, box.right() - side - 18, box.cy(), 36, t.brand);
  }
  Box words = box;
  if (!option.device.empty()) {
    // Beside each other in a low box, on top of each other in a high one.
    if (box.w > box.h * 2.2F) {
      const float size = box.h * 0.56F;
      draw_device(view, option.device, box.x + side + size * 0.62F, box.cy(), size, option.chosen ? t.white : t.brand);
      words = {box.x + size * 1.25F + side, box.y, box.w - size * 1.25F - side, box.h};
    } else {
      const float size = std::min(box.h * 0.44F, 120.F);
      draw_device(view, option.device, box.cx(), box.y + 26 + size / 2, size, option.chosen ? t.white : t.brand);
      words = {box.x, box.y + 26 + size, box.w, box.h - 32 - size};
    }
  }
  const Lines lines = fit_lines(paint, {type, Type::small_strong}, option.label, words.w - 2 * side, words.h - 8);
  draw_lines(paint, lines, words.cx(), words.cy(), ink, Align::centre, words.w - 2 * side);
}

}  // namespace

void draw_ways(View& view, const std::vector<Way>& ways, Box& area) {
  if (ways.empty()) return;
  const float high = view.lying() ? (view.elderly() ? 126.F : 112.F) : (view.elderly() ? 142.F : 124.F);
  const float between = view.look.gap * 0.75F;
  // Large type on a narrow page: no more than two beside each other, and the way on by itself.
  const std::size_t most = view.elderly() && !view.lying() ? 2 : 3;
  std::vector<Way> row = ways;
  if (row.size() > most) {
    button(view, row.back().look, area.cut_bottom(high, between), row.back().intent);
    row.pop_back();
  }
  Box place = area.cut_bottom(high, between);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto left = static_cast<float>(row.size() - i);
    button(view, row[i].look, place.cut_left((place.w + between) / left - between, between), row[i].intent);
  }
}

void draw_options(View& view, const OptionSheet& sheet, Box area) {
  if (sheet.options.empty()) return draw_ways(view, sheet.ways, area);
  std::vector<Way> ways = sheet.ways;
  Box room = area;
  const auto without_ways = [&](std::size_t count) {
    Box rest = area;
    if (count == 0) return rest;
    const float high = view.lying() ? (view.elderly() ? 126.F : 112.F) : (view.elderly() ? 142.F : 124.F);
    const std::size_t most = view.elderly() && !view.lying() ? 2 : 3;
    rest.h -= (high + view.look.gap * 0.75F) * (count > most ? 2.F : 1.F);
    return rest;
  };
  room = without_ways(ways.size());
  Plan plan = plan_of(view, sheet, room);
  if (plan.each() < sheet.options.size()) {
    room = without_ways(ways.size() + 1);
    plan = plan_of(view, sheet, room);
  }
  const std::size_t count = sheet.options.size(), leaves = (count + plan.each() - 1) / plan.each();
  // Evenly filled: no leaf with a single answer on it.
  plan.rows = std::min(plan.rows, ((count + leaves - 1) / leaves + plan.columns - 1) / plan.columns);
  const std::size_t leaf = static_cast<std::size_t>(view.state.leaf) % leaves;
  if (leaves > 1) {
    const std::string label = view.say("More ({1}/{2})", {std::to_string(leaf + 1), std::to_string(leaves)});
    ways.insert(ways.begin(),
                {{"more", label, Icon::none, Look::quiet, true}, TurnLeaf{static_cast<int>((leaf + 1) % leaves)}});
  }
  draw_ways(view, ways, area);
  const auto c = static_cast<float>(plan.columns), r = static_cast<float>(plan.rows);
  const float wide = (area.w - gap * (c - 1)) / c;
  const float high = std::min((area.h - gap * (r - 1)) / r, sheet.high_max * view.paint.type_scale);
  for (std::size_t i = leaf * plan.each(); i < std::min(count, (leaf + 1) * plan.each()); ++i) {
    const std::size_t at = i - leaf * plan.each();
    const std::size_t full_rows = at / plan.columns;
    const auto column = static_cast<float>(at % plan.columns), row = static_cast<float>(full_rows);
    draw_option(view, sheet.options[i], plan.type,
                {area.x + column * (wide + gap), area.y + row * (high + gap), wide, high});
  }
}

void draw_device(View& view, const std::string& kind, float cx, float cy, float size, ImU32 colour) {
  Painter& paint = view.paint;
  const float line = std::max(4.F, size * 0.05F), h = size / 2;
  const auto box = [&](float x0, float y0, float x1, float y1, float radius) {
    paint.frame({cx + x0 * h, cy + y0 * h, (x1 - x0) * h, (y1 - y0) * h}, colour, radius * h, line);
  };
  const auto stroke = [&](float x0, float y0, float x1, float y1) {
    paint.line(cx + x0 * h, cy + y0 * h, cx + x1 * h, cy + y1 * h, colour, line);
  };
  if (kind == "phone") {
    box(-0.52F, -1, 0.52F, 1, 0.2F);
    stroke(-0.16F, 0.8F, 0.16F, 0.8F);
  } else if (kind == "tablet") {
    box(-0.72F, -0.95F, 0.72F, 0.95F, 0.16F);
    paint.disc(cx, cy + 0.78F * h, line, colour);
  } else if (kind == "watch") {
    box(-0.52F, -0.52F, 0.52F, 0.52F, 0.2F);
    for (const float y : {-1.F, 1.F}) {
      stroke(-0.32F, 0.52F * y, -0.26F, y);
      stroke(0.32F, 0.52F * y, 0.26F, y);
      stroke(-0.26F, y, 0.26F, y);
    }
  } else if (kind == "earphones") {
    for (const float x : {-0.5F, 0.5F}) {
      paint.ring(cx + x * h, cy - 0.4F * h, 0.34F * h, colour, line);
      stroke(x * 1.35F, -0.1F, x * 1.35F, 0.85F);
    }
  } else if (kind == "router") {
    box(-0.95F, 0.1F, 0.95F, 0.8F, 0.16F);
    for (const float x : {-0.6F, 0.6F}) stroke(x, 0.1F, x * 1.2F, -0.9F);
    paint.disc(cx - 0.55F * h, cy + 0.45F * h, line, colour);
    stroke(-0.2F, 0.45F, 0.6F, 0.45F);
  } else if (kind == "set_top_box") {
    box(-1, -0.3F, 1, 0.4F, 0.12F);
    paint.disc(cx - 0.68F * h, cy + 0.05F * h, line, colour);
    stroke(0.1F, 0.05F, 0.7F, 0.05F);
    stroke(-0.7F, 0.6F, 0.7F, 0.6F);
  } else if (kind == "laptop") {
    box(-0.72F, -0.75F, 0.72F, 0.35F, 0.1F);
    stroke(-1, 0.65F, 1, 0.65F);
    stroke(-0.72F, 0.35F, -1, 0.65F);
    stroke(0.72F, 0.35F, 1, 0.65F);
  } else {
    box(-0.8F, -0.8F, 0.8F, 0.8F, 0.2F);
    for (const float x : {-0.36F, 0.F, 0.36F}) paint.disc(cx + x * h, cy, line * 1.1F, colour);
  }
}

}  // namespace menting::ui
