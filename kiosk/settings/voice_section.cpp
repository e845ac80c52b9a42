#include <fmt/format.h>

#include <algorithm>

#include "kiosk/settings/sections.h"

namespace menting::settings {
namespace {

void read_mode(toml_reader::Table& voice, Settings& settings) {
  const auto mode = voice.string("mode");
  if (!mode) return;
  if (*mode != "speech" && *mode != "chime" && *mode != "off") {
    return voice.fault("mode",
                       fmt::format("\"{}\" is not a way to call; write \"speech\", \"chime\" or \"off\"", *mode));
  }
  settings.voice.mode = *mode;
}

void read_where(toml_reader::Table& voice, Settings& settings) {
  const auto where = voice.string("where");
  if (!where) return;
  if (*where != "kiosk" && *where != "board" && *where != "off") {
    return voice.fault("where", fmt::format("\"{}\" is not a place where calls are said; write \"kiosk\" (its own "
                                            "loudspeaker), \"board\" (the call board's page) or \"off\"",
                                            *where));
  }
  settings.voice.where = *where;
}

/// The minute of the day; none when it is not there or wrong (then a fault says so).
std::optional<int> read_quiet(toml_reader::Table& voice, const std::string& key, const std::string& example) {
  const auto text = voice.string(key);
  if (!text) return std::nullopt;
  const auto minute = parse_time_of_day(*text);
  if (!minute) {
    voice.fault(key,
                fmt::format("\"{}\" is not a time of the day; write hours and minutes such as \"{}\"", *text, example));
  }
  return minute;
}

void read_quiet_hours(toml_reader::Table& voice, Settings& settings) {
  const bool says_from = voice.has("quiet_from");
  const bool says_to = voice.has("quiet_to");
  if (says_from && !says_to) voice.missing("quiet_to", "write quiet_to = \"08:00\", or leave both out (never quiet)");
  if (says_to && !says_from) {
    voice.missing("quiet_from", "write quiet_from = \"21:00\", or leave both out (never quiet)");
  }
  const auto from = read_quiet(voice, "quiet_from", "21:00");
  const auto to = read_quiet(voice, "quiet_to", "08:00");
  if (!from || !to) return;
  if (*from == *to) {
    return voice.fault("quiet_to",
                       "is the same as quiet_from; write another time, leave both out (never quiet), or write "
                       "mode = \"off\" (always quiet)");
  }
  settings.voice.quiet_from_minute = *from;
  settings.voice.quiet_to_minute = *to;
}

void read_sounds(toml_reader::Table& voice, const std::filesystem::path& folder, Settings& settings) {
  const auto sounds = voice.string("sounds");
  if (!sounds) return;
  if (sounds->empty()) return voice.fault("sounds", "is empty; write a folder's path, or leave it out");
  const auto path = (folder / *sounds).lexically_normal();
  std::error_code ignored;
  if (!std::filesystem::is_directory(path, ignored)) {
    return voice.fault("sounds",
                       fmt::format("\"{}\" is not a folder; write one that holds zh-CN/ and en/ with WAV files, "
                                   "or leave it out",
                                   path.string()));
  }
  settings.voice.sounds = path.string();
}

}  // namespace

void read_voice(toml_reader::Table& root, const std::filesystem::path& folder, Settings& settings) {
  auto voice = root.table("voice");
  if (!voice) return;
  read_mode(*voice, settings);
  read_where(*voice, settings);
  read_languages(*voice, VoiceSection().languages, settings.voice.languages);
  read_int(*voice, "volume", 0, 100, settings.voice.volume);
  read_quiet_hours(*voice, settings);
  read_sounds(*voice, folder, settings);
  voice->finish();
}

}  // namespace menting::settings
