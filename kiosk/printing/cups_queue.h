#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "kiosk/printing/cups_printer.h"

namespace menting::printing {

/// How far CUPS is with a job.
enum class JobProgress { under_way, completed, ended_unprinted };

/// A conversation with CUPS (IPP) about one queue. Every question ends in time, or soon after `interrupted` turns true.
class CupsQueue {
 public:
  CupsQueue(std::string queue, const CupsServer& server, std::chrono::milliseconds answer,
            const std::atomic<bool>& interrupted);
  ~CupsQueue();
  CupsQueue(const CupsQueue&) = delete;
  CupsQueue& operator=(const CupsQueue&) = delete;

  /// The printer's state, as far as CUPS knows it; offline where there is none or CUPS does not answer.
  Outcome state();
  /// Hands the job over. Its number, or 0: why() says why not.
  int submit(std::string_view bytes);
  JobProgress progress(int job);
  /// False: it is too late, or CUPS does not answer. The last word: said within half a second also when interrupted.
  bool cancel(int job);
  /// What was in the way last.
  const std::string& why() const { return why_; }

 private:
  struct Connection;
  std::string queue_;
  std::unique_ptr<Connection> connection_;
  std::string why_;
};

}  // namespace menting::printing
