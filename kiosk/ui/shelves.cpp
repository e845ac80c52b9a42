#include "kiosk/ui/shelves.h"

#include <algorithm>

namespace menting::ui {

std::optional<Shelves::Place> Shelves::place(int width, int height) {
  if (width > width_) return std::nullopt;
  Shelf* best = nullptr;
  for (Shelf& shelf : shelves_) {
    if (shelf.height < height || shelf.used + width > width_) continue;
    if (best == nullptr || shelf.height < best->height) best = &shelf;
  }
  // A comma on a shelf of large characters would waste it; where nothing else is left it may stand there.
  const int fitting = std::min((height + 7) / 8 * 8, height_ - used_);
  if ((best == nullptr || best->height > height + height / 2 + 8) && fitting >= height) {
    shelves_.push_back({.y = used_, .height = fitting});
    used_ += fitting;
    best = &shelves_.back();
  }
  if (best == nullptr) return std::nullopt;
  const Place place = {best->used, best->y};
  best->used += width;
  return place;
}

void Shelves::clear() {
  shelves_.clear();
  used_ = 0;
}

}  // namespace menting::ui
