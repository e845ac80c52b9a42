#include <SDL.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <numeric>

#include "kiosk/voice/player.h"
#include "tests/kiosk/voice/hall.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using voice::Samples;

namespace {

/// A sound card that writes into a file, much faster than people hear.
struct DiskCard {
  DiskCard() {
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", file.c_str(), 1);
    setenv("SDL_DISKAUDIODELAY", "1", 1);
    setenv("SDL_VIDEODRIVER", "dummy", 1);
  }
  ~DiskCard() {
    for (const char* name : {"SDL_AUDIODRIVER", "SDL_DISKAUDIOFILE", "SDL_DISKAUDIODELAY", "SDL_VIDEODRIVER"}) {
      unsetenv(name);
    }
  }
  /// All that is no silence: the card adds some where it is quicker than the voice.
  Samples heard() const {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    Samples sound;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
      const auto low = static_cast<unsigned char>(bytes[i]);
      const auto high = static_cast<unsigned char>(bytes[i + 1]);
      const auto sample = static_cast<std::int16_t>(low | high << 8);
      if (sample != 0) sound.push_back(sample);
    }
    return sound;
  }

  tests::ScratchFolder folder;
  std::string file = folder.file("sound.raw");
};

Samples without_silence(Samples sound) {
  sound.erase(std::remove(sound.begin(), sound.end(), std::int16_t{0}), sound.end());
  return sound;
}

Samples counting(int from, int count) {
  Samples sound(static_cast<std::size_t>(count));
  std::iota(sound.begin(), sound.end(), static_cast<std::int16_t>(from));
  return sound;
}

bool drained(const voice::Speaker& speaker) {
  return tests::soon([&] { return speaker.unplayed() == 0; });
}

/// SDL's thread reads hints as it begins, and SDL_Quit frees them without asking: a race of SDL's own, kept out of
/// here.
bool begun(const voice::Speaker& speaker, std::size_t written) {
  return tests::soon([&] { return speaker.unplayed() < written; });
}

}  // namespace

TEST_CASE("the system's loudspeaker plays calls sample by sample, one after the other") {
  const DiskCard card;
  tests::VoiceHall hall;
  hall.take();
  hall.take();
  {
    voice::Voice voice(tests::loud_settings(), voice::system_speaker(), hall.desk, hall.clock, hall.health);
    voice.start();
    hall.call_next(1);
    hall.call_next(2);
    Samples expected = tests::call_sound(1, 1);
    voice::append(expected, tests::call_sound(2, 2));
    expected = without_silence(expected);
    CHECK(tests::soon([&] { return card.heard().size() >= expected.size(); }));
    voice.stop();
    CHECK(tests::difference(card.heard(), expected) == "same");
  }
  CHECK(hall.health.reasons().empty());
}

TEST_CASE("a screen that comes and goes leaves the sound alone, and the sound the screen") {
  const DiskCard card;
  const auto speaker = voice::system_speaker();
  REQUIRE(speaker->open());
  const Samples before = counting(1, 5'000);
  CHECK(speaker->write(before.data(), before.size()));
  REQUIRE(begun(*speaker, before.size()));
  REQUIRE(SDL_Init(SDL_INIT_VIDEO) == 0);
  SDL_Quit();
  const Samples after = counting(5'001, 5'000);
  CHECK(speaker->write(after.data(), after.size()));
  CHECK(drained(*speaker));

  REQUIRE(SDL_Init(SDL_INIT_VIDEO) == 0);
  speaker->close();
  CHECK(SDL_WasInit(SDL_INIT_VIDEO) != 0);
  CHECK(tests::difference(card.heard(), counting(1, 10'000)) == "same");
  REQUIRE(speaker->open());
  CHECK(speaker->write(before.data(), before.size()));
  REQUIRE(begun(*speaker, before.size()));
  SDL_Quit();
  CHECK(speaker->write(after.data(), after.size()));
  CHECK(drained(*speaker));
}

TEST_CASE("a sound system that is not there is no failure") {
  const DiskCard card;
  setenv("SDL_AUDIODRIVER", "none of this name", 1);
  const auto speaker = voice::system_speaker();
  CHECK_FALSE(speaker->open());
  CHECK_THAT(speaker->trouble(), ContainsSubstring("connect a loudspeaker"));
  const Samples sound = counting(1, 100);
  CHECK_FALSE(speaker->write(sound.data(), sound.size()));
  CHECK(speaker->unplayed() == 0);
  speaker->close();
  setenv("SDL_AUDIODRIVER", "disk", 1);
  CHECK(speaker->open());
  CHECK(speaker->trouble().empty());
}
