#pragma once

#include <cstdint>
#include <string>

#include "server_sync/hq/store.h"
#include "server_sync/wire/envelope.h"

namespace menting::hq {

enum class Taken {
  stored,    ///< all of it is stored (some or all of it may have been before)
  gap,       ///< something is missing before it; nothing of it is stored
  fork,      ///< other events than the stored ones under the same numbers; nothing of it is stored
  bad_hash,  ///< an event's hash is not that of its contents; nothing of it is stored
};

struct Ingested {
  Taken taken = Taken::stored;
  std::int64_t through = 0;  ///< everything up to here is stored
  std::string detail;        ///< for fork and bad_hash: where
};

/// The first event whose hash is not what its contents and the event before make; none: 0.
std::int64_t first_bad(const wire::Batch& batch);

/// Takes a batch of `branch` into the store's open transaction: each event once, in order, chained to the one before.
/// What it returns is true once that transaction is committed, and not before.
Ingested ingest(Store& store, const std::string& branch, const wire::Batch& batch, std::int64_t now_ms);

}  // namespace menting::hq
