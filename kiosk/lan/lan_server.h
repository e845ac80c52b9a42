#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/crypto/crypto.h"
#include "base/http/server.h"
#include "base/time/zone.h"
#include "kiosk/desk/desk.h"
#include "kiosk/desk/health.h"
#include "kiosk/desk/records.h"
#include "kiosk/domain/alert.h"

namespace menting::lan {

struct LanSettings {
  std::string listen;                      ///< "127.0.0.1:8470"
  std::vector<std::string> allowed_hosts;  ///< names without port; loopback names are always allowed
  std::string web_folder;                  ///< the pages: clerk/, manager/, board/, rate/, shared/ …
  std::map<std::string, std::string> pin_hashes;
  std::string version;
  std::string kiosk_token;  ///< the kiosk's own credential, taken from loopback only; empty: there is none
  std::string timezone;     ///< IANA name, for the call board's clock
  std::string data_folder;  ///< whose free space health tells
  domain::AlertLimits alerts{};
  std::shared_ptr<desk::Records> records{};  ///< for reports and the audit trail

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
