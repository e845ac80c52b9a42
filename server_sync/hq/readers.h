#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace menting::hq {

/// Threads that do what needs no database. What is begun first is not always done first.
class Readers {
 public:
  using Work = std::function<void()>;  ///< throws nothing

  Readers() = default;
  ~Readers() { stop(); }
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;

  void start(std::size_t threads);
  void stop();  ///< what waits is done first
  void post(Work work);

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable there_;
  std::deque<Work> waiting_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace menting::hq
