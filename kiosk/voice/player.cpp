#include "kiosk/voice/player.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace menting::voice {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// How much is written ahead: enough for a busy machine, little enough to end soon.
constexpr std::size_t ahead = samples_in_ms(240);
constexpr std::size_t chunk = samples_in_ms(40);
constexpr std::size_t fade = samples_in_ms(30);
constexpr milliseconds poll{20};
/// A device that takes nothing for so long is none.
constexpr milliseconds stuck_after{3'000};
/// Nobody waits for it when the sound was to end anyway.
constexpr milliseconds stuck_when_cut{500};
constexpr milliseconds look_again{30'000};
constexpr milliseconds unused_after{3'000};

const char* const stuck = "calls are not heard (the loudspeaker takes no sound): check its cable and restart the kiosk";

/// Notices when a number does not change for too long.
class Standstill {
 public:
  bool at(std::size_t unplayed, milliseconds allowed = stuck_after) {
    const auto now = steady_clock::now();
    if (unplayed != last_) {
      last_ = unplayed;
      since_ = now;
    }
    return unplayed > 0 && now - since_ > allowed;
  }

 private:
  std::size_t last_ = 0;
  steady_clock::time_point since_ = steady_clock::now();
};

}  // namespace

Player::Player(std::unique_ptr<Speaker> speaker, const std::atomic<int>& volume, Wait wait)
    : speaker_(std::move(speaker)), volume_(volume), wait_(std::move(wait)), next_look_(steady_clock::now()) {}

bool Player::open() {
  if (open_) return true;
  const bool known_missing = !trouble_.empty() && steady_clock::now() < next_look_;
  if (known_missing) return false;
  open_ = speaker_->open();
  trouble_ = open_ ? std::string() : speaker_->trouble();
  next_look_ = steady_clock::now() + (open_ ? unused_after : look_again);
  gain_ = gain_of(volume_);
  return open_;
}

Heard Player::lost(const std::string& why) {
  trouble_ = why;
  speaker_->close();
  open_ = false;
  next_look_ = steady_clock::now() + look_again;
  return Heard::nothing;
}

bool Player::write(const Samples& sound, std::size_t at, std::size_t count, double end_factor) {
  const double from = gain_;
  gain_ = gain_of(volume_);
  Samples scaled(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double part = static_cast<double>(i) / static_cast<double>(count);
    const double gain = (from + (gain_ - from) * part) * (1 + (end_factor - 1) * part);
    scaled[i] = static_cast<std::int16_t>(std::lround(sound[at + i] * gain));
  }
  return speaker_->write(scaled.data(), count);
}

bool Player::drain(const std::function<bool()>& cut, bool& was_cut) {
  Standstill standstill;
  while (speaker_->unplayed() > 0) {
    if (standstill.at(speaker_->unplayed(), was_cut ? stuck_when_cut : stuck_after)) return false;
    // What is written already is at most a quarter of a second: it is let go to its end.
    was_cut = was_cut || cut();
    wait_(poll);
  }
  return true;
}

Heard Player::play(const Samples& sound, const std::function<bool()>& cut) {
  if (sound.empty()) return Heard::whole;
  if (!open()) return Heard::nothing;
  gain_ = gain_of(volume_);
  bool was_cut = false;
  Standstill standstill;
  for (std::size_t at = 0; at < sound.size() && !was_cut;) {
    was_cut = cut();
    if (was_cut && at == 0) return Heard::cut;
    if (!was_cut && speaker_->unplayed() >= ahead) {
      if (standstill.at(speaker_->unplayed())) return lost(stuck);
      wait_(poll);
      continue;
    }
    const std::size_t count = std::min(was_cut ? fade : chunk, sound.size() - at);
    if (!write(sound, at, count, was_cut ? 0 : 1)) return lost(speaker_->trouble());
    at += count;
  }
  if (!drain(cut, was_cut)) return lost(stuck);
  next_look_ = steady_clock::now() + unused_after;
  return was_cut ? Heard::cut : Heard::whole;
}

void Player::look_now() {
  if (!open_) next_look_ = steady_clock::now();
  look();
}

void Player::look() {
  if (steady_clock::now() < next_look_) return;
  if (open_) {
    speaker_->close();
    open_ = false;
    next_look_ = Time::max();
  } else {
    open();
  }
}

Player::Time Player::next_look() const {
  return next_look_;
}

}  // namespace menting::voice
