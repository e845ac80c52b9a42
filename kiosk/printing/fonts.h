#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "kiosk/printing/bitmap.h"

namespace menting::printing {

enum class Weight { regular, bold };

/// Noto Sans CJK in its simplified Chinese forms, drawn in black and white. One thread.
class Fonts {
 public:
  /// Throws std::runtime_error naming the package when the fonts are not installed.
  Fonts();
  ~Fonts();
  Fonts(const Fonts&) = delete;
  Fonts& operator=(const Fonts&) = delete;

  /// Dots that `text` (UTF-8; bad bytes count as U+FFFD) takes at `size` dots to the em.
  int width(std::string_view text, int size, Weight weight);
  /// Draws with the left edge at `x` and the letters standing on `baseline`. Returns the width.
  int draw(Bitmap& picture, int x, int baseline, std::string_view text, int size, Weight weight);
  /// Whether the font knows the character.
  bool knows(char32_t character);
  /// The family that the face names itself.
  std::string family(Weight weight) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The characters of UTF-8 text; U+FFFD for each byte that is none.
std::u32string characters(std::string_view utf8);

}  // namespace menting::printing
