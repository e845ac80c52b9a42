#include "kiosk/ui/entry.h"

#include <algorithm>
#include <cmath>

#include "base/crypto/crypto.h"
#include "kiosk/ui/utf8.h"

namespace menting::ui {

namespace {

constexpr std::size_t pinyin_candidates = 50;
constexpr std::size_t written_candidates = 24;
constexpr std::size_t strokes_max = 40;
constexpr std::size_t points_max = 400;  ///< of a stroke: it must not move in memory, since it is overwritten later
constexpr float point_apart = 0.01F;     ///< nearer points tell nothing new

void wipe_stroke(input::Stroke& stroke) {
  crypto::wipe(stroke.data(), stroke.size() * sizeof(input::Point));
  stroke.clear();
}

/// A character of its own; no control character, no broken UTF-8.
bool can_be_written(std::string_view character) {
  std::size_t at = 0;
  return !character.empty() && static_cast<unsigned char>(character[0]) >= 0x20 && character[0] != 0x7F &&
         next_char(character, at) != 0xFFFD;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_char(text, at);
  return count;
}

}  // namespace

void Entry::begin(std::string_view language, std::size_t characters_max) {
  forget();
  // Overwriting reaches only what never moved.
  text_.reserve(4 * characters_max + 4);
  characters_max_ = characters_max;
  mode_ = language.substr(0, 2) == "zh" && can(KeyMode::pinyin) ? KeyMode::pinyin : KeyMode::letters;
}

void Entry::forget() {
  drop_composition();
  crypto::wipe(text_);
  shift_ = false;
}

std::size_t Entry::characters() const {
  return count_characters(text_);
}

bool Entry::can(KeyMode mode) const {
  switch (mode) {
    case KeyMode::pinyin:
      return engines_.pinyin != nullptr;
    case KeyMode::handwriting:
      return engines_.handwriting != nullptr;
    case KeyMode::letters:
    case KeyMode::digits:
      return true;
  }
  return false;
}

std::string Entry::letters() const {
  return mode_ == KeyMode::pinyin && engines_.pinyin ? engines_.pinyin->letters() : std::string();
}

std::span<const std::string> Entry::candidates() const {
  const std::span<const std::string> rest = std::span(candidates_).subspan(leaf_at_);
  return rest.first(std::min(leaf_max, rest.size()));
}

void Entry::set_mode(KeyMode mode) {
  if (!can(mode) || mode == mode_) return;
  // Who goes on to digits or letters means what is there; between the two ways to Chinese, one was not found.
  mode == KeyMode::letters || mode == KeyMode::digits ? settle() : drop_composition();
  shift_ = false;
  mode_ = mode;
}

void Entry::type(std::string_view character) {
  if (!can_be_written(character)) return;
  const bool letter = character.size() == 1 && ((character[0] >= 'a' && character[0] <= 'z') || character[0] == '\'');
  if (mode_ == KeyMode::pinyin && letter) {
    if (!full() && engines_.pinyin->type(character[0])) look_up();
    return;
  }
  if (character == " " && !candidates_.empty()) return pick(0);
  settle();
  append(character);
  if (shift_ && mode_ == KeyMode::letters) shift_ = false;
}

void Entry::append(std::string_view characters) {
  for (std::size_t at = 0; at < characters.size();) {
    const std::size_t from = at;
    next_char(characters, at);
    if (this->characters() >= characters_max_) return;
    text_ += characters.substr(from, at - from);
  }
}

void Entry::erase() {
  if (mode_ == KeyMode::pinyin && engines_.pinyin->erase()) return look_up();
  if (!strokes_.empty()) {
    writing_ = false;
    wipe_stroke(strokes_.back());
    strokes_.pop_back();
    return look_up();
  }
  while (!text_.empty() && (static_cast<unsigned char>(text_.back()) & 0xC0) == 0x80) text_.pop_back();
  if (!text_.empty()) text_.pop_back();
}

void Entry::clear() {
  drop_composition();
  crypto::wipe(text_);
}

void Entry::pick(std::size_t index) {
  const std::size_t at = leaf_at_ + index;
  if (at >= candidates_.size()) return;
  if (mode_ == KeyMode::pinyin) {
    std::string picked = engines_.pinyin->pick(at);
    append(picked);
    crypto::wipe(picked);
    if (full()) return drop_composition();
    return look_up();
  }
  append(candidates_[at]);
  drop_composition();
}

void Entry::turn_leaf(std::size_t shown) {
  leaf_at_ += std::max<std::size_t>(shown, 1);
  if (leaf_at_ >= candidates_.size()) leaf_at_ = 0;
}

void Entry::settle() {
  // Each pick takes at least one letter, so this ends.
  while (!letters().empty() && !candidates_.empty()) {
    leaf_at_ = 0;
    pick(0);
  }
  if (!strokes_.empty() && !candidates_.empty()) {
    leaf_at_ = 0;
    pick(0);
  }
  drop_composition();
}

void Entry::stroke_begins(float x, float y) {
  if (mode_ != KeyMode::handwriting || strokes_.size() >= strokes_max || full()) return;
  writing_ = true;
  strokes_.emplace_back().reserve(points_max);
  strokes_.back().push_back({x, y});
}

void Entry::stroke_goes_on(float x, float y) {
  if (!writing_ || strokes_.back().size() >= points_max) return;
  const input::Point last = strokes_.back().back();
  if (std::hypot(x - last.x, y - last.y) >= point_apart) strokes_.back().push_back({x, y});
}

void Entry::stroke_ends() {
  if (!writing_) return;
  writing_ = false;
  look_up();
}

void Entry::look_up() {
  drop_candidates();
  if (mode_ == KeyMode::pinyin) candidates_ = engines_.pinyin->candidates(pinyin_candidates);
  if (mode_ == KeyMode::handwriting) candidates_ = engines_.handwriting->candidates(strokes_, written_candidates);
}

void Entry::drop_candidates() {
  leaf_at_ = 0;
  for (std::string& candidate : candidates_) crypto::wipe(candidate);
  candidates_.clear();
}

void Entry::drop_composition() {
  if (engines_.pinyin) engines_.pinyin->clear();
  for (input::Stroke& stroke : strokes_) wipe_stroke(stroke);
  strokes_.clear();
  drop_candidates();
  writing_ = false;
}

}  // namespace menting::ui
