#include <algorithm>
#include <string>

#include "kiosk/ui/theme.h"
#include "kiosk/ui/widgets.h"
#include "kiosk/words/words.h"

namespace menting::ui {

namespace {

/// What crypto::random_code writes: no letter that looks like a digit.
constexpr std::string_view code_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void draw_key(View& view, const std::string& id, const std::string& label, Icon icon, Look look, const Box& box,
              Intent intent, bool enabled = true) {
  const bool down = touchable(view, id, label, box, std::move(intent), enabled);
  Painter& paint = view.paint;
  if (look == Look::primary) {
    paint.fill(box, !enabled ? theme::line : down ? theme::deep : theme::brand, 28);
  } else {
    if (!down) paint.fill({box.x, box.y + 5, box.w, box.h}, theme::line, 28);
    paint.fill(box, down ? theme::button_pressed : look == Look::quiet ? theme::tint : theme::card, 28);
  }
  const ImU32 colour = look == Look::primary ? (enabled ? theme::white : theme::second)
                       : look == Look::quiet ? theme::deep
                                             : theme::ink;
  if (icon != Icon::none) {
    draw_icon(paint, icon, box.cx(), box.cy(), 60, colour);
    return;
  }
  const bool sign = label.size() == 1;
  if (sign) {
    paint.text(box.w > 180 ? Type::title : Type::figure, label, box.cx(), box.cy(), colour, Align::centre);
  } else {
    paint.text_fit({Type::strong, Type::small_strong}, label, box.cx(), box.cy(), colour, Align::centre, box.w - 16);
  }
}

struct Grid {
  Box area;
  int columns, rows;
  float gap;
  Box cell(int column, int row, int span = 1) const {
    const float w = (area.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    const float h = (area.h - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows);
    return {area.x + static_cast<float>(column) * (w + gap), area.y + static_cast<float>(row) * (h + gap),
            w * static_cast<float>(span) + gap * static_cast<float>(span - 1), h};
  }
};

void draw_sign(View& view, char sign, Look look, const Box& box) {
  draw_key(view, std::string("key.") + sign, std::string(1, sign), Icon::none, look, box, TypeKey{sign});
}

void draw_erase_and_enter(View& view, const Box& erase, const Box& enter) {
  draw_key(view, "key.backspace", view.say("Delete"), Icon::erase, Look::plain, erase, EraseKey{});
  draw_key(view, "key.enter", view.say("Continue"), Icon::none, Look::primary, enter, EnterKeys{},
           !view.state.typed.empty());
}

void draw_number_keys(View& view, const Box& area) {
  const int letters = static_cast<int>(view.plan.services.size());
  const int per_row = std::min(letters, letters > 7 ? (letters + 1) / 2 : 7);
  const int letter_rows = std::max(1, per_row == 0 ? 1 : (letters + per_row - 1) / per_row);
  const Grid top = {area, std::max(per_row, 1), 4 + letter_rows, 18};
  for (int i = 0; i < letters; ++i) {
    draw_sign(view, view.plan.services[static_cast<std::size_t>(i)].letter, Look::quiet,
              top.cell(i % per_row, i / per_row));
  }
  const Grid digits = {area, 3, 4 + letter_rows, 18};
  for (int i = 0; i < 9; ++i) {
    draw_sign(view, static_cast<char>('1' + i), Look::plain, digits.cell(i % 3, letter_rows + i / 3));
  }
  draw_erase_and_enter(view, digits.cell(0, letter_rows + 3), digits.cell(2, letter_rows + 3));
  draw_sign(view, '0', Look::plain, digits.cell(1, letter_rows + 3));
}

void draw_code_keys(View& view, const Box& area) {
  const int columns = view.frame.landscape ? 8 : 6;
  const int count = static_cast<int>(code_alphabet.size());
  const int rows = count / columns + 1;  // the last row holds erase and enter too
  const Grid grid = {area, columns, rows, 14};
  for (int i = 0; i < count; ++i) {
    draw_sign(view, code_alphabet[static_cast<std::size_t>(i)], Look::plain, grid.cell(i % columns, i / columns));
  }
  const int used = count % columns;
  const int half = (columns - used) / 2;
  draw_erase_and_enter(view, grid.cell(used, rows - 1, half), grid.cell(used + half, rows - 1, columns - used - half));
}

void draw_field(View& view, const Box& box) {
  const std::string& typed = view.state.typed;
  view.paint.fill(box, theme::card, 28);
  view.paint.frame(box, view.state.not_so ? theme::bad : theme::brand, 28, 4);
  const float x = box.x + 40;
  if (typed.empty()) {
    view.paint.text(Type::title, view.state.code_keys ? view.say("Code") : view.say("Number"), x + 18, box.cy(),
                    theme::third, Align::left, box.w - 80);
    view.paint.fill({x, box.cy() - 36, 5, 72}, theme::brand);
    return;
  }
  const float wide = view.paint.text_fit({Type::hero, Type::title, Type::strong, Type::small_strong}, typed, x,
                                         box.cy(), theme::ink, Align::left, box.w - 80);
  view.paint.fill({x + wide + 10, box.cy() - 36, 5, 72}, theme::brand);
}

/// Why this visit cannot be rated and what to do, in the same place each time.
void draw_answer(View& view, const Box& box) {
  if (!view.state.not_so) return;
  const std::string words = words::refusal(*view.state.not_so, view.state.language);
  const bool fits = view.paint.break_lines(Type::body, words, box.w).size() <= 3;
  view.paint.paragraph(fits ? Type::body : Type::small, words, box, theme::bad);
}

}  // namespace

void draw_find_visit(View& view) {
  header(view);
  const Box& c = view.frame.content;
  const bool lying = view.frame.landscape;
  const Box column = lying ? Box{c.x, c.y, 770, c.h} : c;
  const char first = view.plan.services.empty() ? 'A' : view.plan.services.front().letter;
  const std::string how = view.state.code_keys
                              ? view.say("Enter the code on your slip, or scan it.")
                              : view.say("Enter the number on your slip, for example {1}, or scan its code.",
                                         {domain::ticket_name(first, 23)});
  page_title(view, {column.x, c.y + (lying ? 40.F : 56.F), column.w, 0}, view.say("Which visit was it?"), how);
  const float field = c.y + (lying ? 260.F : 272.F);
  draw_field(view, {column.x, field, column.w, 140});
  const Button mode = {"key.mode", view.state.code_keys ? view.say("Use the number") : view.say("Use the slip's code"),
                       Icon::keyboard, Look::plain, true};
  if (lying) {
    draw_answer(view, {column.x, field + 164, column.w, 180});
    button(view, mode, {column.x, c.bottom() - 146, 500, 110}, ToggleKeys{});
    const Box keys = {column.right() + 56, c.y + 36, c.right() - column.right() - 56, c.h - 72};
    view.state.code_keys ? draw_code_keys(view, keys) : draw_number_keys(view, keys);
    return void(footer(view, true, true));
  }
  draw_answer(view, {column.x, field + 160, column.w - 480, 180});
  button(view, mode, {column.right() - 450, field + 170, 450, 110}, ToggleKeys{});
  const Box keys = {c.x, field + 350, c.w, c.bottom() - field - 350 - 40};
  view.state.code_keys ? draw_code_keys(view, keys) : draw_number_keys(view, keys);
  footer(view, true, true);
}

}  // namespace menting::ui
