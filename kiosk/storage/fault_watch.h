#pragma once

#include <functional>
#include <string>

namespace menting::storage {

struct StorageMessage {
  std::string text;    ///< SQLite's words, and what to do about it
  bool fault = false;  ///< the disk or the file, not a mere note: belongs on the health page
};

/// Passes on what SQLite only writes to its own log: above all an fsync that fails in a checkpoint, which no statement
/// reports. Call once, before the first database is opened; `told` is run on any thread, must be quick and must not use
/// a database.
void watch_storage(std::function<void(const StorageMessage&)> told);

}  // namespace menting::storage
