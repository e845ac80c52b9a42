#include "kiosk/voice/voice.h"

#include <vector>

#include "kiosk/voice/speech.h"
#include "tests/kiosk/voice/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace std::chrono_literals;
using tests::call_sound;
using tests::Ear;
using tests::loud_settings;
using tests::soon;
using tests::VoiceHall;
using voice::Samples;
using voice::Standing;

namespace {

Samples operator+(Samples sound, const Samples& more) {
  voice::append(sound, more);
  return sound;
}

/// Whether this and nothing else is heard.
bool hears(const VoiceHall& hall, const Samples& sound) {
  if (!soon([&] { return hall.ear->size() >= sound.size(); })) return false;
  UNSCOPED_INFO(tests::difference(hall.ear->heard(), sound));
  return hall.ear->heard() == sound;
}

}  // namespace

TEST_CASE("each call is heard once: a chime, then Chinese, then English") {
  VoiceHall hall;
  hall.take();
  hall.take();
  hall.call_next(2);  // before the program's start
  const auto voice = hall.voice(loud_settings());
  voice->start();
  hall.call_next(1);
  CHECK(hears(hall, call_sound(2, 1)));
  hall.recall(1);
  CHECK(hears(hall, call_sound(2, 1) + call_sound(2, 1)));
  hall.take();  // a change that is no call
  voice->stop();
  CHECK(tests::difference(hall.ear->heard(), call_sound(2, 1) + call_sound(2, 1)) == "same");
  CHECK(voice->trouble().empty());
  CHECK(hall.health.reasons().empty());
}

TEST_CASE("calls wait for one another, and who was served meanwhile is not called") {
  VoiceHall hall;
  for (int i = 0; i < 3; ++i) hall.take();
  const auto voice = hall.voice(loud_settings());
  hall.ear->set(&Ear::plays, false);
  voice->start();
  hall.call_next(1);
  REQUIRE(soon([&] { return hall.ear->size() > 0; }));
  hall.call_next(2);
  hall.finish(2);
  hall.call_next(2);
  hall.ear->set(&Ear::plays, true);
  CHECK(hears(hall, call_sound(1, 1) + call_sound(3, 2)));
}

TEST_CASE("the order and the choice of languages are the configuration's") {
  const auto languages = GENERATE(std::vector<std::string>{"en"}, std::vector<std::string>{"en", "zh-CN"});
  VoiceHall hall;
  hall.take();
  auto settings = loud_settings();
  settings.languages = languages;
  const auto voice = hall.voice(settings);
  voice->start();
  hall.call_next(1);
  CHECK(hears(hall, call_sound(1, 1, languages)));
}

TEST_CASE("with a chime alone there are no words, and off is silent") {
  VoiceHall hall;
  hall.take();
  hall.take();
  auto settings = loud_settings();
  settings.mode = voice::Mode::chime;
  {
    const auto chime = hall.voice(settings);
    chime->start();
    hall.call_next(1);
    Samples bell = voice::chime();
    voice::append_silence(bell, 500);
    CHECK(hears(hall, bell));
    CHECK(chime->standing() == Standing::ready);
  }
  const int opened = hall.ear->count(&Ear::opened);
  const std::size_t before = hall.ear->size();
  settings.mode = voice::Mode::off;
  const auto off = hall.voice(settings);
  off->start();
  hall.call_next(2);
  CHECK_FALSE(off->play_test());
  CHECK_FALSE(off->read("你好", "zh-CN"));
  CHECK(off->standing() == Standing::off);
  off->stop();
  CHECK(hall.ear->size() == before);
  CHECK(hall.ear->count(&Ear::opened) == opened);
}

