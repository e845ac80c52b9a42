#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include "kiosk/printing/printer.h"

namespace menting::printing {

/// Where CUPS listens; no host: where this machine's own does.
struct CupsServer {
  std::string host;
  int port = 0;
};

struct CupsPatience {
  std::chrono::milliseconds answer{2'000};  ///< to one question, with connecting
  std::chrono::milliseconds job{6'000};     ///< until CUPS has passed a job on
};

/// A queue of CUPS, which gets each slip as a raw job. A job is on paper when CUPS calls it completed and the printer
/// is well; one that CUPS cannot pass on in time is cancelled, so that it does not come out later.
class CupsPrinter : public Printer {
 public:
  explicit CupsPrinter(std::string queue, CupsServer server = {}, CupsPatience patience = {});
  Outcome print(std::string_view escpos) override;
  Outcome look() override;
  bool looks_freely() const override { return true; }
  std::string trouble() const override { return trouble_; }
  void interrupt() override { interrupted_ = true; }

 private:
  Outcome settle(Outcome outcome, const std::string& why = {});

  std::string queue_;
  CupsServer server_;
  CupsPatience patience_;
  std::atomic<bool> interrupted_ = false;
  std::string trouble_;
};

}  // namespace menting::printing
