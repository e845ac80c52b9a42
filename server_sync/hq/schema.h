#pragma once

#include <span>

#include "base/sqlite/database.h"

namespace menting::hq {

/// The steps from an empty file to the newest schema of headquarters.
std::span<const sqlite::Migration> schema_steps();

}  // namespace menting::hq
