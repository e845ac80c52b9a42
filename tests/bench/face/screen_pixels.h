#pragma once

#include <memory>
#include <vector>

namespace menting::bench {

/// What is on the X screen that DISPLAY names, as somebody in front of it sees it: by a connection of its own.
class ScreenPixels {
 public:
  ScreenPixels();
  ~ScreenPixels();
  ScreenPixels(const ScreenPixels&) = delete;
  ScreenPixels& operator=(const ScreenPixels&) = delete;

  /// A square of this side around the place.
  std::vector<char> around(int x, int y, int side) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace menting::bench
