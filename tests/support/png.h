#pragma once

#include <string>
#include <vector>

namespace menting::tests {

/// Rows of red, green, blue and opacity, a byte each, written as an opaque picture. Throws std::runtime_error when the
/// file cannot be written.
void write_png(const std::string& file, int width, int height, const std::vector<unsigned char>& rgba);

}  // namespace menting::tests
