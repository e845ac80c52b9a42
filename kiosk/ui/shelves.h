#pragma once

#include <optional>
#include <vector>

namespace menting::ui {

/// Places small pictures of similar heights on shelves of one large area. Nothing is taken out again, except all.
class Shelves {
 public:
  struct Place {
    int x = 0, y = 0;
  };

  Shelves(int width, int height) : width_(width), height_(height) {}

  /// None when there is no room left.
  std::optional<Place> place(int width, int height);
  void clear();

 private:
  struct Shelf {
    int y = 0, height = 0, used = 0;
  };

  int width_, height_, used_ = 0;
  std::vector<Shelf> shelves_;
};

}  // namespace menting::ui
