#include "tests/kiosk/lan/hall.h"

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "base/text/catalog.h"

namespace menting::tests {

domain::Moment SharedClock::now() {
  const std::lock_guard lock(mutex_);
  return clock_.now();
}

void SharedClock::advance_ms(std::int64_t ms) {
  const std::lock_guard lock(mutex_);
  clock_.advance_ms(ms);
}

Hall::Hall(const ScratchFolder& folder, lan::LanSettings settings, const domain::Plan& plan)
    : own_journal_(std::make_unique<storage::SqliteJournal>(folder.path().string())), journal_(own_journal_.get()) {
  if (settings.data_folder.empty()) settings.data_folder = folder.path().string();
  settings.records = std::make_shared<storage::SqliteRecords>(folder.path().string());
  open(std::move(settings), plan);
}

Hall::Hall(desk::Journal& journal, lan::LanSettings settings) : journal_(&journal) {
  open(std::move(settings), demo_plan());
}

Hall::~Hall() {
  lan_->stop();
  desk_->stop();
}

void Hall::open(lan::LanSettings settings, const domain::Plan& plan) {
  log::set_level(log::Level::error);
  text::load(std::string(MENTING_BUILD_DIR) + "/assets/text");
  static const std::string hash = crypto::hash_password(demo_pin);
  settings.listen = "127.0.0.1:0";
  settings.version = "0.1.0-test";
  settings.kiosk_token = kiosk_token;
  settings.timezone = "Asia/Shanghai";
  settings.wall_ms = [this] { return clock_.now().at_ms; };
  if (settings.pin_hashes.empty()) {
    for (const auto& person : plan.staff) settings.pin_hashes[person.id] = hash;
  }
  desk_ = std::make_unique<desk::Desk>(plan, settings.version, "digest", *journal_, clock_, health_);
  lan_ = std::make_unique<lan::LanServer>(std::move(settings), *desk_, health_);
  lan_->listen();
  desk_->start();
  lan_->start();
}

Reply Hall::send(const std::string& method, const std::string& target, HttpHeaders headers,
                 const std::string& body) const {
  Reply reply{http_request(port(), method, target, headers, body), {}};
  if (!reply.http.body.empty()) reply.body = Json::parse(reply.http.body, nullptr, false);
  return reply;
}

Reply Hall::get(const std::string& target, HttpHeaders headers) const {
  return send("GET", target, std::move(headers), {});
}

Reply Hall::post(const std::string& target, const Json& body, HttpHeaders headers) const {
  headers.emplace_back("Content-Type", "application/json");
  return send("POST", target, std::move(headers), body.dump());
}

HttpHeaders Hall::as(const std::string& staff) {
  const std::string token = crypto::random_code(26);
  desk_->ask(domain::SignIn{staff, crypto::hash_hex(token)});
  return {{"Cookie", "menting_session=" + token}};
}

HttpHeaders Hall::as_kiosk() {
  return {{"Authorization", std::string("Bearer ") + kiosk_token}};
}

HttpHeaders operator+(HttpHeaders a, const HttpHeaders& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

HttpHeaders fresh_key() {
  return {{"Idempotency-Key", crypto::random_uuid()}};
}

}  // namespace menting::tests
