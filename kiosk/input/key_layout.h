#pragma once

#include <cstdint>
#include <optional>

namespace menting::input {

/// Keys of a keyboard as characters, in the US layout that scanners come with.
class KeyLayout {
 public:
  /// The character that this event of a key types, by Linux' key code; '\n' for Enter, '\t' for Tab. None for a key
  /// that types nothing, one that is let go, and one unknown. `value` as in an input event: 0 up, 1 down, 2 held.
  std::optional<char> key(std::uint16_t code, std::int32_t value);
  /// No key is down: after a scanner was pulled, or events were lost.
  void release_all() { shifts_down_ = 0; }

 private:
  unsigned shifts_down_ = 0;  ///< a bit for each of both
  bool caps_lock_ = false;
};

}  // namespace menting::input
