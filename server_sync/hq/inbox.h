#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/http/server.h"
#include "server_sync/hq/store.h"

namespace menting::hq {

/// The writers, each with a connection of its own; a branch always comes to the same one. What waits when a transaction
/// begins is committed together (a savepoint each), and every answer is given after the commit: what headquarters acks
/// is on the disk.
class Inbox {
 public:
  /// Decides on one request inside the open transaction. An answer of 400 and above, or an exception, undoes its
  /// writes.
  using Work = std::function<http::Response(Store&)>;

  explicit Inbox(std::unique_ptr<Store> store);
  explicit Inbox(std::vector<std::unique_ptr<Store>> stores);
  ~Inbox();
  Inbox(const Inbox&) = delete;
  Inbox& operator=(const Inbox&) = delete;

  void start();
  void stop();  ///< what waits is done first
  /// Any thread. Answers 503 at once when too much waits or after stop().
  void post(const http::ExchangePtr& exchange, Work work);
  /// False since a transaction of some writer failed and until its next one succeeds.
  bool healthy() const;

 private:
  class Writer;
  std::vector<std::unique_ptr<Writer>> writers_;
};

}  // namespace menting::hq
