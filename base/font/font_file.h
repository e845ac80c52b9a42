#pragma once

#include <memory>
#include <string>
#include <vector>

namespace menting::font {

/// The collection's face with Chinese forms; face 0 of Noto Sans CJK draws Japanese ones.
inline constexpr int simplified_chinese = 2;

/// How much of each pixel a character covers, row by row from the top. Pixels; empty for a space.
struct Coverage {
  int left = 0;  ///< from the pen to the picture's left edge
  int top = 0;   ///< from the baseline up to the picture's top edge
  int width = 0, height = 0;
  int advance = 0;  ///< from this pen to the next
  std::vector<unsigned char> grey;
};

/// One face of a font file, read from the disk as it is needed. One thread at a time.
class FontFile {
 public:
  /// Throws std::runtime_error when the file cannot be read, naming the package that brings it.
  explicit FontFile(const std::string& path, int face_index = simplified_chinese);
  ~FontFile();
  FontFile(const FontFile&) = delete;
  FontFile& operator=(const FontFile&) = delete;

  bool has(char32_t character) const;
  /// Whole pixels at `pixels` to the em; that of the font's own sign for "missing" where it lacks the character.
  int advance(char32_t character, int pixels) const;
  /// Hinted up and down only: sharp strokes at the places where they are designed. What the font lacks shows as its
  /// sign for "missing".
  Coverage render(char32_t character, int pixels);
  /// The name that the face gives itself.
  std::string family() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace menting::font
