#pragma once

#include <string>

#include "kiosk/voice/sound.h"

namespace menting::voice {

/// Makes sound of any short text. One thread each.
class Speech {
 public:
  /// `language` is "zh-CN" or "en". At most a minute and a half of sound; empty when there is no voice (see trouble()).
  Samples speak(const std::string& text, const std::string& language);
  std::string trouble() const { return trouble_; }

 private:
  std::string trouble_;
};

}  // namespace menting::voice
