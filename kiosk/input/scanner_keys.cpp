#include "kiosk/input/scanner_keys.h"

#include <algorithm>
#include <utility>

namespace menting::input {
namespace {

bool ends_scan(char c) {
  return c == '\n' || c == '\r' || c == '\t';
}

bool is_printable(char c) {
  return c >= ' ' && c <= '~';
}

}  // namespace

Heard ScannerKeys::feed(char character, std::int64_t now_ms) {
  if (!ends_scan(character) && !is_printable(character)) return {};
  Heard heard;
  if (!run_.empty() && (now_ms < last_ms_ || now_ms - last_ms_ > limits_.pause_ms)) heard = settle();
  if (!ends_scan(character)) {
    if (run_.empty()) first_ms_ = now_ms;
    last_ms_ = now_ms;
    scan_ended_ms_.reset();
    if (run_.size() < characters_max) {
      run_ += character;
    } else {
      overlong_ = true;
    }
    return heard;
  }
  if (!run_.empty()) {
    const bool dropped = overlong_;
    heard = settle();
    if (!heard.scan.empty() || dropped) {
      scan_ended_ms_ = now_ms;
    } else {
      heard.typed += character;
    }
    return heard;
  }
  if (scan_ended_ms_ && now_ms - *scan_ended_ms_ <= limits_.pause_ms) return heard;
  if (limits_.shared_with_people) heard.typed += character;
  return heard;
}

Heard ScannerKeys::poll(std::int64_t now_ms) {
  const auto due = due_ms();
  return due && now_ms >= *due ? settle() : Heard{};
}

std::optional<std::int64_t> ScannerKeys::due_ms() const {
  if (run_.empty()) return std::nullopt;
  return last_ms_ + limits_.pause_ms + 1;
}

void ScannerKeys::clear() {
  run_.clear();
  overlong_ = false;
  scan_ended_ms_.reset();
}

bool ScannerKeys::is_scan() const {
  if (run_.size() < limits_.characters_min) return false;
  if (!limits_.shared_with_people) return true;
  const bool held_key = std::all_of(run_.begin(), run_.end(), [this](char c) { return c == run_.front(); });
  return !held_key && last_ms_ - first_ms_ <= limits_.gap_ms * static_cast<std::int64_t>(run_.size() - 1);
}

/// The run is over: what it was.
Heard ScannerKeys::settle() {
  Heard heard;
  if (!std::exchange(overlong_, false)) (is_scan() ? heard.scan : heard.typed) = run_;
  run_.clear();
  return heard;
}

}  // namespace menting::input
