#pragma once

#include <vector>

#include "kiosk/desk/board.h"
#include "kiosk/ui/geometry.h"

namespace menting::ui {

/// The services of one kind, where they stand together.
struct ServicePanel {
  domain::ServiceGroup kind = domain::ServiceGroup::new_business;
  std::vector<const desk::ServiceView*> services;
  Box box, heading;
  std::vector<Box> rows;  ///< one a service
};

/// By kind, each kind's in the plan's order.
std::vector<const desk::ServiceView*> by_kind(const std::vector<desk::ServiceView>& services);

/// Panels side by side in `columns`, their rows all of one height; a kind with too many for one column is shown in two.
/// Rows may come out too low to use: see row_height().
std::vector<ServicePanel> arrange(const std::vector<const desk::ServiceView*>& services, const Box& area,
                                  std::size_t columns, float gap);
float row_height(const std::vector<ServicePanel>& panels);

}  // namespace menting::ui
