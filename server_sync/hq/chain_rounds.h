#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "server_sync/hq/open_store.h"

namespace menting::hq {

/// What headquarters looks after by itself every minute, on a thread and a connection of its own: branches that are new
/// or have moved get their configuration, neighbours hear of each other's waits; once a day, what was kept for a day is
/// forgotten. Done twice it comes to the same, so that several headquarters on one database need not agree.
class ChainRounds {
 public:
  explicit ChainRounds(Place place) : place_(std::move(place)) {}
  ~ChainRounds() { stop(); }
  ChainRounds(const ChainRounds&) = delete;
  ChainRounds& operator=(const ChainRounds&) = delete;

  void start();
  void stop();

 private:
  void run();

  const Place place_;
  std::mutex mutex_;
  std::condition_variable bell_;
  bool stopping_ = false;
  std::thread thread_;
};

/// Once a day, and when the program begins: what is kept no longer than its day.
void begin_day(sql::Connection& connection, std::int64_t now_ms);
/// One round.
void look_after_chain(sql::Connection& connection, std::int64_t now_ms);

}  // namespace menting::hq
