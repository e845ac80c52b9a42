#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace menting::storage {

struct Verified {
  std::vector<std::string> differences;  ///< a sentence each; empty: sound
  std::int64_t journals = 0;
  std::int64_t events = 0;
  std::int64_t tickets = 0;
  std::int64_t counters = 0;
  std::int64_t notes = 0;
  std::int64_t notes_erased = 0;        ///< of them
  std::int64_t notes_erased_there = 0;  ///< of those, with headquarters' proof that it erased them, too
  bool sound() const { return differences.empty(); }
};

/// Looks at the whole database, also while the kiosk works on it, and changes nothing: the file's integrity, every
/// journal's hash chain, that the state rows are exactly what the events fold to, and that the branch's key opens the
/// notes. Never throws for what is wrong with the data: that is a difference.
Verified verify(const std::string& data_folder);

}  // namespace menting::storage
