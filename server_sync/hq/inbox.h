#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/http/server.h"
#include "server_sync/hq/plain_batch.h"
#include "server_sync/hq/readers.h"
#include "server_sync/hq/store.h"

namespace menting::hq {

/// What came of a request, and whether its writes stay. Those of a refusal usually do not.
struct Decision {
  Decision(http::Response given) : response(std::move(given)), keep(response.status < 400) {}  // NOLINT: as it is
  Decision(http::Response given, bool keep_writes) : response(std::move(given)), keep(keep_writes) {}
  http::Response response;
  bool keep;
};

/// The writers, each with a connection of its own; a branch always comes to the same one. What waits when a transaction
/// begins is committed together (plain batches by the same statements, everything else in a savepoint each), and every
/// answer is given after the commit: what headquarters acks is on the disk.
class Inbox {
 public:
  /// Decides on one request inside the open transaction. An exception undoes its writes.
  using Work = std::function<Decision(Store&)>;
  /// What is done on another thread before it: a batch that needs no deciding.
  using Read = std::function<std::optional<PlainBatch>()>;

  explicit Inbox(std::unique_ptr<Store> store);
  explicit Inbox(std::vector<std::unique_ptr<Store>> stores);
  ~Inbox();
  Inbox(const Inbox&) = delete;
  Inbox& operator=(const Inbox&) = delete;

  void start();
  void stop();  ///< what waits is done first
  /// Any thread. Answers 503 at once when too much waits or after stop().
  void post(const http::ExchangePtr& exchange, Work work);
  /// The same for a batch; `work` decides where `read` gives none, or where it is not plain any more.
  void post(const http::ExchangePtr& exchange, Work work, Read read);
  /// False since a transaction of some writer failed and until its next one succeeds.
  bool healthy() const;

 private:
  class Writer;
  Writer* with_room(const http::ExchangePtr& exchange, std::size_t number);
  Writer& home_of(std::size_t number);

  std::vector<std::unique_ptr<Writer>> writers_;
  std::mutex homes_mutex_;
  std::unordered_map<std::size_t, std::size_t> homes_;  ///< which writer each device comes to
  Readers readers_;
};

}  // namespace menting::hq
