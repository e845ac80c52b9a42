#pragma once

#include <cstddef>
#include <memory>
#include <span>
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
  static constexpr std::size_t leaf_max = 10;  ///< candidates shown at a time; fewer where they are long

  explicit Entry(TextEngines engines = {}) : engines_(std::move(engines)) {}
  ~Entry() { forget(); }
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;

  /// Begins with the way of writing that suits the language; `characters_max` of text.
  void begin(std::string_view language, std::size_t characters_max);
  /// Goes on with a text that was written before.
  void put(std::string_view text) { append(text); }
  /// Overwrites and ends all: another customer comes.
  void forget();

  const std::string& text() const { return text_; }
  std::size_t characters() const;
  std::size_t characters_max() const { return characters_max_; }
  /// Nothing more is taken in.
  bool full() const { return characters() >= characters_max_; }
  KeyMode mode() const { return mode_; }
  bool can(KeyMode mode) const;
  bool shift() const { return shift_; }
  /// Pinyin not yet turned into characters, as people read it.
  std::string letters() const;
  /// From the first of this leaf on, leaf_max at most: the page shows as many as it has room for.
  std::span<const std::string> candidates() const;
  /// There are others than the first `shown` of candidates().
  bool has_more(std::size_t shown) const { return leaf_at_ > 0 || leaf_at_ + shown < candidates_.size(); }
  /// Of the character being written, in one unit both ways.
  const std::vector<input::Stroke>& strokes() const { return strokes_; }

  void set_mode(KeyMode mode);
  void toggle_shift() { shift_ = !shift_; }
  /// A key's character, UTF-8.
  void type(std::string_view character);
  /// What came last: a letter of pinyin, a stroke, a character.
  void erase();
  void clear();
  /// Of those of this leaf.
  void pick(std::size_t index);
  /// Past the `shown` candidates of this leaf to the next; after the last come the first again.
  void turn_leaf(std::size_t shown);
  /// Turns what is still being typed into its first candidate.
  void settle();

  void stroke_begins(float x, float y);
  void stroke_goes_on(float x, float y);
  void stroke_ends();

 private:
  void append(std::string_view characters);
  void look_up();
  void drop_candidates();
  void drop_composition();

  TextEngines engines_;
  KeyMode mode_ = KeyMode::letters;
  bool shift_ = false;
  bool writing_ = false;
  std::size_t characters_max_ = 0;
  std::size_t leaf_at_ = 0;  ///< the first candidate shown
  std::string text_;
  std::vector<std::string> candidates_;
  std::vector<input::Stroke> strokes_;
};

}  // namespace menting::ui
