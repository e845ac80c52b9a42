#include "server_sync/hq/readers.h"

#include <utility>

namespace menting::hq {

void Readers::start(std::size_t threads) {
  while (threads_.size() < threads) threads_.emplace_back([this] { run(); });
}

void Readers::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  there_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Readers::post(Work work) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(work));
  }
  there_.notify_one();
}

void Readers::run() {
  for (;;) {
    std::unique_lock lock(mutex_);
    there_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const Work work = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    work();
  }
}

}  // namespace menting::hq
