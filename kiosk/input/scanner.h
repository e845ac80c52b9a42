#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "kiosk/input/scanner_port.h"

namespace menting::input {

enum class ScannerState { absent, ready, trouble };

/// A barcode scanner that only we read, on a thread of its own. It may be pulled and come back at any time.
class ScannerDevice {
 public:
  /// One whole scan, as the scanner sent it, without its Enter. Runs on the scanner's thread: hand it on and return.
  using Scanned = std::function<void(const std::string& text)>;

  ScannerDevice(std::unique_ptr<ScannerPort> port, Scanned scanned);
  ~ScannerDevice();  ///< stops it
  ScannerDevice(const ScannerDevice&) = delete;
  ScannerDevice& operator=(const ScannerDevice&) = delete;

  /// Begins to read. Throws std::runtime_error when the system gives no thread or descriptor.
  void start();
  /// Ends the thread, at once; no scan comes after it. Not to be called from `scanned`.
  void stop();

  ScannerState state() const;
  /// What is wrong and what to do about it; empty unless the state is `trouble`.
  std::string trouble() const;

 private:
  class Reader;
  void show(ScannerState state, const std::string& trouble);

  std::unique_ptr<ScannerPort> port_;
  Scanned scanned_;
  mutable std::mutex mutex_;  // guards the two below
  ScannerState state_ = ScannerState::absent;
  std::string trouble_;
  std::atomic<bool> stopping_ = false;
  int wake_ = -1;  ///< eventfd
  std::thread thread_;
};

}  // namespace menting::input
