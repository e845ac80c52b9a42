#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/desk/clock.h"
#include "kiosk/desk/desk.h"
#include "kiosk/desk/health.h"
#include "kiosk/voice/speaker.h"

namespace menting::voice {

enum class Mode {
  speech,  ///< a chime and then the call in words
  chime,   ///< the chime alone; texts are still read aloud when somebody asks
  off,     ///< nothing is ever heard
};

struct VoiceSettings {
  Mode mode = Mode::speech;
  bool says_calls = true;  ///< false: the call board does, or nobody; texts are read all the same
  std::vector<std::string> languages = {"zh-CN", "en"};  ///< of calls, in this order
  int volume = 70;                                       ///< 0 to 100, at the start
  int quiet_from_minute = 0;                             ///< of the branch's day; equal to the other: never quiet
  int quiet_to_minute = 0;                               ///< exclusive; before `from`: past midnight
  std::string own_sounds;                                ///< a folder of recordings; may be empty
  std::string built_sounds;                              ///< the folder of the built ones
  /// Keeps the volume for the next start; run on the voice's thread, may throw.
  std::function<void(int)> keep_volume;
};

/// How it is with sound now, for a screen that offers it.
enum class Standing {
  ready,
  off,        ///< by configuration
  quiet,      ///< quiet hours
  no_device,  ///< see trouble()
};

/// Says each new call of the Board once, one after the other, and reads texts aloud between them. Everything that takes
/// time happens on its own thread; all functions come back at once (but stop()) and may be called by any thread.
class Voice {
 public:
  /// What the Board shows as called already is not said. `desk`, `clock` and `health` must outlive it; `clock` is asked
  /// from several threads.
  Voice(VoiceSettings settings, std::unique_ptr<Speaker> speaker, desk::Desk& desk, desk::Clock& clock,
        desk::Health& health);
  ~Voice();
  Voice(const Voice&) = delete;
  Voice& operator=(const Voice&) = delete;

  void start();
  /// Fades out what is being said and ends the thread, within a second.
  void stop();

  /// 0 (silent) to 100, at once and also in the middle of a word; what is beyond is taken as the end of the scale.
  void set_volume(int percent);
  int volume() const;

  /// Chime and a made-up call, after what is being said; also in quiet hours, since somebody pressed for it. A
  /// device that was missing is looked for at once (see trouble() afterwards). False when sound is off by
  /// configuration.
  bool play_test();

  /// Reads a short text aloud in "zh-CN" or "en", instead of one that is being read; numbers such as A023 are spelt. A
  /// call ends it: calls come first. False when nothing would be heard (see standing()).
  bool read(const std::string& text, const std::string& language);
  /// Ends the reading: the page is left, or somebody has heard enough.
  void hush();
  /// Whether a text is being read, or waits for a call to end. A pressed button may show it.
  bool reading() const;

  Standing standing() const;
  /// Why sound is missing or not complete and what to do, in English; empty: all is well.
  std::string trouble() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace menting::voice
