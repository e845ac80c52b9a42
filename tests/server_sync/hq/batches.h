#pragma once

#include <string>
#include <vector>

#include "server_sync/wire/envelope.h"

namespace menting::tests {

/// A branch's journal as it would be sent: chained events made to order.
class FakeJournal {
 public:
  explicit FakeJournal(std::string branch = "BJ-0001", std::string id = "6f1b0c9e-8a55-4d0e-9f54-0b1c2d3e4f50");

  /// The next event.
  FakeJournal& add(const std::string& kind, const std::string& body,
                   const std::string& at = "2026-11-23T02:00:00.000Z");
  /// A visit's five events: taken, called after `waited_ms`, started, finished after `served_ms`, rated.
  FakeJournal& add_visit(const std::string& ticket_id, int waited_ms, int served_ms, int score);

  /// Events `first` to `last`, both included.
  wire::Batch batch(std::int64_t first, std::int64_t last) const;
  wire::Batch all() const { return batch(1, size()); }
  std::int64_t size() const { return static_cast<std::int64_t>(events_.size()); }
  const std::string& id() const { return id_; }
  std::string hash_before(std::int64_t seq) const;

 private:
  std::string branch_;
  std::string id_;
  std::vector<wire::Event> events_;
};

}  // namespace menting::tests
