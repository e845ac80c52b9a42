#pragma once

#include <map>
#include <string>
#include <vector>

#include "kiosk/domain/plan.h"

namespace menting::settings {

/// [voice]: how calls are heard at the kiosk.
struct VoiceSection {
  std::string mode = "speech";  ///< "speech", "chime" or "off"
  std::vector<std::string> languages = {"zh-CN", "en"};
  int volume = 70;            ///< 0 to 100
  int quiet_from_minute = 0;  ///< of the day; both the same: never quiet
  int quiet_to_minute = 0;
  std::string sounds;  ///< a folder of recordings, or empty
};

/// Everything the branch's configuration file says, with its defaults. config/kiosk.toml.example explains each key.
struct Settings {
  domain::Plan plan;
  std::string timezone = "Asia/Shanghai";

  std::string listen = "127.0.0.1:8470";
  std::vector<std::string> allowed_hosts;

  std::string printer_transport = "none";  ///< "file:PATH", "tcp:HOST:PORT", "none"; others come later
  int printer_width_dots = 576;            ///< 576 (80 mm) or 384 (58 mm)

  std::string hq_url;
  std::string hq_ca;
  bool hq_allow_plain_http = false;

  int idle_s = 60;
  int idle_warning_s = 20;
  int attract_after_s = 120;
  std::vector<std::string> languages = {"zh-CN", "en"};

  VoiceSection voice;

  std::map<domain::StaffId, std::string> pin_hashes;

  std::string digest;  ///< BLAKE2b of the file's bytes
};

struct Loaded {
  Settings settings;
  std::vector<std::string> faults;  ///< one line each: file, line, key, what is wrong and what to write; empty: fine
};

/// Reads and checks the whole file; every fault in one go. A relative path in it is relative to the file's folder, but
/// one that the branch writes to (printer "file:") to `data`, the data folder, when that is given.
Loaded load(const std::string& file, const std::string& data = {});

}  // namespace menting::settings
