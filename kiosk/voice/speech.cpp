#include "kiosk/voice/speech.h"

#include <espeak-ng/speak_lib.h>

#include <mutex>

#include "kiosk/voice/phrase.h"

namespace menting::voice {
namespace {

constexpr std::size_t samples_max = std::size_t{90} * sample_rate_hz;
/// A little slower than the library's own 175, for ears that need time.
constexpr int words_per_minute = 150;

/// The library has one state for the whole process.
std::mutex library;

/// Where the library's samples go: its callback knows no place of the caller's.
Samples* sink = nullptr;

int take(short* samples, int count, espeak_EVENT*) {
  if (samples != nullptr && count > 0) sink->insert(sink->end(), samples, samples + count);
  return sink->size() > samples_max ? 1 : 0;
}

/// The library's voice "cmn" takes the pinyin that it makes of the characters for English.
const char* voice_of(const std::string& language) {
  return language == "zh-CN" ? "cmn-latn-pinyin" : "en-us";
}

}  // namespace

Samples Speech::speak(const std::string& text, const std::string& language) {
  const std::lock_guard lock(library);
  // Never ended: ending it waits for ever now and then, and beginning again is not what it is made for.
  static const int rate_hz = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nullptr, espeakINITIALIZE_DONT_EXIT);
  if (rate_hz != sample_rate_hz || espeak_SetVoiceByName(voice_of(language)) != EE_OK) {
    trouble_ = "texts cannot be read aloud: install the distribution's package espeak-ng-data and restart the kiosk";
    return {};
  }
  trouble_.clear();
  espeak_SetSynthCallback(take);
  espeak_SetParameter(espeakRATE, words_per_minute, 0);
  const std::string said = spelt(text, language);
  Samples sound;
  sink = &sound;
  espeak_Synth(said.c_str(), said.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr, nullptr);
  sink = nullptr;
  if (sound.size() > samples_max) sound.resize(samples_max);
  return trimmed(sound);
}

}  // namespace menting::voice
