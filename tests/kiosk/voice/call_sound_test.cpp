#include "kiosk/voice/call_sound.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "tests/kiosk/voice/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::call_sound;
using tests::Ear;
using tests::loud_settings;
using tests::soon;
using tests::VoiceHall;
using voice::Samples;

namespace {

constexpr std::size_t head_bytes = 44;

std::uint32_t number_at(const std::string& wav, std::size_t at) {
  std::uint32_t value = 0;
  std::memcpy(&value, wav.data() + at, sizeof value);
  return value;
}

/// The samples of a WAV file in this room's form; none for another one.
Samples samples_of(const std::string& wav) {
  if (wav.size() < head_bytes || wav.substr(0, 4) != "RIFF" || wav.substr(8, 8) != "WAVEfmt ") return {};
  CHECK(number_at(wav, 4) == wav.size() - 8);
  CHECK(number_at(wav, 24) == voice::sample_rate_hz);
  CHECK(number_at(wav, 40) == wav.size() - head_bytes);
  Samples sound((wav.size() - head_bytes) / sizeof(std::int16_t));
  std::memcpy(sound.data(), wav.data() + head_bytes, sound.size() * sizeof(std::int16_t));
  return sound;
}

struct Board : VoiceHall {
  voice::VoiceSettings settings = loud_settings();
  int volume = 100;
  std::string wav(const std::string& ticket) {
    return voice::CallSound(settings, desk, clock, [this] { return volume; }).wav(ticket);
  }
};

}  // namespace

TEST_CASE("the call board's file is sample by sample what the kiosk would say") {
  Board it;
  it.take();
  CHECK(it.wav("A001").empty());
  it.call_next(2);
  CHECK(samples_of(it.wav("A001")) == call_sound(1, 2));
  it.settings.languages = {"en"};
  CHECK(samples_of(it.wav("A001")) == call_sound(1, 2, {"en"}));
  it.settings.mode = voice::Mode::chime;
  Samples bell = voice::chime();
  voice::append_silence(bell, 500);
  CHECK(samples_of(it.wav("A001")) == bell);
  it.settings.mode = voice::Mode::off;
  CHECK(it.wav("A001").empty());
}

TEST_CASE("the call board's file has the volume of the moment") {
  Board it;
  it.take();
  it.call_next(1);
  const Samples loud = samples_of(it.wav("A001"));
  it.volume = 50;
  const Samples quiet = samples_of(it.wav("A001"));
  REQUIRE(quiet.size() == loud.size());
  const auto peak = static_cast<std::size_t>(std::max_element(loud.begin(), loud.end()) - loud.begin());
  CHECK(std::abs(quiet[peak] * 4 - loud[peak]) <= 4);
}

TEST_CASE("the call board is given nothing to say of who came, of long ago, of nobody, and in quiet hours") {
  Board it;
  it.take();
  it.take();
  it.call_next(1);
  it.call_next(2);
  it.finish(1);
  CHECK(it.wav("A001").empty());
  CHECK(it.wav("A009").empty());
  CHECK(it.wav("../secret").empty());
  it.clock.advance_ms(59'000);
  CHECK_FALSE(it.wav("A002").empty());
  it.clock.advance_ms(2'000);
  CHECK(it.wav("A002").empty());
  it.recall(2);
  CHECK_FALSE(it.wav("A002").empty());
  it.settings.quiet_from_minute = 9 * 60;
  it.settings.quiet_to_minute = 11 * 60;
  CHECK(it.wav("A002").empty());
}

TEST_CASE("where the board says the calls, the kiosk says none and still reads aloud") {
  VoiceHall hall;
  hall.take();
  hall.take();
  auto settings = loud_settings();
  settings.says_calls = false;
  const auto voice = hall.voice(settings);
  hall.ear->set(&Ear::plays, false);
  voice->start();
  CHECK(voice->read("A023 号", "zh-CN"));
  REQUIRE(soon([&] { return hall.ear->size() > 0; }));
  hall.call_next(1);
  hall.call_next(2);
  CHECK(voice->reading());  // no call ends it
  hall.ear->set(&Ear::plays, true);
  REQUIRE(soon([&] { return !voice->reading(); }));
  const std::size_t read = hall.ear->size();
  CHECK(voice->standing() == voice::Standing::ready);
  hall.recall(1);
  CHECK(voice->play_test());
  REQUIRE(soon([&] { return hall.ear->size() >= read + call_sound(1, 1).size(); }));
  voice->stop();
  CHECK(hall.ear->size() == read + call_sound(1, 1).size());  // the test, and nothing else
}
