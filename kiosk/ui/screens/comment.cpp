#include <algorithm>
#include <array>
#include <string_view>

#include "kiosk/ui/keys.h"

// Free text by touch: pinyin, handwriting, letters, digits. Never the system's keyboard.

namespace menting::ui {

namespace {

constexpr std::array<std::string_view, 3> letter_rows = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
constexpr std::array<std::string_view, 2> digit_rows = {"1234567890", "@#%&*-+=/_"};

Box key_box(const Box& row, float at, float span, float gap, float columns) {
  const float w = (row.w - gap * (columns - 1)) / columns;
  return {row.x + at * (w + gap), row.y, w * span + gap * (span - 1), row.h};
}

void character_key(View& view, const std::string& character, const std::string& shown, const Box& box) {
  draw_key(view, "key." + (character == " " ? std::string("space") : character), shown, Icon::none, Look::plain, box,
           TypeText{character});
}

std::string upper(std::string_view one) {
  return {static_cast<char>(one[0] - ('a' <= one[0] && one[0] <= 'z' ? 32 : 0))};
}

void erase_key(View& view, const Box& box) {
  draw_key(view, "key.backspace", view.say("Delete"), Icon::erase, Look::quiet, box, EraseText{});
}

void draw_letters(View& view, const Box& area, float gap) {
  const float high = (area.h - 2 * gap) / 3;
  const bool capitals = view.entry.mode() == KeyMode::letters && view.entry.shift();
  for (std::size_t r = 0; r < letter_rows.size(); ++r) {
    const Box row = {area.x, area.y + static_cast<float>(r) * (high + gap), area.w, high};
    const std::string_view keys = letter_rows[r];
    const float indent = r == 0 ? 0 : r == 1 ? 0.5F : 1.5F;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const std::string key = capitals ? upper(keys.substr(i, 1)) : std::string(keys.substr(i, 1));
      character_key(view, key, key, key_box(row, indent + static_cast<float>(i), 1, gap, 10));
    }
    if (r != 2) continue;
    if (view.entry.mode() == KeyMode::letters) {
      draw_key(view, "key.shift", view.say("Capitals"), Icon::up, capitals ? Look::primary : Look::quiet,
               key_box(row, 0, 1.5F, gap, 10), ToggleShift{});
    } else {
      draw_key(view, "key.'", "'", Icon::none, Look::quiet, key_box(row, 0, 1.5F, gap, 10), TypeText{"'"});
    }
    erase_key(view, key_box(row, 8.5F, 1.5F, gap, 10));
  }
}

void draw_digits(View& view, const Box& area, float gap) {
  const float high = (area.h - 2 * gap) / 3;
  for (std::size_t r = 0; r < digit_rows.size(); ++r) {
    const Box row = {area.x, area.y + static_cast<float>(r) * (high + gap), area.w, high};
    for (std::size_t i = 0; i < 10; ++i) {
      const std::string key(digit_rows[r].substr(i, 1));
      character_key(view, key, key, key_box(row, static_cast<float>(i), 1, gap, 10));
    }
  }
  const Box row = {area.x, area.bottom() - high, area.w, high};
  const bool chinese = view.state.language.starts_with("zh");
  const std::array<const char*, 8> marks =
      chinese ? std::array<const char*, 8>{"，", "。", "？", "！", "、", "：", "“", "”"}
              : std::array<const char*, 8>{",", ".", "?", "!", ";", ":", "'", "\""};
  for (std::size_t i = 0; i < marks.size(); ++i) {
    character_key(view, marks[i], marks[i], key_box(row, static_cast<float>(i), 1, gap, 10));
  }
  erase_key(view, key_box(row, 8, 2, gap, 10));
}

/// The field for one character, with what the finger has drawn so far.
void draw_pad(View& view, Box area, float gap) {
  const Box erase = {area.right() - 150, area.y, 150, area.h};
  area.w -= 150 + gap;
  const Theme& t = view.look;
  touchable(view, "handwriting", view.say("Write one character here"), area, WriteHere{});
  view.paint.fill(area, t.card, t.radius * 0.75F);
  view.paint.frame(area, t.edge, t.radius * 0.75F, 3);
  if (view.entry.strokes().empty()) {
    view.paint.text_fit({Type::body, Type::small}, view.say("Write one character here"), area.cx(), area.cy(), t.second,
                        Align::centre, area.w - 40);
  }
  for (const input::Stroke& stroke : view.entry.strokes()) {
    for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
      view.paint.path({{area.x + stroke[i].x * area.w, area.y + stroke[i].y * area.h},
                       {area.x + stroke[i + 1].x * area.w, area.y + stroke[i + 1].y * area.h}},
                      t.ink, 14);
    }
    if (stroke.size() == 1) {
      view.paint.disc(area.x + stroke[0].x * area.w, area.y + stroke[0].y * area.h, 7, t.ink);
    }
  }
  erase_key(view, erase);
}

void draw_candidates(View& view, const Box& row, float gap) {
  const auto candidates = view.entry.candidates();
  const std::string letters = view.entry.letters();
  if (candidates.empty()) {
    if (!letters.empty()) {
      view.paint.text_fit({Type::strong, Type::small_strong}, letters, row.x + 10, row.cy(), view.look.second,
                          Align::left, row.w);
    }
    return;
  }
  // As wide as their words: a name of four characters takes the room of two keys.
  std::vector<float> wide;
  float all = 0;
  for (const std::string& one : candidates) {
    wide.push_back(std::max(target_min + 2, view.paint.width(Type::figure, one) + 36));
    all += wide.back() + gap;
  }
  const float more = view.entry.has_more() ? 96 : 0;
  const float room = row.w - more;
  float x = row.x;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const float each = all > room ? std::max(target_min + 2, wide[i] * room / all) : wide[i];
    if (x + each > row.x + room + 1) break;  // on the next leaf it comes first
    draw_key(view, "candidate." + std::to_string(i), candidates[i], Icon::none, i == 0 ? Look::quiet : Look::plain,
             {x, row.y, each, row.h}, PickCandidate{i});
    x += each + gap;
  }
  if (view.entry.has_more()) {
    draw_key(view, "candidate.more", view.say("More"), Icon::arrow, Look::quiet, {row.right() - 90, row.y, 90, row.h},
             MoreCandidates{});
  }
}

