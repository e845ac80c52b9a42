#pragma once

#include <string>

#include "kiosk/settings/settings.h"
#include "kiosk/voice/voice.h"

namespace menting::program {

/// The voice's settings of the configuration, with the volume that staff chose last (a file in the data folder).
voice::VoiceSettings voice_settings(const settings::Settings& from, const std::string& data, const std::string& assets);

}  // namespace menting::program
