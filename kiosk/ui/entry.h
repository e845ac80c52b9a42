#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/input/handwriting.h"
#include "kiosk/input/pinyin.h"

namespace menting::ui {

enum class KeyMode { pinyin, handwriting, letters, digits };

/// What turns keys and strokes into Chinese; one that is missing is not offered.
struct TextEngines {
  std::shared_ptr<input::Pinyin> pinyin;
  std::shared_ptr<input::Handwriting> handwriting;
};

/// A text that a customer writes by touch. What it held is overwritten when it is forgotten.
class Entry {
 public:
  static constexpr std::size_t leaf_size = 8;  ///< candidates shown at a time

  explicit Entry(TextEngines engines = {}) : engines_(std::move(engines)) {}

  /// Begins with the way of writing that suits the language; `characters_max` of text.
  void begin(std::string_view language, std::size_t characters_max);
  /// Overwrites and ends all: another customer comes.
  void forget();

  const std::string& text() const { return text_; }
  std::size_t characters() const;
  std::size_t characters_max() const { return characters_max_; }
  KeyMode mode() const { return mode_; }
  bool can(KeyMode mode) const;
  bool shift() const { return shift_; }
  /// Pinyin not yet turned into characters, as people read it.
  std::string letters() const;
  /// The candidates of this leaf.
  std::vector<std::string> candidates() const;
  bool has_more() const { return candidates_.size() > leaf_size; }
  /// Of the character being written: in units of the field, 0 to 1.
  const std::vector<input::Stroke>& strokes() const { return strokes_; }

  void set_mode(KeyMode mode);
  void toggle_shift() { shift_ = !shift_; }
  /// A key's character, UTF-8.
  void type(std::string_view character);
  /// What came last: a letter of pinyin, a stroke, a character.
  void erase();
  void clear();
  void pick(std::size_t index);
  /// The next candidates; after the last the first again.
  void turn_leaf();
  /// Turns what is still being typed into its first candidate.
  void settle();

  void stroke_begins(float x, float y);
  void stroke_goes_on(float x, float y);
  void stroke_ends();

 private:
  void append(std::string_view characters);
  void look_up();
  void drop_composition();

  TextEngines engines_;
  KeyMode mode_ = KeyMode::letters;
  bool shift_ = false;
  bool writing_ = false;
  std::size_t characters_max_ = 0;
  std::size_t leaf_ = 0;
  std::string text_;
  std::vector<std::string> candidates_;
  std::vector<input::Stroke> strokes_;
};

}  // namespace menting::ui