TEST_CASE("in quiet hours nothing is heard but a test, also when they pass midnight") {
  const auto [from, to] = GENERATE(std::pair(9 * 60, 10 * 60 + 30), std::pair(21 * 60, 10 * 60 + 30));
  VoiceHall hall;  // it is ten o'clock
  hall.take();
  hall.take();
  auto settings = loud_settings();
  settings.quiet_from_minute = from;
  settings.quiet_to_minute = to;
  const auto voice = hall.voice(settings);
  voice->start();
  hall.call_next(1);
  CHECK(voice->standing() == Standing::quiet);
  CHECK_FALSE(voice->read("你好", "zh-CN"));
  CHECK(voice->play_test());
  CHECK(hears(hall, call_sound(1, 1)));  // A001 to counter 1 is what a test says, too
  hall.clock.advance_ms(31 * 60'000);
  hall.call_next(2);
  CHECK(hears(hall, call_sound(1, 1) + call_sound(2, 2)));
  CHECK(voice->standing() == Standing::ready);
}

TEST_CASE("the volume is set at once, kept for the next start, and never beyond its scale") {
  VoiceHall hall;
  std::vector<int> kept;
  std::mutex mutex;
  auto settings = loud_settings();
  settings.keep_volume = [&](int volume) {
    const std::lock_guard lock(mutex);
    kept.push_back(volume);
  };
  const auto voice = hall.voice(settings);
  voice->start();
  CHECK(voice->volume() == 100);
  voice->set_volume(900);
  CHECK(voice->volume() == 100);
  voice->set_volume(-3);
  CHECK(voice->volume() == 0);
  REQUIRE(soon([&] {
    const std::lock_guard lock(mutex);
    return kept == std::vector<int>{0};
  }));
  hall.take();
  hall.call_next(1);
  CHECK(hears(hall, Samples(call_sound(1, 1).size(), 0)));
  voice->set_volume(40);
  voice->stop();
  CHECK(kept == std::vector<int>{0, 40});
}

TEST_CASE("a volume that cannot be kept is said, and calls go on") {
  VoiceHall hall;
  auto settings = loud_settings();
  settings.keep_volume = [](int) { throw std::runtime_error("the disk is full: make room"); };
  const auto voice = hall.voice(settings);
  voice->start();
  voice->set_volume(99);
  REQUIRE(soon([&] { return !hall.remark().empty(); }));
  CHECK(hall.remark() == "voice: the volume is not kept for the next start: the disk is full: make room");
  CHECK_FALSE(hall.health.degraded());
  voice->set_volume(100);
  hall.take();
  hall.call_next(1);
  CHECK(hears(hall, call_sound(1, 1)));
}

TEST_CASE("without a loudspeaker the branch goes on, health says so, and one that is connected is found by a test") {
  VoiceHall hall;
  hall.ear->missing = true;
  const auto voice = hall.voice(loud_settings());
  voice->start();
  REQUIRE(soon([&] { return !hall.remark().empty(); }));
  CHECK(hall.remark() == "voice: the scripted loudspeaker is not there");
  CHECK_FALSE(hall.health.degraded());
  CHECK(voice->standing() == Standing::no_device);
  CHECK_FALSE(voice->read("你好", "zh-CN"));
  hall.take();
  hall.call_next(1);
  hall.ear->set(&Ear::missing, false);
  CHECK(voice->play_test());
  REQUIRE(soon([&] { return voice->trouble().empty() && hall.ear->size() > 0; }));
  CHECK(soon([&] { return hall.health.reasons().empty(); }));  // told just after trouble()
  CHECK(voice->standing() == Standing::ready);
}

TEST_CASE("stopping in the middle of a word takes less than a second and does not click") {
  const bool device_takes = GENERATE(true, false);
  VoiceHall hall;
  const auto voice = hall.voice(loud_settings());
  hall.ear->set(&Ear::plays, false);
  voice->start();
  hall.take();
  hall.call_next(1);
  REQUIRE(soon([&] { return hall.ear->size() > 0; }));
  if (device_takes) hall.ear->set(&Ear::plays, true);
  const auto before = std::chrono::steady_clock::now();
  voice->stop();
  CHECK(std::chrono::steady_clock::now() - before < 1s);
  CHECK(std::abs(hall.ear->heard().back()) < 100);
}
