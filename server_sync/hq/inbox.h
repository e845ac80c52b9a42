#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/http/server.h"
#include "server_sync/hq/store.h"

namespace menting::hq {

/// What came of a request, and whether its writes stay. Those of a refusal usually do not.
struct Decision {
  Decision(http::Response given) : response(std::move(given)), keep(response.status < 400) {}  // NOLINT: as it is
  Decision(http::Response given, bool keep_writes) : response(std::move(given)), keep(keep_writes) {}
  http::Response response;
  bool keep;
};

/// The one writer. What waits when a transaction begins is committed together (a savepoint each), and every answer is
/// given after the commit: what headquarters acks is on the disk.
class Inbox {
 public:
  /// Decides on one request inside the open transaction. An exception undoes its writes.
  using Work = std::function<Decision(Store&)>;

  explicit Inbox(std::unique_ptr<Store> store);
  ~Inbox();
  Inbox(const Inbox&) = delete;
  Inbox& operator=(const Inbox&) = delete;

  void start();
  void stop();  ///< what waits is done first
  /// Any thread. Answers 503 at once when too much waits or after stop().
  void post(const http::ExchangePtr& exchange, Work work);
  /// False since a transaction failed and until the next one succeeds.
  bool healthy() const { return healthy_; }

 private:
  struct Job {
    http::ExchangePtr exchange;
    Work work;
  };
  void run();
  void commit(std::vector<Job>& jobs);
  http::Response run_one(const Job& job);

  std::unique_ptr<Store> store_;
  std::mutex mutex_;
  std::condition_variable there_;
  std::vector<Job> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool stopping_ = false;
  std::atomic<bool> healthy_ = true;
  std::thread thread_;
};

}  // namespace menting::hq
