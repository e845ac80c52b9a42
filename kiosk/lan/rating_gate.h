#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace menting::lan {

/// Bounds how many ratings of one remote address may be refused, since everybody may send them and each refusal may
/// leave a receipt on the disk. Those that are taken are bounded by the visits. Times are of a clock that never runs
/// back.
class RatingGate {
 public:
  /// True: the rating may go on, and counts as refused until give_back() says otherwise. Pads on this machine
  /// (`loopback`) have more patience.
  bool ask(const std::string& remote, bool loopback, std::int64_t now_ms);
  /// It was not refused by its own fault.
  void give_back(const std::string& remote);
  /// Seconds until the address may rate again, rounded up, at least 1.
  int retry_after_s(const std::string& remote, std::int64_t now_ms) const;

 private:
  struct Record {
    std::int64_t since_ms = 0;
    int refused = 0;
  };
  std::map<std::string, Record> records_;
};

}  // namespace menting::lan
