#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace menting::input {

/// When a run of characters is a scanner's.
struct ScanLimits {
  std::int64_t gap_ms = 30;        ///< between two characters, on average over the run
  std::int64_t pause_ms = 60;      ///< after which a run is over
  std::size_t characters_min = 6;  ///< slip codes have 12
  /// True: the keys may also be a person's. False: they can only be a scanner's, and every run is a scan.
  bool shared_with_people = true;

  /// Of a device that is a scanner and nothing else: only the end of a scan is looked for.
  static constexpr ScanLimits scanner_only() { return {150, 150, 1, false}; }
};

/// What became of characters. At most one of both; both empty: not known yet.
struct Heard {
  std::string scan;   ///< one whole scan, without the Enter or Tab at its end
  std::string typed;  ///< a person's, to be treated as such
};

/// Tells a barcode scanner that acts as a keyboard from a person who types, by the time between characters. No person
/// keeps up 30 ms over six different keys; a held key does, but repeats one character.
class ScannerKeys {
 public:
  static constexpr std::size_t characters_max = 512;  ///< of a scan; a longer one is dropped

  explicit ScannerKeys(ScanLimits limits = {}) : limits_(limits) {}

  /// One character, at `now_ms` of a clock that never runs back. Enter ('\n' or '\r') and Tab end a scan and belong to
  /// it; what cannot be printed otherwise is ignored.
  Heard feed(char character, std::int64_t now_ms);
  /// To be called at due_ms(): a run may end with a pause alone.
  Heard poll(std::int64_t now_ms);
  /// When poll() will have something to say; none while nothing is held back.
  std::optional<std::int64_t> due_ms() const;
  /// Forgets what was held back.
  void clear();

 private:
  bool is_scan() const;
  Heard settle();

  ScanLimits limits_;
  std::string run_;
  bool overlong_ = false;
  std::int64_t first_ms_ = 0;
  std::int64_t last_ms_ = 0;
  std::optional<std::int64_t> scan_ended_ms_;  ///< by Enter: some scanners send two
};

}  // namespace menting::input
