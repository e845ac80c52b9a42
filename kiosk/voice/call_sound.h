#pragma once

#include <functional>
#include <mutex>
#include <string>

#include "kiosk/desk/clock.h"
#include "kiosk/desk/desk.h"
#include "kiosk/voice/call_queue.h"
#include "kiosk/voice/clips.h"
#include "kiosk/voice/voice.h"

namespace menting::voice {

/// What is heard for a call: the chime, then (in speech) the words in every language, and the silence behind. The one
/// rule for the kiosk's loudspeaker and for the call board's.
Samples sound_of(const Call& call, const VoiceSettings& settings, const Clips& clips);
/// Whether the minute of the branch's day is one of the quiet hours.
bool is_quiet(const VoiceSettings& settings, int minute_of_day);

/// The sounds of calls as files, for the call board that says them instead of the kiosk. Any thread.
class CallSound {
 public:
  /// `volume` gives 0 to 100 at any time, from any thread. `desk` and `clock` must outlive it.
  CallSound(VoiceSettings settings, desk::Desk& desk, desk::Clock& clock, std::function<int()> volume);

  /// A WAV file (16-bit mono) of the call of the ticket with this number ("A023") or id. Empty when there is nothing to
  /// hear: it is not called or was answered, was called over a minute ago, in quiet hours, with sound off. The first
  /// one reads the recordings.
  std::string wav(const std::string& ticket);

 private:
  const VoiceSettings settings_;
  desk::Desk& desk_;
  desk::Clock& clock_;
  const std::function<int()> volume_;
  std::mutex mutex_;
  Clips clips_;  ///< with the mutex
  bool loaded_ = false;
};

}  // namespace menting::voice
