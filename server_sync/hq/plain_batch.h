#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/http/server.h"
#include "server_sync/hq/known_devices.h"
#include "server_sync/hq/store.h"
#include "server_sync/wire/envelope.h"

namespace menting::hq {

/// A batch as nearly all are: whole, understood, of a device that is known and in its own branch's name. All that needs
/// no database is done, so that many are stored by a few statements.
struct PlainBatch {
  Device device;
  wire::Batch batch;
  Changes changes;
  std::size_t bytes = 0;  ///< about what it takes in memory
};

/// None where anything is out of the ordinary: SyncRoutes::batches() then says what.
std::optional<PlainBatch> read_plainly(const http::Request& request, const KnownDevices& devices, std::int64_t now_ms);

/// Continues what this store wrote of the journal last.
bool follows(const Store& store, const wire::Batch& batch);

/// Stores batches that follow, each of another branch. Interrupted where the rows of one say something else by now.
void take_together(Store& store, std::span<const PlainBatch* const> batches, std::int64_t now_ms);

}  // namespace menting::hq
