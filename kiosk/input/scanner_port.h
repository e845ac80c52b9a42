#pragma once

#include <memory>
#include <string>

namespace menting::input {

/// Where a scanner's key events come from. Used by one thread.
class ScannerPort {
 public:
  virtual ~ScannerPort() = default;
  /// A descriptor that does not block and gives Linux' input events, of a device that nobody else reads (grabbed); the
  /// caller closes it. -1: it is not plugged in. Throws std::runtime_error when it is there and cannot be had.
  virtual int open() = 0;
  /// A descriptor that can be read when devices have come or gone; -1: there is none, ask again now and then.
  virtual int changes() = 0;
  /// Takes from changes() what it has to say.
  virtual void drain_changes() = 0;
};

/// The scanner with this USB id ("1234:abcd", vendor and product) at whatever port it is plugged in. Throws
/// std::invalid_argument for a text that is no such id and std::runtime_error when udev is not there.
std::unique_ptr<ScannerPort> usb_scanner(const std::string& usb_id);

}  // namespace menting::input
