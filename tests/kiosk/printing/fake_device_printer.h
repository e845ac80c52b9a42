#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "tests/kiosk/printing/fake_printer.h"
#include "tests/support/scratch_folder.h"

namespace menting::tests {

/// A printer at the end of a pseudo terminal, which can be unplugged and plugged in again under the same path.
class FakeDevicePrinter {
 public:
  FakeDevicePrinter() : FakeDevicePrinter(Manner()) {}
  explicit FakeDevicePrinter(Manner manner);
  ~FakeDevicePrinter();

  std::string path() const { return folder_.file("lp0"); }
  void change(Manner manner) { printer_.change(std::move(manner)); }
  void unplug();
  void plug_in();
  /// What came so far but the questions; waits, with a bound, until it is this long.
  std::string received(std::size_t size);

 private:
  void run(int printer_side, int kiosk_side);

  ScratchFolder folder_;
  FakePrinter printer_;
  std::atomic<bool> unplugged_ = false;
  std::thread thread_;
};

}  // namespace menting::tests
