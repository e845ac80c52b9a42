#pragma once

#include "kiosk/ui/keys.h"

namespace menting::ui {

/// Where the parts of the keyboard for free text are.
struct TextKeyboard {
  Box tray;        ///< what it stands on
  Box ways;        ///< pinyin, handwriting, letters, digits
  Box candidates;  ///< or what to do next
  Box keys;        ///< or the field for handwriting
  Box below;       ///< clear, space, OK
  float gap = 12;
};

/// In the frame's controls below `top`, as large as they allow; lying and low, two halves side by side.
TextKeyboard place_text_keyboard(const View& view, float top);
/// What the writer may mean, offered where candidates would be.
struct Suggestion {
  std::string label;
  Intent intent;
};
void draw_text_keyboard(View& view, const TextKeyboard& keyboard, const std::vector<Suggestion>& suggestions = {});

/// A page on which a text is written: its title, what is written, and the keyboard.
struct TextPage {
  std::string title;
  std::string hint;  ///< in the empty field
  std::vector<Suggestion> suggestions = {};
};
void draw_text_page(View& view, const TextPage& page);

/// Of `candidates`, in `room` from `x` on: as many as fit, five at least where they are not very long.
struct CandidateRow {
  Type type = Type::figure;
  std::vector<Box> boxes;
};
CandidateRow place_candidates(View& view, std::span<const std::string> candidates, const Box& row, float gap);

}  // namespace menting::ui
