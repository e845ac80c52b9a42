#pragma once

#include <map>
#include <string>
#include <vector>

#include "kiosk/domain/plan.h"

namespace menting::settings {

/// Everything the branch's configuration file says, with its defaults. config/kiosk.toml.example explains each key.
struct Settings {
  domain::Plan plan;
  std::string timezone = "Asia/Shanghai";

  std::string listen = "127.0.0.1:8470";
  std::vector<std::string> allowed_hosts;

  /// "file:PATH", "tcp:HOST:PORT", "device:PATH", "serial:PATH:BAUD", "cups:QUEUE", "none"
  std::string printer_transport = "none";
  int printer_width_dots = 576;             ///< 576 (80 mm) or 384 (58 mm)
  std::string printer_encoding = "raster";  ///< or "gb18030"
  std::string printer_qr = "raster";        ///< or "command", of a slip in gb18030 only
  std::string printer_cut = "partial";      ///< or "full", "none"

  std::string hq_url;
  std::string hq_ca;
  bool hq_allow_plain_http = false;

  int idle_s = 60;
  int idle_warning_s = 20;
  int attract_after_s = 120;
  std::vector<std::string> languages = {"zh-CN", "en"};

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
