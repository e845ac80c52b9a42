#include "kiosk/ui/keys.h"

#include <algorithm>
#include <string_view>

#include "kiosk/ui/utf8.h"

namespace menting::ui {

namespace {

constexpr std::string_view whole_alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// What crypto::random_code writes: no letter that looks like a digit.
constexpr std::string_view code_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void draw_sign(View& view, char sign, Look look, const Box& box) {
  draw_key(view, std::string("key.") + sign, std::string(1, sign), Icon::none, look, box, TypeKey{sign});
}

void draw_erase_and_enter(View& view, const NumberPage& page, const Box& erase, const Box& enter) {
  draw_key(view, "key.backspace", view.say("Delete"), Icon::erase, Look::plain, erase, EraseKey{});
  draw_key(view, "key.enter", page.enter, Icon::none, Look::primary, enter, EnterKeys{},
           view.state.typed.size() >= page.enough && page.right && view.busy == Busy::no);
}

/// The services' letters and the digits. Where the room is low and wide, digits stand in two rows.
void draw_number_keys(View& view, const NumberPage& page, const Box& area) {
  const auto& services = view.plan.services;
  const int letters = page.letters ? static_cast<int>(services.size()) : 0;
  const bool flat = area.h < 480 && area.w > 700;
  const int digit_rows = flat ? 2 : 4;
  // A finger's size of key comes before a wide gap.
  const float gap = area.h < 560 && !flat ? 9.F : area.h < 600 ? 12.F : 18.F;
  // As many rows as keys of a finger's size need, evenly filled.
  const int most = std::min(7, static_cast<int>((area.w + gap) / (target_min + gap)));
  const int letter_rows = (letters + most - 1) / most;
  const int per_row = letters == 0 ? 1 : (letters + letter_rows - 1) / letter_rows;
  const KeyGrid top = {area, per_row, digit_rows + letter_rows, gap};
  for (int i = 0; i < letters; ++i) {
    draw_sign(view, services[static_cast<std::size_t>(i)].letter, Look::quiet,
              top.cell(static_cast<float>(i % per_row), i / per_row));
  }
  Box room = area;
  Box last = {};  // flat: delete and enter at the end of the rows, wide enough for their words
  if (flat) {
    last = {area.right() - std::max(area.w / 6, 190.F), area.y, std::max(area.w / 6, 190.F), area.h};
    room.w -= last.w + gap;
  }
  const int columns = flat ? 5 : 3, rows = digit_rows + letter_rows;
  const KeyGrid digits = {room, columns, rows, gap}, ends = {last, 1, rows, gap};
  const auto cell = [&](int place) {
    return digits.cell(static_cast<float>(place % columns), letter_rows + place / columns);
  };
  // 1 to 5 and 6 to 0, or three by three.
  for (int i = 1; i <= 9; ++i) draw_sign(view, static_cast<char>('0' + i), Look::plain, cell(i - 1));
  draw_sign(view, '0', Look::plain, cell(flat ? 9 : 10));
  if (flat) return draw_erase_and_enter(view, page, ends.cell(0, letter_rows), ends.cell(0, letter_rows + 1));
  draw_erase_and_enter(view, page, cell(9), cell(11));
}

void draw_code_keys(View& view, const NumberPage& page, const Box& area) {
  const std::string_view alphabet = page.serial ? whole_alphabet : code_alphabet;
  const int more = page.serial ? 1 : 0;
  const int columns = area.h < 480 ? 9 + more : area.w > 700 && view.lying() ? 8 : 6 + more;
  const int count = static_cast<int>(alphabet.size());
  const int rows = count / columns + 1;  // the last row holds erase and enter too
  const KeyGrid grid = {area, columns, rows, area.h < 700 ? 8.F : 12.F};
  for (int i = 0; i < count; ++i) {
    draw_sign(view, alphabet[static_cast<std::size_t>(i)], Look::plain,
              grid.cell(static_cast<float>(i % columns), i / columns));
  }
  const int used = count % columns;
  const int spare = columns - used, first_half = spare / 2;
  const auto half = static_cast<float>(first_half), rest = static_cast<float>(spare);
  draw_erase_and_enter(view, page, grid.cell(static_cast<float>(used), rows - 1, half),
                       grid.cell(static_cast<float>(used) + half, rows - 1, rest - half));
}

void draw_typed(View& view, const NumberPage& page, const Box& box) {
  const Theme& t = view.look;
  const float x = box.x + 40, bar = std::min(72.F, box.h - 20);
  const std::string& typed = view.state.typed;
  float end = x - 10;
  if (typed.empty()) {
    view.paint.text_fit({Type::heading, Type::figure, Type::strong, Type::small_strong}, page.hint, x + 22, box.cy(),
                        t.second, Align::left, box.w - 90);
  } else if (page.hidden) {
    constexpr float step = 62, radius = 18;
    for (std::size_t i = 0; i < typed.size(); ++i) {
      view.paint.disc(x + radius + step * static_cast<float>(i), box.cy(), radius, t.ink);
    }
    end = x + step * static_cast<float>(typed.size()) - 16;
  } else {
    const auto fit = [&](std::initializer_list<Type> sizes) {
      return view.paint.text_fit(sizes, typed, x, box.cy(), t.ink, Align::left, box.w - 90);
    };
    // Above a long sentence there is room for a low line alone.
    end = x + (view.paint.size(Type::hero) <= box.h ? fit({Type::hero, Type::title, Type::strong, Type::small_strong})
                                                    : fit({Type::strong, Type::small_strong}));
  }
  view.paint.fill({end + 10, box.cy() - bar / 2, 5, bar}, t.brand);
}

/// What was typed, and below it why that leads nowhere: in the same box, so that nothing else moves for it.
void draw_field(View& view, const NumberPage& page, Box box) {
  const Theme& t = view.look;
  const bool wrong = !page.wrong.empty();
  const float radius = std::min(t.radius * 0.8F, 28.F);
  view.paint.fill(box, wrong ? t.bad_tint : t.card, radius);
  view.paint.frame(box, wrong ? t.bad : t.brand, radius, 4);
  if (!wrong) return draw_typed(view, page, box);
  const float left = box.x + 40 + 72, wide = box.right() - 32 - left;
  Type type = Type::body;
  const auto high = [&] {
    return static_cast<float>(view.paint.break_lines(type, page.wrong, wide).size()) * view.paint.line_height(type);
  };
  const float typed_least = 100 + (view.paint.type_scale - 1) * 40;
  if (high() > box.h - typed_least - 16) type = Type::small;
  const Box words = box.cut_bottom(high() + 18);
  draw_icon(view.paint, Icon::warning, box.x + 40 + 24, words.y + view.paint.line_height(type) / 2, 48, t.bad);
  view.paint.paragraph(type, page.wrong, {left, words.y, wide, 0}, t.bad);
  draw_typed(view, page, box);
}

}  // namespace

Box KeyGrid::cell(float column, int row, float span) const {
  const float w = (area.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float h = (area.h - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows);
  return {area.x + column * (w + gap), area.y + static_cast<float>(row) * (h + gap), w * span + gap * (span - 1), h};
}

void draw_key(View& view, const std::string& id, const std::string& label, Icon icon, Look look, const Box& box,
              Intent intent, bool enabled) {
  const bool down = touchable(view, id, label, box, std::move(intent), enabled);
  Painter& paint = view.paint;
  const Theme& t = view.look;
  const float radius = std::min(t.radius * 0.75F, box.h / 3);
  if (look == Look::primary) {
    paint.fill(box, !enabled ? t.line : down ? t.deep : t.brand, radius);
  } else {
    // Of what lies behind the key, only the edge that is seen.
    if (!down) paint.fill({box.x, box.bottom() - 2 * radius, box.w, 2 * radius + 5}, t.line, radius);
    paint.fill(box, down ? t.button_pressed : look == Look::quiet ? t.tint : t.card, radius);
  }
  const ImU32 colour = look == Look::primary ? (enabled ? t.white : t.second) : look == Look::quiet ? t.deep : t.ink;
  if (icon != Icon::none) return draw_icon(paint, icon, box.cx(), box.cy(), std::min(60.F, box.h * 0.5F), colour);
  std::size_t first = 0;
  if (next_char(label, first); first == label.size()) {
    return void(paint.text_fit({box.w > 180 ? Type::title : Type::figure, Type::strong}, label, box.cx(), box.cy(),
                               colour, Align::centre, box.w - 8));
  }
  paint.text_fit({Type::strong, Type::small_strong}, label, box.cx(), box.cy(), colour, Align::centre, box.w - 10);
}

void draw_number_page(View& view, const NumberPage& page) {
  if (view.aloud != nullptr && !page.wrong.empty()) view.aloud->push_back(page.wrong);
  Box area = view.frame.controls;
  const bool codes = page.codes && view.state.code_keys;
  std::optional<NumberPage::Aside> aside = page.aside;
  if (page.codes) {
    aside = {{"key.mode", view.say(view.state.code_keys ? "Use the number" : "Use the slip's code"), Icon::keyboard,
              Look::plain, true},
             ToggleKeys{}};
  }
  const float mode_high = view.elderly() ? 124.F : 104.F, gap = view.frame.tight() ? 16.F : 24.F;
  const auto keys = [&](const Box& box) {
    codes || page.serial ? draw_code_keys(view, page, box) : draw_number_keys(view, page, box);
  };
  if (view.lying()) {
    Box left = area.cut_left(730, 46);
    if (aside) button(view, aside->look, left.cut_bottom(mode_high, gap), aside->intent);
    draw_field(view, page, left.cut_top(std::min(left.h, view.elderly() ? 400.F : 320.F)));
    return keys(area);
  }
  draw_field(view, page, area.cut_top(view.elderly() ? 340.F : 216.F, gap));
  if (aside) button(view, aside->look, area.cut_bottom(mode_high, gap), aside->intent);
  keys(area);
}

}  // namespace menting::ui