/// What was written, its end in sight, and the pinyin that is not yet characters.
void draw_text(View& view, const Box& box) {
  const Theme& t = view.look;
  view.paint.fill(box, t.card, t.radius * 0.75F);
  view.paint.frame(box, t.brand, t.radius * 0.75F, 4);
  const std::string letters = view.entry.letters();
  const std::string& text = view.entry.text();
  const Box inside = box.inset(32, 18);
  if (text.empty() && letters.empty()) {
    view.paint.text_fit({Type::body, Type::small}, view.say("Please write no names or phone numbers."), inside.x + 16,
                        inside.y + view.paint.size(Type::body) * 0.7F, t.second, Align::left, inside.w);
    view.paint.fill({inside.x, inside.y + 4, 5, view.paint.size(Type::body) * 1.2F}, t.brand);
    return;
  }
  const float line = view.paint.line_height(Type::body);
  auto lines = view.paint.break_lines(Type::body, text.empty() ? std::string(" ") : text, inside.w - 20);
  const auto most = static_cast<std::size_t>(std::max(1.F, (inside.h + 6) / line));
  if (lines.size() > most) lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(most));
  float y = inside.y + line / 2, end = inside.x;
  for (const std::string& one : lines) {
    end = inside.x + view.paint.text(Type::body, one, inside.x, y, t.ink, Align::left, inside.w);
    y += line;
  }
  y -= line;
  if (!letters.empty()) {
    const float room = inside.right() - end - 10;
    const bool fits = view.paint.width(Type::body, letters) <= room;
    if (fits) end += view.paint.text(Type::body, letters, end + 4, y, t.brand, Align::left, room) + 4;
  }
  view.paint.fill({end + 4, y - line * 0.4F, 5, line * 0.8F}, t.brand);
}

void draw_modes(View& view, Box row, float gap) {
  struct Way {
    KeyMode mode;
    const char* id;
    std::string label;
  };
  const std::array<Way, 4> ways = {{{KeyMode::pinyin, "key.mode.pinyin", view.say("Pinyin")},
                                    {KeyMode::handwriting, "key.mode.handwriting", view.say("Write")},
                                    {KeyMode::letters, "key.mode.letters", "ABC"},
                                    {KeyMode::digits, "key.mode.digits", "123"}}};
  std::vector<Way> there;
  for (const Way& way : ways) {
    if (view.entry.can(way.mode)) there.push_back(way);
  }
  Box done = {row.right() - row.w * 0.24F, row.y, row.w * 0.24F, row.h};
  row.w -= done.w + gap;
  if (view.entry.mode() != KeyMode::handwriting) {
    Box space = {row.right() - row.w * 0.24F, row.y, row.w * 0.24F, row.h};
    row.w -= space.w + gap;
    character_key(view, " ", view.say("Space"), space);
  }
  const float each = (row.w - gap * static_cast<float>(there.size() - 1)) / static_cast<float>(there.size());
  for (const Way& way : there) {
    draw_key(view, way.id, way.label, Icon::none, view.entry.mode() == way.mode ? Look::primary : Look::quiet,
             row.cut_left(each, gap), SetKeyMode{way.mode});
  }
  draw_key(view, "key.enter", view.say("OK"), Icon::none, Look::primary, done, EnterKeys{});
}

}  // namespace

void draw_comment(View& view) {
  page_title(view, view.say("What would you like to tell us?"),
             view.say("{1} of {2} characters",
                      {std::to_string(view.entry.characters()), std::to_string(view.entry.characters_max())}));
  Box area = view.frame.controls;
  const bool tight = view.frame.tight();
  const float gap = tight ? 9.F : 12.F;
  // The field is to read, not to touch: it may stand higher where there is little room.
  Box field = view.lying() || view.frame.manner.low_reach ? Box{area.x, area.y - 128, area.w, 120}
                                                          : area.cut_top(view.elderly() ? 240.F : 220.F, gap + 6);
  if (view.lying() && view.frame.manner.low_reach) field.y -= 10;
  const Button clear = {"key.clear", view.say("Clear"), Icon::none, Look::plain, !view.entry.text().empty()};
  draw_text(view, field);
  const float row = view.lying() ? std::min(104.F, (area.h - 4 * gap) / 5) : std::min(118.F, (area.h - 5 * gap) / 5);
  draw_modes(view, area.cut_bottom(std::max(row, target_min + 2), gap), gap);
  Box top = area.cut_top(std::max(row, target_min + 2), gap);
  button(view, clear, {top.right() - 190, top.y, 190, top.h}, ClearText{});
  top.w -= 190 + gap;
  draw_candidates(view, top, gap);
  switch (view.entry.mode()) {
    case KeyMode::pinyin:
    case KeyMode::letters:
      return draw_letters(view, area, gap);
    case KeyMode::handwriting:
      return draw_pad(view, area, gap);
    case KeyMode::digits:
      return draw_digits(view, area, gap);
  }
}

}  // namespace menting::ui
