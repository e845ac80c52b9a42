#include "tests/server_sync/client/fake_outbox.h"

#include <algorithm>

#include "server_sync/wire/chain.h"

namespace menting::tests {

void FakeOutbox::add(int events, std::size_t body_bytes) {
  const std::lock_guard lock(mutex_);
  for (int i = 0; i < events; ++i) {
    wire::Event event;
    event.seq = static_cast<std::int64_t>(events_.size()) + 1;
    event.kind = "ticket_taken";
    event.at = "2026-11-23T02:25:00.123Z";
    event.body = R"({"ticket_id":"20261123-A001","pad":")" + std::string(body_bytes, 'x') + "\"}";
    const std::string before = events_.empty() ? wire::genesis_hash(journal_) : events_.back().hash;
    event.hash = wire::chain_hash(before, event.seq, event.kind, event.version, event.at, event.body);
    events_.push_back(std::move(event));
  }
}

std::optional<wire::Batch> FakeOutbox::next(std::size_t events_max, std::size_t bytes_max) {
  const std::lock_guard lock(mutex_);
  if (acked_ == static_cast<std::int64_t>(events_.size())) return std::nullopt;
  const auto from = static_cast<std::size_t>(acked_);
  wire::Batch batch = end();
  std::size_t bytes = 0;
  for (std::size_t i = from; i < events_.size() && batch.events.size() < events_max && bytes < bytes_max; ++i) {
    batch.events.push_back(events_[i]);
    bytes += events_[i].body.size();
  }
  return batch;
}

wire::Batch FakeOutbox::behind(std::int64_t seq) const {
  const auto from = static_cast<std::size_t>(seq);
  return {"", journal_, seq + 1, from == 0 ? wire::genesis_hash(journal_) : events_[from - 1].hash, {}};
}

std::optional<wire::Batch> FakeOutbox::end_at(const std::string& journal, std::int64_t seq) {
  const std::lock_guard lock(mutex_);
  if (journal != journal_ || seq > static_cast<std::int64_t>(events_.size())) return std::nullopt;
  return behind(seq);
}

void FakeOutbox::fork(const std::string& journal, std::int64_t common_seq,
                      const std::vector<wire::GivenNumber>& numbers) {
  const std::lock_guard lock(mutex_);
  fork_numbers_ = numbers;
  forks_.emplace_back(journal, common_seq);
}

void FakeOutbox::given(const std::vector<wire::GivenNumber>& numbers) {
  const std::lock_guard lock(mutex_);
  numbers_.insert(numbers_.end(), numbers.begin(), numbers.end());
}

std::vector<wire::GivenNumber> FakeOutbox::fork_numbers() const {
  const std::lock_guard lock(mutex_);
  return fork_numbers_;
}

std::vector<wire::GivenNumber> FakeOutbox::numbers() const {
  const std::lock_guard lock(mutex_);
  return numbers_;
}

std::vector<std::pair<std::string, std::int64_t>> FakeOutbox::forks() const {
  const std::lock_guard lock(mutex_);
  return forks_;
}

std::vector<wire::Batch> FakeOutbox::acked_ends() {
  const std::lock_guard lock(mutex_);
  return {end()};
}

void FakeOutbox::acked(const std::string& journal, std::int64_t seq) {
  const std::lock_guard lock(mutex_);
  if (journal != journal_) return;
  acked_ = seq;
  acks_.push_back(seq);
}

std::int64_t FakeOutbox::acked_through() const {
  const std::lock_guard lock(mutex_);
  return acked_;
}

std::vector<std::int64_t> FakeOutbox::acks() const {
  const std::lock_guard lock(mutex_);
  return acks_;
}

std::int64_t FakeOutbox::size() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::int64_t>(events_.size());
}

}  // namespace menting::tests
