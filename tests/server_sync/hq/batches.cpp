#include "tests/server_sync/hq/batches.h"

#include <utility>

#include "server_sync/wire/chain.h"

namespace menting::tests {

FakeJournal::FakeJournal(std::string branch, std::string id) : branch_(std::move(branch)), id_(std::move(id)) {}

std::string FakeJournal::hash_before(std::int64_t seq) const {
  return seq == 1 ? wire::genesis_hash(id_) : events_[static_cast<std::size_t>(seq - 2)].hash;
}

FakeJournal& FakeJournal::add(const std::string& kind, const std::string& body, const std::string& at) {
  wire::Event event{size() + 1, kind, 1, at, "", body};
  event.hash = wire::chain_hash(hash_before(event.seq), event.seq, kind, 1, at, body);
  events_.push_back(std::move(event));
  return *this;
}

FakeJournal& FakeJournal::add_visit(const std::string& ticket_id, int waited_ms, int served_ms, int score) {
  const std::string ticket = R"({"counter":2,"staff":"1001","ticket_id":")" + ticket_id + '"';
  add("ticket_taken", R"({"ticket_id":")" + ticket_id + R"(","day":20261123,"service":"A","number":1,"steady_ms":5})");
  add("ticket_called", ticket + R"(,"waited_ms":)" + std::to_string(waited_ms) + R"(,"why":"longest_wait"})");
  add("serving_started", ticket + "}");
  add("visit_finished", ticket + R"(,"outcome":"done","served_ms":)" + std::to_string(served_ms) + "}");
  return add("visit_rated", ticket + R"(,"aspects":[],"score":)" + std::to_string(score) + "}");
}

wire::Batch FakeJournal::batch(std::int64_t first, std::int64_t last) const {
  wire::Batch batch{branch_, id_, first, hash_before(first), {}};
  for (std::int64_t seq = first; seq <= last; ++seq) batch.events.push_back(events_[static_cast<std::size_t>(seq - 1)]);
  return batch;
}

}  // namespace menting::tests
