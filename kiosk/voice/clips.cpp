#include "kiosk/voice/clips.h"

#include <SDL_audio.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

namespace menting::voice {
namespace {

/// A word has less than a second; a file beyond this is something else.
constexpr std::uintmax_t file_bytes_max = 4'000'000;

/// Any WAV file as this room's sound; none when it is not there or not a WAV file.
std::optional<Samples> read_wav(const std::string& file) {
  std::error_code failed;
  const auto bytes = std::filesystem::file_size(file, failed);
  if (failed || bytes > file_bytes_max) return std::nullopt;
  SDL_AudioSpec spec{};
  Uint8* data = nullptr;
  Uint32 length = 0;
  if (SDL_LoadWAV(file.c_str(), &spec, &data, &length) == nullptr) return std::nullopt;
  const std::unique_ptr<Uint8, void (*)(Uint8*)> owned(data, SDL_FreeWAV);
  SDL_AudioCVT conversion{};
  const int needed =
      SDL_BuildAudioCVT(&conversion, spec.format, spec.channels, spec.freq, AUDIO_S16SYS, 1, sample_rate_hz);
  if (needed < 0) return std::nullopt;
  std::vector<Uint8> room(static_cast<std::size_t>(length) *
                          static_cast<std::size_t>(std::max(1, conversion.len_mult)));
  std::copy(data, data + length, room.begin());
  std::size_t converted = length;
  if (needed > 0) {
    conversion.buf = room.data();
    conversion.len = static_cast<int>(length);
    if (SDL_ConvertAudio(&conversion) != 0) return std::nullopt;
    converted = static_cast<std::size_t>(conversion.len_cvt);
  }
  Samples sound(converted / sizeof(std::int16_t));
  std::memcpy(sound.data(), room.data(), sound.size() * sizeof(std::int16_t));
  sound = trimmed(sound);
  if (sound.empty()) return std::nullopt;
  return sound;
}

std::string some_of(const std::vector<std::string>& names) {
  constexpr std::size_t shown = 3;
  std::string list;
  for (std::size_t i = 0; i < names.size() && i < shown; ++i) list += (i == 0 ? "" : ", ") + names[i] + ".wav";
  if (names.size() > shown) list += " and " + std::to_string(names.size() - shown) + " more";
  return list;
}

}  // namespace

Clips::Clips(std::string own, std::string built) : own_(std::move(own)), built_(std::move(built)) {}

void Clips::load(const std::string& language) {
  for (const std::string& clip : all_clips(language)) {
    const std::string name = language + "/" + clip;
    if (!clips_.contains(name) && !load_clip(name)) missing_.push_back(name);
  }
}

bool Clips::load_clip(const std::string& name) {
  if (!own_.empty()) {
    if (auto sound = read_wav(own_ + "/" + name + ".wav")) {
      clips_[name] = std::move(*sound);
      return true;
    }
  }
  auto sound = read_wav(built_ + "/" + name + ".wav");
  if (!sound) return false;
  if (!own_.empty()) replaced_.push_back(name);
  clips_[name] = std::move(*sound);
  return true;
}

Samples Clips::join(const std::string& language, const std::vector<Word>& words) const {
  Samples sound;
  for (const Word& word : words) {
    const auto found = clips_.find(language + "/" + word.clip);
    if (found == clips_.end()) continue;
    append(sound, found->second);
    append_silence(sound, word.pause_ms);
  }
  return sound;
}

std::string Clips::trouble() const {
  if (!missing_.empty()) {
    return "words of calls have no recording and are left out: " + some_of(missing_) +
           "; install Menting again, or put WAV files with these names into the folder that [voice] sounds names";
  }
  if (!replaced_.empty()) {
    return "the built-in voice speaks for recordings that are not WAV files or not in " + own_ + ": " +
           some_of(replaced_);
  }
  return {};
}

}  // namespace menting::voice
