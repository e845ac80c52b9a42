#include "server_sync/hq/plain_batch.h"

#include <stdexcept>
#include <utility>
#include <vector>

#include "server_sync/hq/authentication.h"
#include "server_sync/hq/compression.h"
#include "server_sync/hq/ingest.h"

namespace menting::hq {

std::optional<PlainBatch> read_plainly(const http::Request& request, const KnownDevices& devices, std::int64_t now_ms) {
  const auto credential = credential_hash(request);
  auto device = credential ? devices.find(*credential) : std::nullopt;
  if (!device || !proves(request, *device, now_ms)) return std::nullopt;
  PlainBatch plain;
  plain.device = std::move(*device);
  std::string unpacked;
  if (unpack(request, unpacked)) return std::nullopt;
  const std::string& text = unpacked.empty() ? request.body : unpacked;
  try {
    plain.batch = wire::read_batch(text);
  } catch (const std::exception&) {  // said when it is looked at again
    return std::nullopt;
  }
  const wire::Batch& batch = plain.batch;
  if (batch.branch != plain.device.branch || batch.events.empty() || first_bad(batch) != 0) return std::nullopt;
  for (const wire::Event& event : batch.events) fold(event, plain.changes);
  if (plain.changes.quarantined > 0) return std::nullopt;
  plain.bytes = 3 * text.size();
  return plain;
}

bool follows(const Store& store, const wire::Batch& batch) {
  const auto cursor = store.remembered_cursor(batch.branch, batch.journal);
  return cursor && cursor->through > 0 && batch.first_seq == cursor->through + 1 && batch.prev_hash == cursor->hash;
}

void take_together(Store& store, std::span<const PlainBatch* const> batches, std::int64_t now_ms) {
  std::vector<const Device*> devices;
  std::vector<Arrival> arrivals;
  for (const PlainBatch* plain : batches) {
    devices.push_back(&plain->device);
    arrivals.push_back({plain->batch.branch, plain->batch.journal, plain->batch.events, &plain->changes});
  }
  store.hear(devices, now_ms);
  store.append(arrivals, now_ms);
}

}  // namespace menting::hq
