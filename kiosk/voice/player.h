#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "kiosk/voice/sound.h"
#include "kiosk/voice/speaker.h"

namespace menting::voice {

enum class Heard {
  whole,
  cut,      ///< faded out because it was told to
  nothing,  ///< or not to its end: there is no device
};

/// Plays one sound after the other at the volume of the moment, and closes the device when nothing comes for a while.
/// One thread; `volume` may change at any time.
class Player {
 public:
  using Time = std::chrono::steady_clock::time_point;
  /// Waits for about this long; shorter when there is news.
  using Wait = std::function<void(std::chrono::milliseconds)>;

  Player(std::unique_ptr<Speaker> speaker, const std::atomic<int>& volume, Wait wait);

  /// Comes back when it was heard. `cut` is asked all the while; when it says so, the sound fades out within a third of
  /// a second. A device that is missing is looked for again half a minute later; until then this says `nothing` at
  /// once.
  Heard play(const Samples& sound, const std::function<bool()>& cut);

  /// Looks for a missing device, or lets an unused one go, when it is time.
  void look();
  /// Looks for a missing device at once: somebody has just connected one and tries it.
  void look_now();
  /// When look() is next of use.
  Time next_look() const;
  /// Why nothing is heard and what to do; empty: all is well.
  const std::string& trouble() const { return trouble_; }

 private:
  bool open();
  /// Writes `count` samples from `at`, from the volume before to that of now, then times `end_factor` at their end.
  bool write(const Samples& sound, std::size_t at, std::size_t count, double end_factor);
  /// Waits until everything was taken; false when the device takes nothing.
  bool drain(const std::function<bool()>& cut, bool& was_cut);
  Heard lost(const std::string& why);

  std::unique_ptr<Speaker> speaker_;
  const std::atomic<int>& volume_;
  Wait wait_;
  bool open_ = false;
  Time next_look_;
  double gain_ = 0;
  std::string trouble_;
};

}  // namespace menting::voice
