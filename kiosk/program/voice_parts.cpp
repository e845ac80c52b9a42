#include "kiosk/program/voice_parts.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/log/log.h"
#include "kiosk/storage/data_folder.h"

namespace menting::program {
namespace {

std::string volume_file(const std::string& data) {
  return (storage::DataFolder(data).path / "volume").string();
}

/// The configuration's volume counts again where the file is not there or spoilt.
std::optional<int> kept_volume(const std::string& data) {
  try {
    const auto text = storage::read_file(volume_file(data));
    if (!text) return std::nullopt;
    int volume = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), volume);
    if (error == std::errc() && volume >= 0 && volume <= 100) return volume;
    log::warn("voice", volume_file(data) + " holds no volume from 0 to 100; the configuration's counts");
  } catch (const std::exception& failed) {
    log::warn("voice", failed.what());
  }
  return std::nullopt;
}

voice::Mode mode_of(const std::string& mode) {
  if (mode == "off") return voice::Mode::off;
  return mode == "chime" ? voice::Mode::chime : voice::Mode::speech;
}

}  // namespace

voice::VoiceSettings voice_settings(const settings::Settings& from, const std::string& data,
                                    const std::string& assets) {
  voice::VoiceSettings voice;
  voice.mode = mode_of(from.voice.mode);
  voice.says_calls = from.voice.where == "kiosk";
  voice.languages = from.voice.languages;
  voice.volume = kept_volume(data).value_or(from.voice.volume);
  voice.quiet_from_minute = from.voice.quiet_from_minute;
  voice.quiet_to_minute = from.voice.quiet_to_minute;
  voice.own_sounds = from.voice.sounds;
  voice.built_sounds = assets + "/sounds";
  voice.keep_volume = [data](int volume) {
    storage::write_private_file(volume_file(data), std::to_string(volume) + "\n");
  };
  return voice;
}

}  // namespace menting::program
