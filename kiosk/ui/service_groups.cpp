#include "kiosk/ui/service_groups.h"

#include <algorithm>

namespace menting::ui {

namespace {

constexpr float heading_high = 56, edge = 12, between = 8;
constexpr float row_max = 190;

/// Cut from one kind after the other; none longer than a column should be.
std::vector<ServicePanel> cut_panels(const std::vector<const desk::ServiceView*>& services, std::size_t columns) {
  std::vector<ServicePanel> panels;
  for (const desk::ServiceView* service : services) {
    if (panels.empty() || panels.back().kind != service->group) panels.push_back({service->group, {}, {}, {}, {}});
    panels.back().services.push_back(service);
  }
  const std::size_t most = std::max<std::size_t>((services.size() + columns - 1) / columns + 1, 2);
  for (std::size_t i = 0; i < panels.size(); ++i) {
    auto& here = panels[i].services;
    if (here.size() <= most) continue;
    const auto half = here.begin() + static_cast<std::ptrdiff_t>((here.size() + 1) / 2);
    ServicePanel rest{panels[i].kind, {half, here.end()}, {}, {}, {}};
    here.erase(half, here.end());
    panels.insert(panels.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(rest));
    --i;  // the half may still be too long
  }
  return panels;
}

float weight(const ServicePanel& panel) {
  return static_cast<float>(panel.services.size()) + 0.7F;
}

/// Which column each panel stands in: the order is kept, and the longest column is as short as can be.
std::vector<std::size_t> columns_of(const std::vector<ServicePanel>& panels, std::size_t columns) {
  // The shortest limit at which filling column after column needs no more of them than there are.
  for (float limit = 1;; limit += 0.1F) {
    std::vector<std::size_t> places;
    std::size_t column = 0;
    float filled = 0;
    bool fits = true;
    for (const ServicePanel& panel : panels) {
      fits = fits && weight(panel) <= limit;
      if (filled > 0 && filled + weight(panel) > limit) {
        ++column;
        filled = 0;
      }
      filled += weight(panel);
      places.push_back(column);
    }
    if (fits && column < columns) return places;
  }
}

}  // namespace

std::vector<const desk::ServiceView*> by_kind(const std::vector<desk::ServiceView>& services) {
  std::vector<const desk::ServiceView*> sorted;
  sorted.reserve(services.size());
  for (const desk::ServiceView& service : services) sorted.push_back(&service);
  std::ranges::stable_sort(sorted, {}, [](const desk::ServiceView* s) { return s->group; });
  return sorted;
}

std::vector<ServicePanel> arrange(const std::vector<const desk::ServiceView*>& services, const Box& area,
                                  std::size_t columns, float gap) {
  std::vector<ServicePanel> panels = cut_panels(services, columns);
  if (panels.empty()) return panels;
  const std::vector<std::size_t> places = columns_of(panels, columns);
  const std::size_t used = places.back() + 1;
  float high = row_max;
  for (std::size_t column = 0; column < used; ++column) {
    float fixed = -gap, rows = 0;
    for (std::size_t i = 0; i < panels.size(); ++i) {
      if (places[i] != column) continue;
      const auto count = static_cast<float>(panels[i].services.size());
      fixed += heading_high + edge + between * (count - 1) + gap;
      rows += count;
    }
    high = std::min(high, (area.h - fixed) / rows);
  }
  const float wide = (area.w - gap * static_cast<float>(used - 1)) / static_cast<float>(used);
  std::size_t column = 0;
  float y = area.y;
  for (std::size_t i = 0; i < panels.size(); ++i) {
    if (places[i] != column) y = area.y;
    column = places[i];
    ServicePanel& panel = panels[i];
    const float x = area.x + static_cast<float>(column) * (wide + gap), top = y;
    panel.heading = {x + edge, y, wide - 2 * edge, heading_high};
    y += heading_high;
    for (std::size_t row = 0; row < panel.services.size(); ++row) {
      panel.rows.push_back({x + edge, y, wide - 2 * edge, high});
      y += high + between;
    }
    y += edge - between;
    panel.box = {x, top, wide, y - top};
    y += gap;
  }
  return panels;
}

float row_height(const std::vector<ServicePanel>& panels) {
  return panels.empty() ? 0 : panels.front().rows.front().h;
}

}  // namespace menting::ui
