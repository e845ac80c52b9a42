#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace menting::lan {

/// How often somebody may guess at a repair's number and telephone within ten minutes: so many wrong ones from an
/// address, fewer from an address about one number, and so many about one number from everywhere, whether there is
/// such a repair or not. Who holds the slip's code is never held up. Times are of a clock that never runs back.
class RepairGate {
 public:
  /// True: it may be looked up, and counts as wrong until give_back() says otherwise. The kiosk (`loopback`) has more
  /// patience, since many ask there.
  bool ask(const std::string& remote, const std::string& number, bool loopback, std::int64_t now_ms);
  void give_back(const std::string& remote, const std::string& number);
  /// Seconds until the next try, rounded up, at least 1.
  int retry_after_s(const std::string& remote, const std::string& number, bool loopback, std::int64_t now_ms) const;

 private:
  struct Record {
    std::int64_t since_ms = 0;
    int wrong = 0;
  };
  using Records = std::map<std::string, Record>;
  /// By address, by address and number, by number.
  static constexpr std::size_t ways = 3;
  static std::array<std::string, ways> keys_of(const std::string& remote, const std::string& number);
  static bool is_full(const Records& records, const std::string& key, int most);

  std::array<Records, ways> wrong_;
};

}  // namespace menting::lan
