#pragma once

#include <string>

namespace menting::sync {

/// `plain` as a zstd frame.
std::string pack(const std::string& plain);

}  // namespace menting::sync
