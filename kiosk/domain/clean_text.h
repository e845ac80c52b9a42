#pragma once

#include <string>

namespace menting::domain {

/// What people typed or pasted, without what nobody sees: control characters but new lines and tabs, and the marks
/// that turn the direction of writing.
std::string clean_text(const std::string& text);

}  // namespace menting::domain
