#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "server_sync/hq/store.h"

namespace menting::hq {

/// Connections for people's requests, so that a slow report holds up nobody else. Opened when they are needed, then
/// kept. Any thread.
class StorePool {
 public:
  using Open = std::function<std::unique_ptr<Store>()>;
  /// Opens the first one: what is wrong with the database is found at the start.
  StorePool(Open open, std::size_t count_max);

  /// One connection, given back at the end of its life.
  class Lease {
   public:
    Lease(StorePool& pool, std::unique_ptr<Store> store) : pool_(pool), store_(std::move(store)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { pool_.give_back(std::move(store_)); }
    Store& operator*() const { return *store_; }

   private:
    StorePool& pool_;
    std::unique_ptr<Store> store_;
  };

  /// Waits while all are lent out. Throws std::runtime_error when one cannot be opened.
  Lease take();

 private:
  void give_back(std::unique_ptr<Store> store);

  const Open open_;
  const std::size_t count_max_;
  std::mutex mutex_;
  std::condition_variable given_back_;
  std::vector<std::unique_ptr<Store>> free_;
  std::size_t count_ = 0;  ///< free ones and those that are lent out
};

}  // namespace menting::hq
