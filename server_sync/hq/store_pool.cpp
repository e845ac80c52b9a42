#include "server_sync/hq/store_pool.h"

#include <utility>

namespace menting::hq {

StorePool::StorePool(Open open, std::size_t count_max) : open_(std::move(open)), count_max_(count_max) {
  free_.push_back(open_());
  count_ = 1;
}

StorePool::Lease StorePool::take() {
  std::unique_lock lock(mutex_);
  given_back_.wait(lock, [this] { return !free_.empty() || count_ < count_max_; });
  if (!free_.empty()) {
    auto store = std::move(free_.back());
    free_.pop_back();
    return {*this, std::move(store)};
  }
  ++count_;
  lock.unlock();
  try {
    return {*this, open_()};
  } catch (...) {
    lock.lock();
    --count_;
    given_back_.notify_one();
    throw;
  }
}

void StorePool::give_back(std::unique_ptr<Store> store) {
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(store));
  given_back_.notify_one();
}

}  // namespace menting::hq
