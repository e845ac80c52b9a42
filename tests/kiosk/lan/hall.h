#pragma once

#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>

#include "kiosk/lan/lan_server.h"
#include "kiosk/storage/sqlite_journal.h"
#include "kiosk/storage/sqlite_records.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/http_client.h"
#include "tests/support/scratch_folder.h"

namespace menting::tests {

using Json = nlohmann::json;

/// The fixture's clock, to be moved while the desk reads it.
class SharedClock : public desk::Clock {
 public:
  domain::Moment now() override;
  domain::BusinessDay day_of(std::int64_t at_ms) override { return clock_.day_of(at_ms); }
  void advance_ms(std::int64_t ms);

 private:
  std::mutex mutex_;
  TestClock clock_;
};

/// An answer with its body read as JSON.
struct Reply {
  HttpAnswer http;
  Json body;
  int status() const { return http.status; }
  std::string refusal() const { return body.value("refusal", ""); }
};

constexpr const char* kiosk_token = "the-kiosks-own-credential";
constexpr const char* demo_pin = "2468";

/// The demo branch behind a real server on a free port, over a real database.
class Hall {
 public:
  /// Everything is kept in `folder`: a second Hall on it goes on where the first one ended.
  explicit Hall(const ScratchFolder& folder, lan::LanSettings settings = {}, const domain::Plan& plan = demo_plan());
  /// On another journal.
  Hall(desk::Journal& journal, lan::LanSettings settings);
  ~Hall();
  Hall(const Hall&) = delete;
  Hall& operator=(const Hall&) = delete;

  std::uint16_t port() const { return lan_->port(); }
  desk::Desk& desk() { return *desk_; }
  desk::Health& health() { return health_; }
  SharedClock& clock() { return clock_; }
  lan::LanServer& lan() { return *lan_; }
  desk::Journal& journal() { return *journal_; }

  Reply get(const std::string& target, HttpHeaders headers = {}) const;
  Reply post(const std::string& target, const Json& body = Json::object(), HttpHeaders headers = {}) const;
  Reply send(const std::string& method, const std::string& target, HttpHeaders headers, const std::string& body) const;

  /// Signs in at the desk, without the slow PIN; the header to send.
  HttpHeaders as(const std::string& staff);
  static HttpHeaders as_kiosk();

 private:
  void open(lan::LanSettings settings, const domain::Plan& plan);

  std::unique_ptr<desk::Journal> own_journal_;
  desk::Journal* journal_;
  SharedClock clock_;
  desk::Health health_;
  std::unique_ptr<desk::Desk> desk_;
  std::unique_ptr<lan::LanServer> lan_;
};

HttpHeaders operator+(HttpHeaders a, const HttpHeaders& b);
/// An Idempotency-Key header with a fresh UUID.
HttpHeaders fresh_key();

}  // namespace menting::tests
