#pragma once

#include <atomic>
#include <thread>

namespace menting::program {

/// SIGTERM, SIGINT and SIGHUP as a flag. Made first of all, before any other thread, so that every thread has them
/// blocked.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  std::atomic<bool>& stop() { return stop_; }
  /// As if a signal had come.
  void stop_now();
  /// Returns once a signal has come.
  void wait();

 private:
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

}  // namespace menting::program
