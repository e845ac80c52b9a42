#pragma once

#include <string>

namespace menting::sync {

enum class Link { not_enrolled, connected, unreachable, refused };

struct LinkState {
  Link link = Link::not_enrolled;
  std::string reason{};   ///< for staff: what is wrong and what to do; empty when all is well
  std::string trouble{};  ///< the same as a code, for pages in their own words: no_answer, certificate_expired, busy …
};

}  // namespace menting::sync
