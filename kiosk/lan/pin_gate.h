#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace menting::lan {

/// How often a PIN may be guessed. After five wrong ones a staff number is locked for a minute, and each further wrong
/// one doubles that up to a quarter of an hour; a right one forgets all. The same for a remote address, with more
/// patience, but there only an hour without a wrong one forgets: who knows one PIN must not guess the others for ever.
/// Numbers that nobody has are counted like any other. Times are of a clock that never runs back.
class PinGate {
 public:
  enum class Ruling {
    go,      ///< check the PIN, then settle()
    wait,    ///< checks under way may use up what is left: ask again when one is settled
    locked,  ///< see retry_after_s()
  };

  /// `known` are the numbers that somebody has: what was guessed of them is never forgotten for want of room.
  explicit PinGate(std::set<std::string> known) : known_(std::move(known)) {}

  Ruling ask(const std::string& staff, const std::string& remote, std::int64_t now_ms);
  void settle(const std::string& staff, const std::string& remote, bool right, std::int64_t now_ms);
  /// The check came to no end: it counts neither way.
  void give_up(const std::string& staff, const std::string& remote);
  /// Seconds until the lock ends, rounded up; 0 without one.
  int retry_after_s(const std::string& staff, const std::string& remote, std::int64_t now_ms) const;

  /// How many numbers and addresses are remembered.
  std::size_t records() const { return staff_.size() + remotes_.size(); }

 private:
  struct Record {
    int failures = 0;  ///< since the last lock, or ever
    int locks = 0;
    int under_way = 0;
    std::int64_t locked_until_ms = 0;
    std::int64_t last_ms = 0;  ///< of the last wrong one
  };
  using Records = std::map<std::string, Record>;

  static int allowed(const Record& record, int at_first);
  static void fail(Record& record, int at_first, std::int64_t now_ms);
  static void forget_old(Records& records, const std::set<std::string>& kept, std::int64_t now_ms);
  static const Record& record_of(const Records& records, const std::string& key);
  static std::int64_t left_ms(const Records& records, const std::string& key, std::int64_t now_ms);

  const std::set<std::string> known_;
  Records staff_;
  Records remotes_;
};

}  // namespace menting::lan
