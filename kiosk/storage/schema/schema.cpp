#include "kiosk/storage/schema/schema.h"

#include <array>

namespace menting::storage {

std::span<const sqlite::Migration> schema_steps() {
  static const std::array<sqlite::Migration, 1> steps{{
      {1, schema_0001_first_branch},
  }};
  return steps;
}

}  // namespace menting::storage
