#include <algorithm>

#include "kiosk/voice/speech.h"
#include "kiosk/voice/voice.h"
#include "tests/kiosk/voice/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::about_as_long;
using tests::call_sound;
using tests::Ear;
using tests::loud_settings;
using tests::soon;
using tests::VoiceHall;
using voice::Samples;

namespace {

const std::string text = "您的号码是 A023。前面还有十二人，请在等候区休息，留意屏幕和广播。";

Samples spoken(const std::string& what, const std::string& language) {
  voice::Speech speech;
  return speech.speak(what, language);
}

}  // namespace

TEST_CASE("a text is read aloud in either language") {
  const Samples chinese = spoken(text, "zh-CN");
  const Samples english = spoken("Please take your number.", "en");
  VoiceHall hall;
  const auto voice = hall.voice(loud_settings());
  voice->start();
  CHECK_FALSE(voice->reading());
  CHECK(voice->read(text, "zh-CN"));
  REQUIRE(soon([&] { return !voice->reading(); }));
  CHECK(about_as_long(hall.ear->size(), chinese.size()));
  CHECK(voice->read("Please take your number.", "en"));
  REQUIRE(soon([&] { return !voice->reading(); }));
  CHECK(about_as_long(hall.ear->size(), chinese.size() + english.size()));
}

TEST_CASE("a call ends a reading and is heard whole, after it and not over it") {
  const std::size_t whole = spoken(text, "zh-CN").size();
  VoiceHall hall;
  hall.take();
  const auto voice = hall.voice(loud_settings());
  hall.ear->set(&Ear::plays, false);
  voice->start();
  CHECK(voice->read(text, "zh-CN"));
  REQUIRE(soon([&] { return hall.ear->size() > 0; }));
  CHECK(voice->reading());
  hall.call_next(1);
  const Samples call = call_sound(1, 1);
  REQUIRE(soon([&] {
    hall.ear->take(1'000);
    return hall.ear->size() > call.size() && !voice->reading() && ([&] {
             const Samples heard = hall.ear->heard();
             return std::equal(call.rbegin(), call.rend(), heard.rbegin());
           }());
  }));
  CHECK(hall.ear->size() - call.size() < whole / 2);
}

TEST_CASE("a reading waits for the call that is being said; hush takes it back") {
  const Samples read = spoken(text, "zh-CN");
  VoiceHall hall;
  hall.take();
  hall.take();
  const auto voice = hall.voice(loud_settings());
  hall.ear->set(&Ear::plays, false);
  voice->start();
  hall.call_next(1);
  REQUIRE(soon([&] { return hall.ear->size() > 0; }));
  voice->read("Please take your number.", "en");
  voice->read(text, "zh-CN");
  CHECK(voice->reading());
  hall.ear->set(&Ear::plays, true);
  REQUIRE(soon([&] { return !voice->reading(); }));
  const Samples call = call_sound(1, 1);
  Samples expected = hall.ear->heard();
  CHECK(std::equal(call.begin(), call.end(), expected.begin()));
  CHECK(about_as_long(expected.size() - call.size(), read.size()));

  hall.ear->set(&Ear::plays, false);
  hall.call_next(2);
  REQUIRE(soon([&] { return hall.ear->size() > expected.size(); }));
  voice->read(text, "zh-CN");
  voice->hush();
  CHECK_FALSE(voice->reading());
  hall.ear->set(&Ear::plays, true);
  voice::append(expected, call_sound(2, 2));
  REQUIRE(soon([&] { return hall.ear->size() >= expected.size(); }));
  voice->stop();
  CHECK(tests::difference(hall.ear->heard(), expected) == "same");
}

TEST_CASE("hush and another text end a reading at once") {
  const std::size_t whole = spoken(text, "zh-CN").size();
  VoiceHall hall;
  const auto voice = hall.voice(loud_settings());
  hall.ear->set(&Ear::plays, false);
  voice->start();
  voice->read(text, "zh-CN");
  REQUIRE(soon([&] { return hall.ear->size() > 0; }));
  const Samples next = spoken("Thank you.", "en");
  voice->read("Thank you.", "en");
  REQUIRE(soon([&] {
    hall.ear->take(1'000);
    return !voice->reading();
  }));
  const std::size_t both = hall.ear->size();
  CHECK(both < whole / 2 + next.size());
  CHECK(both > next.size());

  voice->read(text, "zh-CN");
  REQUIRE(soon([&] { return hall.ear->size() > both; }));
  voice->hush();
  hall.ear->set(&Ear::plays, true);
  voice->stop();
  CHECK(hall.ear->size() - both < whole / 2);
}
