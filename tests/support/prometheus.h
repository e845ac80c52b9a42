#pragma once

#include <map>
#include <string>
#include <vector>

namespace menting::tests {

/// A scrape as Prometheus reads it.
struct Scrape {
  std::vector<std::string> faults;  ///< one line each: where the text is not the format 0.0.4, or not as promtool wants
  std::map<std::string, double> values;  ///< by `name{label="…"}` as written
};

Scrape read_scrape(const std::string& text);

}  // namespace menting::tests
