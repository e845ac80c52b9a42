#pragma once

#include <sys/types.h>

#include <string>

namespace menting::tests {

/// An X server without a monitor, for as long as this lives; DISPLAY names it meanwhile.
class VirtualDisplay {
 public:
  VirtualDisplay(int width, int height);
  ~VirtualDisplay();
  VirtualDisplay(const VirtualDisplay&) = delete;
  VirtualDisplay& operator=(const VirtualDisplay&) = delete;

  /// A real press of the mouse's button there.
  static void click(int x, int y);
  /// A scanner or keyboard, with Return behind.
  static void type_line(const std::string& text);

 private:
  pid_t server_ = -1;
  std::string before_;
};

}  // namespace menting::tests
