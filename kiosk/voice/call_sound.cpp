#include "kiosk/voice/call_sound.h"

#include <cmath>
#include <cstdint>
#include <utility>

#include "kiosk/voice/phrase.h"
#include "kiosk/voice/sound.h"

namespace menting::voice {
namespace {

constexpr int between_languages_ms = 350;
constexpr int after_call_ms = 500;

void append_number(std::string& bytes, std::uint32_t value, int count) {
  for (int i = 0; i < count; ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xffU);
}

/// RIFF, little endian, PCM.
std::string wav_of(const Samples& sound, double gain) {
  constexpr std::uint32_t bytes_a_sample = 2;
  const auto length = static_cast<std::uint32_t>(sound.size()) * bytes_a_sample;
  std::string bytes = "RIFF";
  bytes.reserve(length + 44);
  append_number(bytes, length + 36, 4);
  bytes += "WAVEfmt ";
  append_number(bytes, 16, 4);
  append_number(bytes, 1, 2);  // PCM
  append_number(bytes, 1, 2);  // mono
  append_number(bytes, sample_rate_hz, 4);
  append_number(bytes, sample_rate_hz * bytes_a_sample, 4);
  append_number(bytes, bytes_a_sample, 2);
  append_number(bytes, 8 * bytes_a_sample, 2);
  bytes += "data";
  append_number(bytes, length, 4);
  for (const std::int16_t sample : sound) {
    const auto louder = static_cast<std::int16_t>(std::lround(sample * gain));
    append_number(bytes, static_cast<std::uint16_t>(louder), 2);
  }
  return bytes;
}

}  // namespace

Samples sound_of(const Call& call, const VoiceSettings& settings, const Clips& clips) {
  Samples sound = chime();
  if (settings.mode == Mode::speech) {
    for (std::size_t i = 0; i < settings.languages.size(); ++i) {
      if (i > 0) append_silence(sound, between_languages_ms);
      const std::string& language = settings.languages[i];
      append(sound, clips.join(language, call_phrase(language, call.service, call.number, call.counter)));
    }
  }
  append_silence(sound, after_call_ms);
  return sound;
}

bool is_quiet(const VoiceSettings& settings, int minute_of_day) {
  const int from = settings.quiet_from_minute;
  const int to = settings.quiet_to_minute;
  if (from <= to) return from <= minute_of_day && minute_of_day < to;
  return minute_of_day >= from || minute_of_day < to;
}

CallSound::CallSound(VoiceSettings settings, desk::Desk& desk, desk::Clock& clock, std::function<int()> volume)
    : settings_(std::move(settings)),
      desk_(desk),
      clock_(clock),
      volume_(std::move(volume)),
      clips_(settings_.own_sounds, settings_.built_sounds) {}

std::string CallSound::wav(const std::string& ticket) {
  if (settings_.mode == Mode::off) return {};
  const domain::Moment now = clock_.now();
  if (is_quiet(settings_, now.minute_of_day)) return {};
  const desk::BoardPtr board = desk_.board();
  const domain::Ticket* called = board->find(ticket);
  if (called == nullptr || !is_current(*called, called->called_steady_ms, now.steady_ms)) return {};
  const std::lock_guard lock(mutex_);
  if (!std::exchange(loaded_, true) && settings_.mode == Mode::speech) {
    for (const std::string& language : settings_.languages) clips_.load(language);
  }
  return wav_of(sound_of(call_of(*called), settings_, clips_), gain_of(volume_()));
}

}  // namespace menting::voice
