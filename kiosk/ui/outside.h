#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "kiosk/domain/plan.h"
#include "kiosk/ui/flow.h"

// What the program gives to the interface: how it is set up, and what stands behind the staff's corner.

namespace menting::ui {

/// What configuration says of the chain's look. Colours are 0xRRGGBB.
struct Brand {
  std::uint32_t brand = 0x0B5BD3;
  std::uint32_t deep = 0x0747A6;
  std::uint32_t bright = 0x1F6FE5;
  std::uint32_t tint = 0xE8F0FE;
  std::string logo;  ///< path of a PNG; empty: the hall's name alone
  float radius = 36;
  float spacing = 1;
  bool reduced_motion = false;
};

/// What the screen shows while nobody is there.
struct Announcement {
  domain::LocalName title;
  domain::LocalName text;
  std::string image;                ///< path of a PNG or JPEG; empty: none
  domain::BusinessDay from, until;  ///< both count; zero: no such day
};

/// A line of the staff's corner: what, how it is, and whether that is bad.
struct StaffFact {
  std::string what;
  std::string how;
  bool bad = false;
  bool plain = false;  ///< to be known, neither good nor bad
};

struct InterfaceSettings {
  FlowSettings flow;
  std::string timezone = "Asia/Shanghai";
  Brand brand;
  std::vector<Announcement> announcements;
};

/// What the staff's corner can do and shows. All may be called on the interface's thread and come back at once; answers
/// may come on any thread. An empty function: this kiosk has none of it.
struct StaffPorts {
  std::function<void(CheckPin, std::function<void(PinVerdict)>)> check_pin;
  /// The answer says what came of it, and whether that is bad.
  std::function<void(StaffOrder, std::function<void(std::string said, bool bad)>)> run;
  std::function<std::vector<StaffFact>(const std::string& language)> facts;
  std::function<int()> volume;  ///< of the loudspeaker, 0 to 100
};

/// What the kiosk's printer does for a repair; an empty function: there is none.
struct SlipPorts {
  std::function<void(PrintRepair, std::function<void(domain::PrintState)>)> print_repair;
};

/// A voice that reads pages aloud. Empty functions: there is none.
struct ReadingPorts {
  std::function<void(const std::string& text, const std::string& language)> read;
  std::function<void()> hush;
};

/// A hall nearby where the wait is shorter, as headquarters knows it.
struct NearbyOffer {
  domain::LocalName name;
  domain::LocalName address;     ///< may be empty
  int minutes = 0;               ///< about so long the wait is there
  int metres = 0;                ///< as the crow flies
  std::int64_t known_at_ms = 0;  ///< wall clock: how old the figure is
};

/// All of it.
struct OutsidePorts {
  StaffPorts staff{};
  ReadingPorts reading{};
  SlipPorts slips{};
  std::function<void()> touched{};  ///< somebody is at the screen; may be called often
  /// Halls nearby for a service's letter; empty: none, or nothing is known. Cheap.
  std::function<std::vector<NearbyOffer>(domain::ServiceLetter)> nearby{};
};

}  // namespace menting::ui
