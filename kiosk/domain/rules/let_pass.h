#pragma once

namespace menting::domain {

/// How often a customer may let others go first in one visit, and how many at a time.
constexpr int let_passes_max = 3;
constexpr int let_pass_count_max = 10;

}  // namespace menting::domain
