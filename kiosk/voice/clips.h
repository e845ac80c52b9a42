#pragma once

#include <map>
#include <string>
#include <vector>

#include "kiosk/voice/phrase.h"
#include "kiosk/voice/sound.h"

namespace menting::voice {

/// The recorded words, FOLDER/<language>/<clip>.wav. The house's own recordings come before those that were built; any
/// sort of WAV file will do. One thread.
class Clips {
 public:
  /// `own` may be empty.
  Clips(std::string own, std::string built);

  /// Reads every word of the language.
  void load(const std::string& language);
  /// The words one after the other; one without a recording is left out.
  Samples join(const std::string& language, const std::vector<Word>& words) const;
  /// Which recordings are not there; empty: all are.
  std::string trouble() const;

 private:
  /// False when neither folder has it.
  bool load_clip(const std::string& name);

  std::string own_;
  std::string built_;
  std::map<std::string, Samples> clips_;  ///< by "<language>/<clip>"
  std::vector<std::string> replaced_;     ///< the built voice speaks for these
  std::vector<std::string> missing_;
};

}  // namespace menting::voice
