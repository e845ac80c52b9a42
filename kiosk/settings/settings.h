#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "kiosk/domain/alert.h"
#include "kiosk/domain/plan.h"

namespace menting::settings {

/// Tags such as "zh-CN".
using Languages = std::vector<std::string>;

/// 0xRRGGBB
using Colour = std::uint32_t;

/// The chain's look on the kiosk's screen. load() sees to it that white text on brand, deep and bright, and deep text
/// on tint, have a contrast of 4.5:1 at least.
struct Theme {
  std::string preset = "ocean";  ///< "ocean" or "ember": where what is not written comes from
  Colour brand = 0x0B5BD3;       ///< buttons, headings
  Colour deep = 0x0747A6;        ///< pressed, text on tint
  Colour bright = 0x1F6FE5;      ///< the far end of the brand's gradient
  Colour tint = 0xE8F0FE;        ///< quiet grounds
  std::string logo;              ///< path of a PNG; empty: the branch's name alone
  int corner_radius = 36;        ///< of cards, in logical pixels, 0..60
  double spacing = 1.0;          ///< factor of all distances, 0.8..1.2
  bool reduced_motion = false;   ///< pages change at once
};

/// What the screen shows while nobody is there.
struct Announcement {
  domain::LocalName title;
  domain::LocalName text;     ///< may be empty
  std::string image;          ///< path of a PNG or JPEG; empty: none
  domain::BusinessDay from;   ///< first day; zero: no first day
  domain::BusinessDay until;  ///< last day, it counts too; zero: no last day
  bool shown_on(domain::BusinessDay day) const;
};

/// [voice]: how calls are heard.
struct VoiceSection {
  std::string mode = "speech";  ///< "speech", "chime" or "off"
  std::string where = "kiosk";  ///< who says calls: "kiosk", "board" (the call board's page) or "off"
  std::vector<std::string> languages = {"zh-CN", "en"};
  int volume = 70;            ///< 0 to 100
  int quiet_from_minute = 0;  ///< of the day; both the same: never quiet
  int quiet_to_minute = 0;
  std::string sounds;  ///< a folder of recordings, or empty
};

/// [board]: the call board on the TV.
struct BoardSection {
  std::vector<std::string> languages = {"zh-CN", "en"};  ///< the first large, the second beside it
};

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

  std::string scanner_usb_id;  ///< "1234:abcd", lower case; empty: one that types as a keyboard, or none

  std::string hq_url;
  std::string hq_ca;
  bool hq_allow_plain_http = false;
  int hq_key_days = 90;  ///< 0: the device's key is changed by hand only

  int idle_s = 60;
  int idle_warning_s = 20;
  int attract_after_s = 120;
  bool attract = true;          ///< false: the home page stays when nobody is there
  int ticket_s = 18;            ///< the page with the new number, without a touch
  int rated_s = 8;              ///< the thanks for a rating
  double elderly_factor = 1.5;  ///< in elderly mode all of these last so many times longer; 1..4
  std::vector<std::string> languages = {"zh-CN", "en"};

  Languages languages_there;  ///< not from the file: the texts that came with the program

  Theme theme;
  std::vector<Announcement> announcements;  ///< in the file's order
  VoiceSection voice;
  BoardSection board;
  domain::AlertLimits alerts;

  std::map<domain::StaffId, std::string> pin_hashes;

  std::string digest;  ///< BLAKE2b of the file's bytes
};

struct Loaded {
  Settings settings;
  std::vector<std::string> faults;  ///< one line each: file, line, key, what is wrong and what to write; empty: fine
};

/// Reads and checks the whole file; every fault in one go. A relative path in it is relative to the file's folder, but
/// one that the branch writes to (printer "file:") to `data`, the data folder, when that is given. A picture that is
/// not there is looked for in `pictures`, those that come with the program; `there` are the languages that came with
/// it. Where `beside` is given, relative paths are relative to its folder instead: `file` was made from it.
Loaded load(const std::string& file, const std::string& data = {}, const std::string& pictures = {},
            const Languages& there = {"zh-CN", "en"}, const std::string& beside = {});

}  // namespace menting::settings
