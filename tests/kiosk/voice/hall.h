#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "kiosk/desk/desk.h"
#include "kiosk/voice/sound.h"
#include "kiosk/voice/speaker.h"
#include "kiosk/voice/voice.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/memory_journal.h"

namespace menting::tests {

/// What a scripted loudspeaker shares with its test.
struct Ear {
  mutable std::mutex mutex;
  voice::Samples written;
  std::size_t taken = 0;  ///< of the written ones, by the device
  bool plays = true;      ///< takes everything at once; else only what take() says
  bool missing = false;
  bool breaks = false;  ///< the next write finds it gone
  int opened = 0;
  int closed = 0;

  voice::Samples heard() const;
  std::size_t size() const;
  void take(std::size_t count);
  void set(bool Ear::*what, bool value);
  int count(int Ear::*what) const;
};

std::unique_ptr<voice::Speaker> scripted_speaker(std::shared_ptr<Ear> ear);

/// A clock that the test moves while others look at it.
class SharedClock : public desk::Clock {
 public:
  domain::Moment now() override;
  domain::BusinessDay day_of(std::int64_t at_ms) override;
  void advance_ms(std::int64_t ms);

 private:
  std::mutex mutex_;
  TestClock clock_;  ///< from 10:00
};

/// A branch with open counters 1 and 2, whose desk turns when the test says so.
struct VoiceHall {
  VoiceHall();

  /// Takes a number of service A and gives its id.
  std::string take();
  void call_next(int counter);
  void recall(int counter);
  /// The ticket at the counter is served to its end.
  void finish(int counter);
  void no_show(int counter);

  std::unique_ptr<voice::Voice> voice(voice::VoiceSettings settings);
  std::string remark() const;

  domain::Plan plan = demo_plan();
  MemoryJournal journal;
  SharedClock clock;
  desk::Health health;
  desk::Desk desk{plan, "test", "digest", journal, clock, health};
  std::shared_ptr<Ear> ear = std::make_shared<Ear>();

 private:
  void ask(const domain::Command& command);
};

/// Full volume, so that what is heard is sample by sample what was recorded; the built words.
voice::VoiceSettings loud_settings();
/// What a call sounds like with those settings: chime, Chinese, English, and its pauses.
voice::Samples call_sound(int number, int counter, const std::vector<std::string>& languages = {"zh-CN", "en"});

/// Where two sounds begin to differ, in words; "same": nowhere.
std::string difference(const voice::Samples& heard, const voice::Samples& expected);
/// Whether a sound is as long as another of the same text: the speaking library never says it twice exactly alike.
bool about_as_long(std::size_t count, std::size_t expected);
/// Whether `fine` comes true within ten seconds.
bool soon(const std::function<bool()>& fine);

}  // namespace menting::tests
