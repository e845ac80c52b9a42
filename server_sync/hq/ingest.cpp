#include "server_sync/hq/ingest.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string_view>

#include "server_sync/wire/chain.h"

namespace menting::hq {
namespace {

/// What headquarters has under seq - 1, which the batch must be chained to.
std::string hash_before(Store& store, const std::string& branch, const wire::Batch& batch, const Cursor& cursor) {
  if (batch.first_seq == 1) return wire::genesis_hash(batch.journal);
  if (batch.first_seq == cursor.through + 1) return cursor.hash;
  return store.hash_of(branch, batch.journal, batch.first_seq - 1);
}

/// What usually comes follows what came before, and costs no question; append() finds out when that is not so.
Cursor cursor_for(Store& store, const std::string& branch, const wire::Batch& batch) {
  if (!batch.events.empty()) {
    const auto remembered = store.remembered_cursor(branch, batch.journal);
    const bool follows = remembered && remembered->through > 0 && batch.first_seq == remembered->through + 1 &&
                         batch.prev_hash == remembered->hash;
    if (follows) return *remembered;
  }
  return store.cursor(branch, batch.journal);
}

Ingested fork(std::int64_t seq, std::int64_t through) {
  return {Taken::fork, through, fmt::format("event {} is stored here with another hash", seq)};
}

}  // namespace

std::int64_t first_bad(const wire::Batch& batch) {
  std::string_view before = batch.prev_hash;
  for (const wire::Event& event : batch.events) {
    const std::string hash = wire::chain_hash(before, event.seq, event.kind, event.version, event.at, event.body);
    if (hash != event.hash) return event.seq;
    before = event.hash;
  }
  return 0;
}

Ingested ingest(Store& store, const std::string& branch, const wire::Batch& batch, std::int64_t now_ms) {
  store.record_contact(branch, now_ms);
  if (batch.journal.empty()) return {};  // a greeting: wire::read_batch lets only an empty batch be without a journal
  const Cursor cursor = cursor_for(store, branch, batch);
  if (batch.events.empty() && batch.prev_hash.empty()) return {Taken::stored, cursor.through, ""};
  if (batch.first_seq > cursor.through + 1) return {Taken::gap, cursor.through, ""};
  if (batch.prev_hash != hash_before(store, branch, batch, cursor)) return fork(batch.first_seq - 1, cursor.through);
  if (const std::int64_t bad = first_bad(batch); bad != 0) {
    return {Taken::bad_hash, cursor.through, fmt::format("event {}: the hash is not that of its contents", bad)};
  }
  if (batch.events.empty()) return {Taken::stored, cursor.through, ""};
  const auto known = static_cast<std::size_t>(std::clamp<std::int64_t>(cursor.through + 1 - batch.first_seq, 0,
                                                                       static_cast<std::int64_t>(batch.events.size())));
  if (known > 0) {
    const auto stored = store.hashes_of(branch, batch.journal, batch.first_seq, batch.events[known - 1].seq);
    for (std::size_t i = 0; i < known; ++i) {
      if (i >= stored.size() || stored[i] != batch.events[i].hash) return fork(batch.events[i].seq, cursor.through);
    }
  }
  const std::span<const wire::Event> fresh = std::span(batch.events).subspan(known);
  if (fresh.empty()) return {Taken::stored, cursor.through, ""};
  Changes changes;
  for (const wire::Event& event : fresh) fold(event, changes);
  const Arrival arrival{branch, batch.journal, fresh, &changes};
  store.append({&arrival, 1}, now_ms);
  return {Taken::stored, fresh.back().seq, ""};
}

}  // namespace menting::hq
