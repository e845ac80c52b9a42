#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/printing/link.h"
#include "kiosk/printing/printer.h"

namespace menting::printing {

/// One way to a printer that understands ESC/POS: a socket, a device file, a serial line.
struct Way {
  std::string name;    ///< as messages call the printer: "the printer at 10.0.0.9:9100"
  std::string advice;  ///< what to look at when it cannot be reached: "its power, cable and address"
  bool ours_alone = false;
  int bytes_per_s = 0;  ///< of a slow line; 0: a job's size does not matter
  /// Null: `why` says what is in the way.
  std::function<std::unique_ptr<Link>(Deadline, const std::atomic<bool>& interrupted, std::string& why)> open;
};

Way tcp_way(const std::string& host, const std::string& port);
Way device_way(const std::string& path);
/// 8N1, XON/XOFF; none for a `baud` that serial lines do not have.
std::optional<Way> serial_way(const std::string& path, int baud);

/// How long a printer may take. Defaults: every call ends within 6 s, on a fast line.
struct Patience {
  std::chrono::milliseconds connect{2'000};  ///< with the look-up of its name
  std::chrono::milliseconds send{2'000};     ///< for the whole job, besides what a slow line takes
  std::chrono::milliseconds reply{400};      ///< to one question about its state
  std::chrono::milliseconds watch{800};      ///< after the job, while what the printer took in comes out
  std::chrono::milliseconds finish{300};
};

/// Opens the way for each job, so that a printer that was unplugged comes back by itself. Asks for the printer's state
/// before (a job that a printer without paper kept would come out much later) and after (DLE EOT).
class DialoguePrinter : public Printer {
 public:
  explicit DialoguePrinter(Way way, Patience patience = {});
  Outcome print(std::string_view escpos) override;
  Outcome look() override;
  bool looks_freely() const override { return way_.ours_alone; }
  std::string trouble() const override { return trouble_; }
  void interrupt() override { interrupted_ = true; }

 private:
  std::unique_ptr<Link> open();
  Outcome ask(Link& link);
  Outcome watch(Link& link);
  Outcome cause_of_stall(const std::string& why);
  Outcome settle(Outcome outcome, const std::string& why = {});

  Way way_;
  Patience patience_;
  std::atomic<bool> interrupted_ = false;
  bool silent_ = false;    ///< answered no question last time: not asked before the job
  bool answered_ = false;  ///< ever
  std::string trouble_;
};

}  // namespace menting::printing
