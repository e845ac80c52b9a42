#include "kiosk/ui/text_keyboard.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "kiosk/ui/ink.h"
#include "kiosk/ui/utf8.h"

namespace menting::ui {

namespace {

constexpr std::array<std::string_view, 3> letter_rows = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
constexpr std::array<std::string_view, 2> digit_rows = {"1234567890", "@#%&*-+=/_"};
constexpr float columns = 10;
constexpr std::size_t comfortable = 5;  ///< candidates in sight
constexpr float more_wide = 104, erase_wide = 156;

Box part(const Box& row, float at, float span, float gap, float count = columns) {
  const float w = (row.w - gap * (count - 1)) / count;
  return {row.x + at * (w + gap), row.y, w * span + gap * (span - 1), row.h};
}

Box key_row(const Box& area, int row, float gap) {
  const float high = (area.h - 2 * gap) / 3;
  return {area.x, area.y + static_cast<float>(row) * (high + gap), area.w, high};
}

void character_key(View& view, const std::string& character, const Box& box) {
  draw_key(view, "key." + character, character, Icon::none, Look::plain, box, TypeText{character});
}

void erase_key(View& view, const Box& box) {
  draw_key(view, "key.backspace", view.say("Delete"), Icon::erase, Look::quiet, box, EraseText{});
}

bool writes_chinese(const View& view) {
  switch (view.entry.mode()) {
    case KeyMode::pinyin:
    case KeyMode::handwriting:
      return true;
    case KeyMode::letters:
      return false;
    case KeyMode::digits:
      return view.state.language.starts_with("zh");
  }
  return false;
}

void draw_letters(View& view, const Box& area, float gap) {
  const bool pinyin = view.entry.mode() == KeyMode::pinyin;
  const bool capitals = !pinyin && view.entry.shift();
  for (std::size_t r = 0; r < letter_rows.size(); ++r) {
    const Box row = key_row(area, static_cast<int>(r), gap);
    const float indent = r == 0 ? 0 : r == 1 ? 0.5F : 1.5F;
    for (std::size_t i = 0; i < letter_rows[r].size(); ++i) {
      const char small = letter_rows[r][i];
      const std::string key(1, capitals ? static_cast<char>(small - 32) : small);
      character_key(view, key, part(row, indent + static_cast<float>(i), 1, gap));
    }
    if (r != 2) continue;
    const Box left = part(row, 0, 1.5F, gap);
    if (pinyin) {
      draw_key(view, "key.'", "'", Icon::none, Look::quiet, left, TypeText{"'"});
    } else {
      draw_key(view, "key.shift", view.say("Capitals"), Icon::up, capitals ? Look::primary : Look::quiet, left,
               ToggleShift{});
    }
    erase_key(view, part(row, 8.5F, 1.5F, gap));
  }
}

void draw_digits(View& view, const Box& area, float gap) {
  for (std::size_t r = 0; r < digit_rows.size(); ++r) {
    for (std::size_t i = 0; i < digit_rows[r].size(); ++i) {
      character_key(view, std::string(1, digit_rows[r][i]),
                    part(key_row(area, static_cast<int>(r), gap), static_cast<float>(i), 1, gap));
    }
  }
  using Marks = std::array<const char*, 8>;
  const Marks marks = writes_chinese(view) ? Marks{"？", "！", "、", "：", "；", "“", "”", "…"}
                                           : Marks{"?", "!", ":", ";", "'", "\"", "(", ")"};
  const Box row = key_row(area, 2, gap);
  for (std::size_t i = 0; i < marks.size(); ++i) {
    character_key(view, marks[i], part(row, static_cast<float>(i), 1, gap));
  }
  erase_key(view, part(row, 8, 2, gap));
}

/// The square that characters are practised in, so that the eye finds where to write.
void draw_guide(View& view, const Box& pad) {
  const float side = pad.h - 48, x = pad.cx() - side / 2, y = pad.cy() - side / 2;
  const ImU32 colour = view.look.edge;
  view.paint.frame({x, y, side, side}, colour, 12, 2);
  view.paint.dashes(x, x + side, pad.cy(), colour, 2);
  for (float at = y; at < y + side; at += 18) {
    view.paint.line(pad.cx(), at, pad.cx(), std::min(at + 9, y + side), colour, 2);
  }
}

void draw_pad(View& view, Box area, float gap) {
  const Box erase = {area.right() - erase_wide, area.y, erase_wide, area.h};
  area.w -= erase_wide + gap;
  const Theme& t = view.look;
  const std::string hint = view.say("Write one character here");
  touchable(view, "handwriting", hint, area, WriteHere{});
  view.paint.fill(area, t.card, t.radius * 0.75F);
  draw_guide(view, area);
  if (view.entry.strokes().empty()) {
    const float wide = std::min(view.paint.width(Type::small, hint), area.w - 60), high = view.paint.size(Type::small);
    view.paint.fill({area.cx() - wide / 2 - 20, area.cy() - high, wide + 40, high * 2}, t.card, 12);
    view.paint.text_fit({Type::small}, hint, area.cx(), area.cy(), t.second, Align::centre, wide + 2);
  }
  for (const input::Stroke& stroke : view.entry.strokes()) draw_ink(view, area, stroke, 18);
  erase_key(view, erase);
}

/// What to do next, where candidates will be.
std::string next_words(const View& view) {
  if (view.entry.full()) {
    return view.say("That is all that fits, thank you. Delete something to change it.");
  }
  if (!view.entry.letters().empty()) return view.say("No characters sound like this. Please check the letters.");
  if (!view.entry.strokes().empty()) return view.say("Not recognised. Please write it again, or use pinyin.");
  switch (view.entry.mode()) {
    case KeyMode::pinyin:
      return view.say("Type pinyin, then tap the characters here.");
    case KeyMode::handwriting:
      return view.say("Write below, then tap the character here.");
    case KeyMode::letters:
    case KeyMode::digits:
      return {};
  }
  return {};
}

/// Letters and digits offer no candidates: more marks instead, as many as there is room for.
void draw_marks(View& view, const Box& row, float gap) {
  using Marks = std::array<const char*, 10>;
  const Marks letters = {"?", "!", "'", "-", ":", ";", "(", ")", "&", "@"};
  const Marks chinese = {"（", "）", "《", "》", "·", "—", "～", "￥", "＠", "％"};
  const Marks english = {"$", "€", "£", "~", "<", ">", "[", "]", "|", "^"};
  const Marks& marks = view.entry.mode() == KeyMode::letters ? letters : writes_chinese(view) ? chinese : english;
  const auto count = std::min(marks.size(), static_cast<std::size_t>((row.w + gap) / (target_min + 1 + gap)));
  for (std::size_t i = 0; i < count; ++i) {
    character_key(view, marks[i], part(row, static_cast<float>(i), 1, gap, static_cast<float>(count)));
  }
}

/// What the writer may mean, as far as it fits.
void draw_suggestions(View& view, const std::vector<Suggestion>& suggestions, const Box& row, float gap) {
  float x = row.x;
  for (std::size_t i = 0; i < suggestions.size(); ++i) {
    const std::string& label = suggestions[i].label;
    const Type type = view.paint.width(Type::strong, label) + 56 <= row.w ? Type::strong : Type::small_strong;
    const float wide = std::clamp(view.paint.width(type, label) + 56, target_min + 11, row.w);
    if (x + wide > row.right() + 0.5F) return;
    const Box box = {x, row.y, wide, row.h};
    const bool down = touchable(view, "suggest." + std::to_string(i), label, box, suggestions[i].intent);
    const float radius = std::min(view.look.radius * 0.75F, box.h / 3);
    view.paint.fill(box, down ? view.look.button_pressed : view.look.card, radius);
    view.paint.frame(box, view.look.brand, radius, 3);
    view.paint.text_fit({type}, label, box.cx(), box.cy(), view.look.deep, Align::centre, box.w - 20);
    x += wide + gap;
  }
}

void draw_candidates(View& view, const Box& row, float gap, const std::vector<Suggestion>& suggestions) {
  const auto candidates = view.entry.candidates();
  if (candidates.empty() && view.entry.letters().empty() && !suggestions.empty()) {
    return draw_suggestions(view, suggestions, row, gap);
  }
  const Theme& t = view.look;
  if (candidates.empty()) {
    const bool full = view.entry.full(), latin = view.entry.mode() == KeyMode::letters;
    if (!full && (latin || view.entry.mode() == KeyMode::digits)) return draw_marks(view, row, gap);
    if (full) view.paint.fill(row, t.warn_tint, std::min(t.radius * 0.75F, row.h / 3));
    view.paint.text_fit({Type::body, Type::small}, next_words(view), row.x + 20, row.cy(), full ? t.warn : t.second,
                        Align::left, row.w - 40, 2);
    return;
  }
  const CandidateRow placed = place_candidates(view, candidates, row, gap);
  const std::size_t shown = placed.boxes.size();
  for (std::size_t i = 0; i < shown; ++i) {
    const Box& box = placed.boxes[i];
    const bool down = touchable(view, "candidate." + std::to_string(i), candidates[i], box, PickCandidate{i});
    const float radius = std::min(t.radius * 0.75F, box.h / 3);
    view.paint.fill(box, down ? t.button_pressed : i == 0 ? t.tint : t.card, radius);
    if (i == 0) view.paint.frame(box, t.brand, radius, 4);
    view.paint.text_fit({placed.type}, candidates[i], box.cx(), box.cy(), i == 0 ? t.deep : t.ink, Align::centre,
                        box.w - 12, 2);
  }
  if (!view.entry.has_more(shown)) return;
  draw_key(view, "candidate.more", view.say("More"), Icon::arrow, Look::quiet,
           {row.right() - more_wide, row.y, more_wide, row.h}, MoreCandidates{shown});
}

void draw_ways(View& view, const Box& row, float gap) {
  struct Way {
    KeyMode mode;
    const char* id;
    std::string label;
  };
  const std::array<Way, 4> all = {{{KeyMode::pinyin, "key.mode.pinyin", view.say("Pinyin")},
                                   {KeyMode::handwriting, "key.mode.handwriting", view.say("Write")},
                                   {KeyMode::letters, "key.mode.letters", "ABC"},
                                   {KeyMode::digits, "key.mode.digits", "123"}}};
  std::vector<Way> ways;
  std::ranges::copy_if(all, std::back_inserter(ways), [&](const Way& way) { return view.entry.can(way.mode); });
  for (std::size_t i = 0; i < ways.size(); ++i) {
    const Box box = part(row, static_cast<float>(i), 1, gap, static_cast<float>(ways.size()));
    const bool here = ways[i].mode == view.entry.mode();
    draw_key(view, ways[i].id, ways[i].label, Icon::none, here ? Look::primary : Look::quiet, box,
             SetKeyMode{ways[i].mode});
  }
}

/// Clear and OK at opposite ends, so that neither is hit for the other.
void draw_below(View& view, Box row, float gap) {
  const bool chinese = writes_chinese(view);
  const bool wide = row.w > 800;
  const float end = row.w * (wide ? 0.19F : 0.21F), mark = wide ? part(row, 0, 1, gap).w : target_min + 4;
  const bool something = !view.entry.text().empty() || !view.entry.letters().empty() || !view.entry.strokes().empty();
  draw_key(view, "key.clear", view.say("Clear"), Icon::none, Look::quiet, row.cut_left(end, gap), ClearText{},
           something);
  const Box ok = {row.right() - end, row.y, end, row.h};
  draw_key(view, "key.enter", view.say("Done"), Icon::none, Look::primary, ok, EnterKeys{});
  row.w -= end + gap;
  character_key(view, chinese ? "，" : ",", row.cut_left(mark, gap));
  character_key(view, chinese ? "。" : ".", {row.right() - mark, row.y, mark, row.h});
  row.w -= mark + gap;
  draw_key(view, "key.space", view.say("Space"), Icon::none, Look::plain, row, TypeText{" "});
}

}  // namespace

CandidateRow place_candidates(View& view, std::span<const std::string> candidates, const Box& row, float gap) {
  CandidateRow placed;
  const auto fits = [&](Type type) {
    const auto wide = [&](const std::string& one) {
      return std::min(std::max(target_min + 11, view.paint.width(type, one) + 40), row.w - more_wide - gap);
    };
    float all = -gap;
    for (const std::string& one : candidates) all += wide(one) + gap;
    const bool needs_more = all > row.w || view.entry.has_more(candidates.size());
    const float right = row.right() - (needs_more ? more_wide + gap : 0);
    placed = {type, {}};
    float x = row.x;
    for (const std::string& one : candidates) {
      const float each = wide(one);
      if (x + each > right + 0.5F) break;  // on the next leaf it comes first
      placed.boxes.push_back({x, row.y, each, row.h});
      x += each + gap;
    }
    return placed.boxes.size() >= std::min(comfortable, candidates.size());
  };
  for (const Type type : {Type::figure, Type::strong, Type::small_strong}) {
    if (fits(type)) break;
  }
  return placed;
}

TextKeyboard place_text_keyboard(const View& view, float top) {
  TextKeyboard keyboard;
  const Box& controls = view.frame.controls;
  const float end = view.frame.footer.y, margin = view.lying() ? controls.x : 24;
  Box area = {margin, top, view.canvas.width - 2 * margin, end - 16 - top};
  keyboard.tray = {0, top - 16, view.canvas.width, end - top + 16};
  if (area.h < 5 * (target_min + 12)) {
    keyboard.gap = 10;
    keyboard.keys = area.cut_left(area.w * 0.6F, 28);
    const auto row = [&](int i) { return key_row(area, i, keyboard.gap); };
    keyboard.candidates = row(0);
    keyboard.ways = row(1);
    keyboard.below = row(2);
    return keyboard;
  }
  const float rows = view.lying() ? 5 : 6, gap = keyboard.gap;
  const float high = std::min((area.h - gap * (rows - 1)) / rows, 118.F);
  keyboard.below = area.cut_bottom(high, gap);
  Box first = area.cut_top(high, gap);
  if (view.lying()) {
    keyboard.ways = first.cut_left(first.w * (view.elderly() ? 0.42F : 0.32F), 28);
    keyboard.candidates = first;
  } else {
    keyboard.ways = first;
    keyboard.candidates = area.cut_top(high, gap);
  }
  keyboard.keys = area;
  return keyboard;
}

void draw_text_keyboard(View& view, const TextKeyboard& keyboard, const std::vector<Suggestion>& suggestions) {
  view.paint.fill(keyboard.tray, view.look.button);
  view.paint.line(0, keyboard.tray.y, keyboard.tray.right(), keyboard.tray.y, view.look.line, 2);
  draw_ways(view, keyboard.ways, keyboard.gap);
  draw_candidates(view, keyboard.candidates, keyboard.gap, suggestions);
  draw_below(view, keyboard.below, keyboard.gap);
  switch (view.entry.mode()) {
    case KeyMode::pinyin:
    case KeyMode::letters:
      return draw_letters(view, keyboard.keys, keyboard.gap);
    case KeyMode::handwriting:
      return draw_pad(view, keyboard.keys, keyboard.gap);
    case KeyMode::digits:
      return draw_digits(view, keyboard.keys, keyboard.gap);
  }
}

}  // namespace menting::ui
