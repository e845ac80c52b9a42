#include "kiosk/ui/entry.h"

#include <algorithm>
#include <cmath>

#include "base/crypto/crypto.h"
#include "kiosk/ui/utf8.h"

namespace menting::ui {

namespace {

constexpr std::size_t pinyin_candidates = 6 * Entry::leaf_size;
constexpr std::size_t written_candidates = 3 * Entry::leaf_size;
constexpr std::size_t strokes_max = 40;
constexpr float point_apart = 0.01F;  ///< nearer points tell nothing new

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

std::vector<std::string> Entry::candidates() const {
  const std::size_t from = std::min(leaf_ * leaf_size, candidates_.size());
  const std::size_t to = std::min(from + leaf_size, candidates_.size());
  return {candidates_.begin() + static_cast<std::ptrdiff_t>(from),
          candidates_.begin() + static_cast<std::ptrdiff_t>(to)};
}

void Entry::set_mode(KeyMode mode) {
  if (!can(mode)) return;
  drop_composition();
  mode_ = mode;
}

void Entry::type(std::string_view character) {
  const bool letter = character.size() == 1 && ((character[0] >= 'a' && character[0] <= 'z') || character[0] == '\'');
  if (mode_ == KeyMode::pinyin && letter) {
    if (engines_.pinyin->type(character[0])) look_up();
    return;
  }
  if (mode_ == KeyMode::pinyin && character == " " && !letters().empty()) {
    pick(0);
    return;
  }
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
  const std::size_t at = leaf_ * leaf_size + index;
  if (at >= candidates_.size()) return;
  if (mode_ == KeyMode::pinyin) {
    append(engines_.pinyin->pick(at));
    return look_up();
  }
  append(candidates_[at]);
  drop_composition();
}

void Entry::turn_leaf() {
  const std::size_t leaves = (candidates_.size() + leaf_size - 1) / leaf_size;
  leaf_ = leaves == 0 ? 0 : (leaf_ + 1) % leaves;
}

void Entry::settle() {
  // Each pick takes at least one letter, so this ends.
  while (!letters().empty() && !candidates_.empty()) {
    leaf_ = 0;
    pick(0);
  }
  drop_composition();
}

void Entry::stroke_begins(float x, float y) {
  if (mode_ != KeyMode::handwriting || strokes_.size() >= strokes_max) return;
  writing_ = true;
  strokes_.push_back({{x, y}});
}

void Entry::stroke_goes_on(float x, float y) {
  if (!writing_) return;
  const input::Point& last = strokes_.back().back();
  if (std::hypot(x - last.x, y - last.y) >= point_apart) strokes_.back().push_back({x, y});
}

void Entry::stroke_ends() {
  if (!writing_) return;
  writing_ = false;
  look_up();
}

void Entry::look_up() {
  leaf_ = 0;
  for (std::string& candidate : candidates_) crypto::wipe(candidate);
  candidates_.clear();
  if (mode_ == KeyMode::pinyin) candidates_ = engines_.pinyin->candidates(pinyin_candidates);
  if (mode_ == KeyMode::handwriting) candidates_ = engines_.handwriting->candidates(strokes_, written_candidates);
}

void Entry::drop_composition() {
  if (engines_.pinyin) engines_.pinyin->clear();
  for (auto& stroke : strokes_) std::fill(stroke.begin(), stroke.end(), input::Point{});
  strokes_.clear();
  for (std::string& candidate : candidates_) crypto::wipe(candidate);
  candidates_.clear();
  leaf_ = 0;
  writing_ = false;
}

}  // namespace menting::ui
