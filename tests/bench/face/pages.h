#pragma once

#include <string>
#include <vector>

namespace menting::bench {

/// One page's picture beside that of an empty window, drawn in turns.
struct PageCost {
  std::string name, manner;
  int width = 0, height = 0;
  double page_us = 0, empty_us = 0;  ///< medians
  double ratio() const { return page_us / empty_us; }
};

/// Every page of the tour, in English as it is and in Chinese in elderly mode, on a display of this size.
std::vector<PageCost> measure_pages(int width, int height, int frames);

/// Home's full redraw on the display that is there, the median of many.
double redraw_us();

/// Megabytes resident after the whole tour in both languages and in elderly mode.
double memory_after_tours_mb();

}  // namespace menting::bench
