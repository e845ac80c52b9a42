#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>

#include "kiosk/desk/desk.h"
#include "kiosk/desk/health.h"
#include "kiosk/program/overlay.h"

namespace menting::program {

/// How headquarters' configuration stands here, for headquarters.
struct ConfigurationState {
  std::int64_t version = 0;  ///< the newest that was sent; 0: none
  std::string state;         ///< applied, waiting (for a quiet moment, or for pictures), refused
  std::string fault;         ///< keys, for people there
};

/// Takes what headquarters says of this branch's configuration: refuses what is not fit for it, keeps the rest and
/// lets the program begin anew with it at a quiet moment. On the directive thread, but for state().
class Configuration {
 public:
  struct Ways {
    std::function<std::string(const std::string& path, std::size_t bytes_max)> fetch;  ///< from headquarters; throws
    std::function<void()> restart;
    /// Since somebody touched the screen; very long where there is none.
    std::function<std::int64_t()> untouched_ms;
  };

  Configuration(ServeWords words, const Chosen& chosen, int patience_s, desk::Desk& desk, desk::Health& health,
                Ways ways);

  /// The directive's body. Throws where it has to be taken again later (a picture cannot be fetched).
  void take(const std::string& body);
  /// Begins anew when something waits for it and the moment is quiet. False: something waits still.
  bool look();
  ConfigurationState state() const;

 private:
  void judge(const Overlay& overlay);
  void refuse(std::int64_t version, const std::vector<std::string>& faults);
  void tell(std::int64_t version, const char* state, const std::string& fault);
  bool is_quiet() const;

  const ServeWords words_;
  const OverlayFiles files_;
  const std::int64_t version_;  ///< in use
  const std::int64_t patience_ms_;
  desk::Desk& desk_;
  desk::Health& health_;
  const Ways ways_;
  const std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  bool ran_well_ = false;
  bool restarting_ = false;
  mutable std::mutex mutex_;
  ConfigurationState state_;
};

}  // namespace menting::program
