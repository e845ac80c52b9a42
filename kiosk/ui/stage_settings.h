#pragma once

#include <stdexcept>
#include <string>

namespace menting::ui {

/// No window could be opened; what() says why and what to do. The branch goes on without its screen.
class ScreenUnavailable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct StageSettings {
  bool fullscreen = true;
  int width = 1080;  ///< of the window, pixels; not used full screen
  int height = 1920;
  std::string font_regular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
  std::string font_bold = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";
};

}  // namespace menting::ui
