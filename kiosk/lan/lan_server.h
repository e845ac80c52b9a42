#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/crypto/crypto.h"
#include "base/http/server.h"
#include "base/time/zone.h"
#include "kiosk/desk/desk.h"
#include "kiosk/desk/health.h"
#include "kiosk/desk/records.h"
#include "kiosk/domain/alert.h"
#include "kiosk/domain/device_list.h"
#include "kiosk/domain/plan.h"
#include "kiosk/domain/repair_order.h"
#include "kiosk/domain/ticket.h"

namespace menting::lan {

/// What the call board shows while nobody is called.
struct Announcement {
  domain::LocalName title;
  domain::LocalName text;
  std::string image;          ///< path of a PNG or JPEG; empty: none
  domain::BusinessDay from;   ///< first day; zero: no first day
  domain::BusinessDay until;  ///< last day, it counts too; zero: no last day
};

/// The call board on the wall.
struct WallSettings {
  std::vector<std::string> languages = {"zh-CN", "en"};  ///< the first large, the second beside it
  std::string voice = "kiosk";                           ///< who says calls: "kiosk", "board" or "off"
  /// A WAV file of a ticket's call, empty: there is nothing to hear. Slow, any thread; none where the board is silent.
  std::function<std::string(const std::string& ticket)> call_sound;
  std::vector<Announcement> announcements;
};

/// What the kiosk's printer makes for a repair.
struct RepairPaper {
  enum class What { slip, label, receipt };
  What what = What::slip;
  domain::RepairOrder order;
  std::optional<domain::Ticket> ticket;  ///< on the slip: the number in the queue, while it waits
  std::string language;                  ///< of the label: the staff's
};
/// `done` hears once, on any thread, how the printer was then (a code of words::printer). False, and `done` is not
/// used, while too many papers wait.
using PrintRepair = std::function<bool(RepairPaper paper, std::function<void(const std::string& code)> done)>;

struct LanSettings {
  std::string listen;                      ///< "127.0.0.1:8470"
  std::vector<std::string> allowed_hosts;  ///< names without port; loopback names are always allowed
  std::string web_folder;                  ///< the pages: clerk/, manager/, board/, rate/, shared/ …
  std::map<std::string, std::string> pin_hashes;
  std::string version;
  std::string kiosk_token;  ///< the kiosk's own credential, taken from loopback only; empty: there is none
  std::string timezone;     ///< IANA name, for the call board's clock
  WallSettings wall;
  std::string data_folder;  ///< whose free space health tells
  domain::AlertLimits alerts{};
  domain::DeviceList devices{};              ///< what the pages offer when a device is handed in
  std::shared_ptr<desk::Records> records{};  ///< for reports and the audit trail
  PrintRepair print_repair{};                ///< empty: there is no printer

  // Tests set these.
  http::Limits limits{};
  std::function<std::int64_t()> wall_ms = base::wall_ms;
  std::function<bool(const std::string& hash, const std::string& pin)> pin_matches = crypto::password_matches;
  int heartbeat_ms = 15'000;
};

/// The in-branch HTTP server: clerk console, manager's page, call board, rating pad and their API. Commands go to the
/// desk and come back as its receipts; everything else is read from the Board. `desk` and `health` must outlive it.
class LanServer {
 public:
  LanServer(LanSettings settings, desk::Desk& desk, desk::Health& health);
  ~LanServer();
  LanServer(const LanServer&) = delete;
  LanServer& operator=(const LanServer&) = delete;

  void listen();  ///< throws std::runtime_error with a message for people
  void start();
  void stop();  ///< requests that wait for the desk are cut off; what the desk does with them stays done
  std::uint16_t port() const;

 private:
  std::shared_ptr<class Reception> reception_;
};

}  // namespace menting::lan
