#pragma once

#include <cstdint>
#include <vector>

namespace menting::voice {

/// Sound is 16-bit mono at this rate everywhere in this room.
constexpr int sample_rate_hz = 22'050;
using Samples = std::vector<std::int16_t>;

constexpr std::size_t samples_in_ms(int ms) {
  return static_cast<std::size_t>(ms) * sample_rate_hz / 1000;
}

/// Without the silence before and after; the edges are faded, so that joined clips do not click.
Samples trimmed(const Samples& sound);
void append(Samples& sound, const Samples& more);
void append_silence(Samples& sound, int ms);

/// The soft two-tone bell before each call, with its own silence behind.
Samples chime();

/// How loud a volume of 0 to 100 is: its square, since ears count in ratios.
double gain_of(int volume);

}  // namespace menting::voice
