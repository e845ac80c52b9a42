#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace menting::domain {

/// Every code's name on the wire, once: both directions read the same table, so that they always agree.
template <class Code, std::size_t N>
using Names = std::array<std::pair<Code, std::string_view>, N>;

template <class Code, std::size_t N>
std::string_view name_of(const Names<Code, N>& names, Code code) {
  for (const auto& [known, name] : names) {
    if (known == code) return name;
  }
  return "unknown";
}

template <class Code, std::size_t N>
bool code_of(const Names<Code, N>& names, std::string_view text, Code& out) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.second == text; });
  if (found == names.end()) return false;
  out = found->first;
  return true;
}

}  // namespace menting::domain
