#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/metrics/counted.h"

namespace menting::desk {

enum class PrinterState { unknown, ready, paper_low, paper_out, offline };
enum class HqState { not_enrolled, connected, unreachable, refused };

std::string to_string(PrinterState state);
std::string to_string(HqState state);

/// How long the desk takes; any thread.
struct Timings {
  metrics::Durations request;  ///< from its turn to its answer
  metrics::Durations commit;
};

/// What the parts report of themselves; read by the health answer and by screens. Any thread.
class Health {
 public:
  /// `reason` is a sentence in English that says what is wrong and what to do; empty: the part is well.
  /// `valid_for` is how long it counts unless it is reported again; zero: until the part is well.
  void report(const std::string& part, const std::string& reason,
              std::chrono::seconds valid_for = std::chrono::seconds(0));
  /// Something to know that is no fault: listed with the reasons, but the branch is not degraded by it. Empty: no more.
  void remark(const std::string& part, const std::string& text);
  std::vector<std::string> reasons() const;   ///< "printer: …", sorted by part, remarks last
  std::vector<std::string> troubled() const;  ///< the parts that are not well; one with a mere remark is
  bool degraded() const;                      ///< some part is not well
  bool well(const std::string& part) const;

  void set_printer(PrinterState state);
  PrinterState printer() const;
  /// Since when it is in that state, wall clock.
  std::int64_t printer_since_ms() const;
  /// Since when this part is not well, wall clock; 0: it is.
  std::int64_t since_ms(const std::string& part) const;
  /// `trouble` is a code for why it is not connected; empty when it is.
  void set_hq(HqState state, const std::string& trouble = {});
  HqState hq() const;
  std::string hq_trouble() const;
  Timings& timings() { return timings_; }

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Reason {
    std::string text;
    Time until;
    std::int64_t since_ms = 0;
  };

  mutable std::mutex mutex_;
  std::map<std::string, Reason> reasons_;
  std::map<std::string, std::string> remarks_;
  PrinterState printer_ = PrinterState::unknown;
  std::int64_t printer_since_ms_ = 0;
  HqState hq_ = HqState::not_enrolled;
  std::string hq_trouble_;
  Timings timings_;
};

}  // namespace menting::desk
