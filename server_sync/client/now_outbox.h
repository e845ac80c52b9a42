#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace menting::sync {

/// Port: how the branch is at this moment, said beside its events and not kept anywhere when it is not heard. Called
/// from the sync thread only.
class NowOutbox {
 public:
  using Time = std::chrono::steady_clock::time_point;

  virtual ~NowOutbox() = default;
  /// What to say as `branch`, JSON; none: headquarters knows it.
  virtual std::optional<std::string> next(const std::string& branch, Time now) = 0;
  /// How long there is nothing to say for sure, unless the loop is woken.
  virtual std::chrono::milliseconds quiet(Time now) = 0;
  /// Headquarters' answer, JSON. False: it is none; then nothing was heard.
  virtual bool answered(const std::string& body, Time now) = 0;
  /// What was said last was not heard.
  virtual void unanswered() = 0;
};

}  // namespace menting::sync
