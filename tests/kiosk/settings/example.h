#pragma once

#include <string>

#include "kiosk/settings/settings.h"
#include "tests/support/scratch_folder.h"

namespace menting::tests {

/// A small right configuration to make one thing wrong in: two services, two counters, two people.
std::string right_configuration();

/// Loads a configuration from a file of its own.
struct Configured {
  explicit Configured(const std::string& text, const std::string& data = {});
  /// All faults, one a line, without the folder's name.
  std::string faults() const;

  ScratchFolder folder;
  std::string file;
  settings::Loaded loaded;
};

/// The faults of the right configuration with `from` replaced by `to` (which must be there).
std::string faults_after(const std::string& from, const std::string& to);
std::string faults_with(const std::string& more);

}  // namespace menting::tests
