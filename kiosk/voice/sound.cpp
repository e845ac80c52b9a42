#include "kiosk/voice/sound.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace menting::voice {
namespace {

constexpr int silence_level = 200;  // of 32,767: below what a hall hears
constexpr int edge_ms = 5;

bool heard(std::int16_t sample) {
  return std::abs(static_cast<int>(sample)) > silence_level;
}

std::int16_t scaled(std::int16_t sample, double factor) {
  return static_cast<std::int16_t>(std::lround(sample * factor));
}

void fade_edges(Samples& sound) {
  const std::size_t edge = std::min(samples_in_ms(edge_ms), sound.size() / 2);
  for (std::size_t i = 0; i < edge; ++i) {
    const double factor = static_cast<double>(i) / static_cast<double>(edge);
    sound[i] = scaled(sound[i], factor);
    sound[sound.size() - 1 - i] = scaled(sound[sound.size() - 1 - i], factor);
  }
}

/// One stroke of a bell: a tone and its softer octave, risen within 12 ms and then dying away.
void add_stroke(Samples& sound, std::size_t from, double hertz) {
  constexpr double rise_s = 0.012;
  constexpr double decay_s = 0.28;
  constexpr double loudness = 9'000;
  for (std::size_t i = from; i < sound.size(); ++i) {
    const double at_s = static_cast<double>(i - from) / sample_rate_hz;
    const double angle = 2 * std::numbers::pi * hertz * at_s;
    const double shape = std::min(1.0, at_s / rise_s) * std::exp(-at_s / decay_s);
    const double tone = std::sin(angle) + 0.25 * std::sin(2 * angle);
    sound[i] = static_cast<std::int16_t>(std::lround(sound[i] + loudness * shape * tone));
  }
}

}  // namespace

Samples trimmed(const Samples& sound) {
  const std::size_t margin = samples_in_ms(edge_ms);
  const auto first = std::find_if(sound.begin(), sound.end(), heard);
  if (first == sound.end()) return {};
  const auto last = std::find_if(sound.rbegin(), sound.rend(), heard).base();
  const auto before = std::min(margin, static_cast<std::size_t>(first - sound.begin()));
  const auto after = std::min(margin, static_cast<std::size_t>(sound.end() - last));
  Samples kept(first - static_cast<std::ptrdiff_t>(before), last + static_cast<std::ptrdiff_t>(after));
  fade_edges(kept);
  return kept;
}

void append(Samples& sound, const Samples& more) {
  sound.insert(sound.end(), more.begin(), more.end());
}

void append_silence(Samples& sound, int ms) {
  sound.resize(sound.size() + samples_in_ms(ms), 0);
}

Samples chime() {
  Samples sound(samples_in_ms(1'150), 0);
  add_stroke(sound, 0, 783.99);                   // g
  add_stroke(sound, samples_in_ms(330), 622.25);  // e flat: falling, as people know it from halls
  const std::size_t tail = samples_in_ms(120);
  for (std::size_t i = 0; i < tail; ++i) {
    auto& sample = sound[sound.size() - 1 - i];
    sample = scaled(sample, static_cast<double>(i) / static_cast<double>(tail));
  }
  append_silence(sound, 150);
  return sound;
}

double gain_of(int volume) {
  const double part = std::clamp(volume, 0, 100) / 100.0;
  return part * part;
}

}  // namespace menting::voice
