#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include "kiosk/printing/printer.h"
#include "kiosk/printing/tcp_connection.h"

namespace menting::printing {

/// How long a TCP printer may take. Defaults: every call ends within 5 s.
struct TcpPatience {
  std::chrono::milliseconds connect{2'000};  ///< with the look-up of its name
  std::chrono::milliseconds send{2'000};     ///< for the whole job
  std::chrono::milliseconds reply{400};      ///< to one question about its state
  std::chrono::milliseconds finish{300};
};

/// A printer at port 9100 or so; a connection for each job. Asks for its state before and after (DLE EOT): a job that
/// a printer without paper kept would come out much later.
class TcpPrinter : public Printer {
 public:
  TcpPrinter(std::string host, std::string port, TcpPatience patience = {});
  Outcome print(std::string_view escpos) override;
  Outcome look() override;
  std::string trouble() const override { return trouble_; }
  void interrupt() override { interrupted_ = true; }

 private:
  bool connect(TcpConnection& connection);
  Outcome ask(TcpConnection& connection);
  Outcome settle(Outcome outcome, const std::string& why = {});

  std::string host_;
  std::string port_;
  TcpPatience patience_;
  std::atomic<bool> interrupted_ = false;
  bool silent_ = false;  ///< answered no question last time: not asked before the job
  std::string trouble_;
};

}  // namespace menting::printing
