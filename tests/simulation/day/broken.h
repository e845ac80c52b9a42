#pragma once

#include <sstream>
#include <stdexcept>
#include <string>

namespace menting::simulation {

/// The branch did what it must never do.
class Broken : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The words are put together only where it does not hold: this is asked thousands of times a step.
template <class... Words>
void must(bool holds, const Words&... words) {
  if (holds) return;
  std::ostringstream text;
  (text << ... << words);
  throw Broken(text.str());
}

}  // namespace menting::simulation
