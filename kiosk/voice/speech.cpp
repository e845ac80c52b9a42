#include "kiosk/voice/speech.h"

#include <espeak-ng/speak_lib.h>

#include "kiosk/voice/phrase.h"

namespace menting::voice {
namespace {

constexpr std::size_t samples_max = std::size_t{90} * sample_rate_hz;
/// A little slower than the library's own 175, for ears that need time.
constexpr int words_per_minute = 150;

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

Speech::~Speech() {
  if (started_) espeak_Terminate();
}

bool Speech::start() {
  if (started_) return true;
  const int rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nullptr, espeakINITIALIZE_DONT_EXIT);
  if (rate < 0) {
    trouble_ = "texts cannot be read aloud: install the package espeak-ng-data";
    return false;
  }
  started_ = true;
  if (rate != sample_rate_hz) {
    trouble_ =
        "texts cannot be read aloud: the voice's data are of another kind; install the distribution's own "
        "espeak-ng-data";
    return false;
  }
  espeak_SetSynthCallback(take);
  return true;
}

Samples Speech::speak(const std::string& text, const std::string& language) {
  if (!start() || !trouble_.empty()) return {};
  if (espeak_SetVoiceByName(voice_of(language)) != EE_OK) {
    trouble_ = "texts cannot be read aloud: install the package espeak-ng-data";
    return {};
  }
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
