#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <utility>

#include "tests/kiosk/printing/fake_printer.h"

namespace menting::tests {

/// A printer on a loopback port that behaves as told.
class FakeTcpPrinter {
 public:
  using Manner = tests::Manner;

  FakeTcpPrinter() : FakeTcpPrinter(Manner()) {}
  explicit FakeTcpPrinter(Manner manner);
  ~FakeTcpPrinter();

  std::string port() const { return std::to_string(port_); }
  void change(Manner manner) { printer_.change(std::move(manner)); }
  /// Everything received so far but the questions; ends only once all connections have ended.
  std::string received();

  /// A port that nothing listens on.
  static std::string closed_port();

 private:
  void run();
  void serve(int connection);
  void flood(int connection);

  int port_ = 0;
  int listener_ = -1;
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> busy_ = false;
  FakePrinter printer_;
  std::thread thread_;
};

}  // namespace menting::tests
