#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace menting::tests {

/// A CUPS server on a loopback port with one queue, "slips", that behaves as told.
class FakeCups {
 public:
  struct Manner {
    int printer_state = 3;  ///< IPP: 3 idle, 4 processing, 5 stopped
    std::vector<std::string> reasons{"none"};
    bool accepting = true;
    bool answers = true;
    int job_state = 9;                         ///< that a job comes to: 7 cancelled, 8 aborted, 9 completed, 5 never
    int questions = 1;                         ///< about a job until it comes to that
    std::vector<std::string> reasons_later{};  ///< of the printer, once a job is there
    bool cancels = true;                       ///< false: a job cannot be taken back
  };

  FakeCups() : FakeCups(Manner()) {}
  explicit FakeCups(Manner manner);
  ~FakeCups();

  int port() const { return port_; }
  void change(Manner manner);
  /// The documents of the jobs that came and were not taken back.
  std::vector<std::string> jobs();
  /// How many were.
  int cancelled();

 private:
  struct Conversation;
  void run();

  int port_ = 0;
  int listener_ = -1;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  Manner manner_;
  std::vector<std::string> jobs_;
  int cancelled_ = 0;
  int asked_ = 0;
  std::thread thread_;
};

}  // namespace menting::tests
