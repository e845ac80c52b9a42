#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

namespace menting::voice {

struct Reading {
  std::string text;
  std::string language;
  std::uint64_t number = 0;  ///< which reading this is
};

/// What others want of the voice's thread. The desk's thread reaches it too, also when the voice is gone.
class Orders {
 public:
  using Time = std::chrono::steady_clock::time_point;

  void wake();
  void stop();
  bool stopping() const;
  /// Waits for news until `until` (Time::max(): for ever).
  void wait(Time until);
  /// Whether there was news since the last time.
  bool take_news();

  void ask_test();
  bool take_test();

  void ask_reading(std::string text, std::string language);
  /// No reading is wanted any more.
  void drop_reading();
  std::optional<Reading> wanted_reading() const;
  bool wants(const Reading& reading) const;
  /// It was read; a newer one stays wanted.
  void done(const Reading& reading);

 private:
  void tell();

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;  ///< for wait()
  bool news_ = false;   ///< for take_news()
  bool stopping_ = false;
  bool test_ = false;
  std::uint64_t readings_ = 0;
  std::optional<Reading> reading_;
};

}  // namespace menting::voice
