#pragma once

#include <string>
#include <vector>

#include "kiosk/domain/ids.h"

namespace menting::voice {

/// A clip and the pause behind it.
struct Word {
  std::string clip;  ///< the file's name without folder and ".wav"
  int pause_ms = 0;
  bool operator==(const Word&) const = default;
};

/// What is said for a call: "请 A 零 二 三 号到 三 号窗口", "Number A zero two three, please go to counter three".
/// `language` is "zh-CN" or "en"; nothing for another one.
std::vector<Word> call_phrase(const std::string& language, domain::ServiceLetter letter, int number,
                              domain::CounterNumber counter);

/// The name of every clip that call_phrase() can ask for.
std::vector<std::string> all_clips(const std::string& language);

/// Numbers of tickets ("A023") inside a text, spelt as they are called; everything else as it was. For reading aloud.
std::string spelt(const std::string& text, const std::string& language);

}  // namespace menting::voice
