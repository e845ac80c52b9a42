#include "kiosk/voice/sound.h"

#include <algorithm>
#include <cstdlib>

#include "tests/support/catch.h"

using namespace menting::voice;

namespace {

int largest(const Samples& sound) {
  int most = 0;
  for (const auto sample : sound) most = std::max(most, std::abs(static_cast<int>(sample)));
  return most;
}

/// The largest jump from one sample to the next, the silence before and after included.
int largest_step(const Samples& sound) {
  int step = 0;
  int before = 0;
  for (const int sample : sound) {
    step = std::max(step, std::abs(sample - before));
    before = sample;
  }
  return std::max(step, std::abs(before));
}

}  // namespace

TEST_CASE("the chime is heard, never clips and never clicks") {
  const Samples bell = chime();
  CHECK(bell.size() > samples_in_ms(800));
  CHECK(bell.size() < samples_in_ms(1'500));
  CHECK(largest(bell) > 6'000);
  CHECK(largest(bell) < 20'000);
  // A tone of 784 Hz and this loudness moves at most by about a quarter of its height in a sample.
  CHECK(largest_step(bell) < largest(bell) / 2);
  CHECK(std::all_of(bell.end() - static_cast<long>(samples_in_ms(100)), bell.end(), [](int s) { return s == 0; }));
}

TEST_CASE("silence around a word is cut off and its edges are soft") {
  Samples word(samples_in_ms(300), 0);
  const Samples tone(samples_in_ms(200), 8'000);
  append(word, tone);
  append_silence(word, 400);
  const Samples cut = trimmed(word);
  CHECK(cut.size() >= tone.size());
  CHECK(cut.size() <= tone.size() + samples_in_ms(12));
  CHECK(cut.front() == 0);
  CHECK(cut.back() == 0);
  CHECK(trimmed(tone).size() == tone.size());
  CHECK(largest_step(trimmed(tone)) < 200);
  CHECK(trimmed(Samples(1000, 3)).empty());
  CHECK(trimmed({}).empty());
}

TEST_CASE("the volume's scale begins with silence and ends with the recording itself") {
  CHECK(gain_of(0) == 0);
  CHECK(gain_of(100) == 1);
  CHECK(gain_of(50) == 0.25);
  CHECK(gain_of(-5) == 0);
  CHECK(gain_of(900) == 1);
}
