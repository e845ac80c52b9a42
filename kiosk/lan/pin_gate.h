#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace menting::lan {

/// How often a PIN may be guessed. After five wrong ones a staff number is locked for a minute, and each further wrong
/// one doubles that up to a quarter of an hour; a right one forgets all. The same for a remote address, with more
/// patience. Numbers that nobody has are counted like any other. Times are of a clock that never runs back.
class PinGate {
 public:
  enum class Ruling {
    go,      ///< check the PIN, then settle()
    wait,    ///< checks under way may use up what is left: ask again when one is settled
    locked,  ///< see retry_after_s()
  };

  Ruling ask(const std::string& staff, const std::string& remote, std::int64_t now_ms);
  void settle(const std::string& staff, const std::string& remote, bool right, std::int64_t now_ms);
  /// Seconds until the lock ends, rounded up; 0 without one.
  int retry_after_s(const std::string& staff, const std::string& remote, std::int64_t now_ms) const;

 private:
  struct Record {
    int failures = 0;  ///< since the last lock, or ever
    int locks = 0;
    int under_way = 0;
    std::int64_t locked_until_ms = 0;
    std::int64_t last_ms = 0;
  };
  using Records = std::map<std::string, Record>;

  static int allowed(const Record& record, int at_first);
  static void fail(Record& record, int at_first, std::int64_t now_ms);
  static void forget_old(Records& records, std::int64_t now_ms);
  static std::int64_t left_ms(const Records& records, const std::string& key, std::int64_t now_ms);

  Records staff_;
  Records remotes_;
};

}  // namespace menting::lan
