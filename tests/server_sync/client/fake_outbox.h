#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server_sync/client/outbox.h"

namespace menting::tests {

/// A branch's journal in memory. Events may be added from the test's thread while the loop runs.
class FakeOutbox : public sync::Outbox {
 public:
  explicit FakeOutbox(int events = 0, std::size_t body_bytes = 0,
                      std::string journal = "6f1b0c9e-8a55-4d0e-9f54-0b1c2d3e4f50")
      : journal_(std::move(journal)) {
    add(events, body_bytes);
  }
  void add(int events, std::size_t body_bytes = 0);

  std::optional<wire::Batch> next(std::size_t events_max, std::size_t bytes_max) override;
  std::vector<wire::Batch> acked_ends() override;
  std::optional<wire::Batch> end_at(const std::string& journal, std::int64_t seq) override;
  void acked(const std::string& journal, std::int64_t seq) override;
  /// Notes it; the test does what has to be done.
  void fork(const std::string& journal, std::int64_t common_seq,
            const std::vector<wire::GivenNumber>& numbers) override;
  void given(const std::vector<wire::GivenNumber>& numbers) override;

  std::int64_t acked_through() const;
  std::vector<std::int64_t> acks() const;  ///< every ack, in order
  std::int64_t size() const;
  std::vector<std::pair<std::string, std::int64_t>> forks() const;
  std::vector<wire::GivenNumber> numbers() const;       ///< that were said to be given out
  std::vector<wire::GivenNumber> fork_numbers() const;  ///< likewise, with the newest fork

 private:
  /// The empty batch behind event `seq`. Under the lock.
  wire::Batch behind(std::int64_t seq) const;
  wire::Batch end() const { return behind(acked_); }

  const std::string journal_;
  mutable std::mutex mutex_;
  std::vector<wire::Event> events_;
  std::vector<std::int64_t> acks_;
  std::vector<std::pair<std::string, std::int64_t>> forks_;
  std::vector<wire::GivenNumber> numbers_;
  std::vector<wire::GivenNumber> fork_numbers_;
  std::int64_t acked_ = 0;
};

}  // namespace menting::tests
