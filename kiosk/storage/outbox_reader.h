#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/sqlite/database.h"
#include "server_sync/wire/envelope.h"

namespace menting::storage {

/// The journal as headquarters gets it, on a read-only connection of its own: never in the desk's way. One thread.
class OutboxReader {
 public:
  /// The journal of `data_folder` must have been opened before. Throws sqlite::Error.
  explicit OutboxReader(const std::string& data_folder);

  /// The oldest events that are not acked: of one journal (the oldest that has some), contiguous, at most `events_max`
  /// and about `bytes_max` of bodies, but at least one. None when everything is acked. `branch` is left empty.
  std::optional<wire::Batch> next(std::size_t events_max, std::size_t bytes_max);

  /// Per journal, the oldest first, an empty batch that begins behind its acks: first_seq and prev_hash are what would
  /// come next. `branch` is left empty.
  std::vector<wire::Batch> acked_ends();

  /// The empty batch behind event `seq` (0: the beginning) of a journal; none when it is not there.
  std::optional<wire::Batch> end_at(const std::string& journal, std::int64_t seq);

  /// Counts from now on in this reader, before the desk has written it down; may go back. The desk has to be told too.
  void acked(const std::string& journal, std::int64_t seq);

  /// Events that are not acked, of all journals.
  std::int64_t waiting();

 private:
  std::int64_t cursor(const std::string& journal, std::int64_t recorded) const;
  /// The empty batch behind event `acked`, which is there or 0.
  wire::Batch after(std::int64_t number, const std::string& journal, std::int64_t acked);

  sqlite::Database database_;
  sqlite::Statement journals_;
  sqlite::Statement newest_;
  sqlite::Statement before_;
  sqlite::Statement events_;
  std::map<std::string, std::int64_t> acked_;
};

}  // namespace menting::storage
