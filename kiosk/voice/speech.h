#pragma once

#include <string>

#include "kiosk/voice/sound.h"

namespace menting::voice {

/// Makes sound of any short text. The library has one state for the whole process: one Speech at a time, on one thread.
class Speech {
 public:
  Speech() = default;
  ~Speech();
  Speech(const Speech&) = delete;
  Speech& operator=(const Speech&) = delete;

  /// `language` is "zh-CN" or "en". At most a minute and a half of sound; empty when there is no voice (see trouble()).
  Samples speak(const std::string& text, const std::string& language);
  std::string trouble() const { return trouble_; }

 private:
  bool start();

  bool started_ = false;
  std::string trouble_;
};

}  // namespace menting::voice
