#pragma once

#include <string>

namespace menting::program {

struct ServeWords {
  std::string config;
  std::string data;
  bool headless = false;
  int width = 0;  ///< of the window; 0: full screen
  int height = 0;
  std::string targets_file;
};

/// Runs the branch until SIGTERM, SIGINT or its window is closed. The exit code.
int serve(const ServeWords& words);

}  // namespace menting::program
