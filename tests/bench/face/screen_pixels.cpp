#include "tests/bench/face/screen_pixels.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>

#include <algorithm>
#include <stdexcept>

namespace menting::bench {

struct ScreenPixels::Impl {
  Display* display = XOpenDisplay(nullptr);
};

ScreenPixels::ScreenPixels() : impl_(std::make_unique<Impl>()) {
  if (impl_->display == nullptr) throw std::runtime_error("the X screen cannot be looked at");
}

ScreenPixels::~ScreenPixels() {
  XCloseDisplay(impl_->display);
}

std::vector<char> ScreenPixels::around(int x, int y, int side) const {
  Display* display = impl_->display;
  const int screen = DefaultScreen(display);
  const int left = std::clamp(x - side / 2, 0, DisplayWidth(display, screen) - side);
  const int top = std::clamp(y - side / 2, 0, DisplayHeight(display, screen) - side);
  const auto length = static_cast<unsigned>(side);
  XImage* image = XGetImage(display, RootWindow(display, screen), left, top, length, length, AllPlanes, ZPixmap);
  if (image == nullptr) throw std::runtime_error("the X screen gives no pixels");
  std::vector<char> pixels(image->data, image->data + static_cast<std::ptrdiff_t>(image->bytes_per_line) * side);
  XDestroyImage(image);
  return pixels;
}

}  // namespace menting::bench
