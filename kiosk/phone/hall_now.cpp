#include "kiosk/phone/hall_now.h"
#include "kiosk/domain/service_group.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/crypto/crypto.h"
#include "base/time/zone.h"
#include "kiosk/phone/phone_json.h"
#include "kiosk/words/words.h"

namespace menting::phone {
namespace {

using Json = nlohmann::ordered_json;

Json health_json(const desk::Health& health, const HallFacts& facts) {
  Json json;
  json["status"] = health.degraded() ? "degraded" : "ok";
  json["reasons"] = health.reasons();
  // Headquarters' people read either language, and only the branch has its words.
  const words::HealthCodes codes{health.hq_trouble(), desk::to_string(health.printer())};
  json["reasons_zh"] = Json::array();
  for (const std::string& reason : health.reasons()) {
    json["reasons_zh"].push_back(words::health_reason(reason, codes, "zh-CN"));
  }
  json["troubled"] = health.troubled();
  json["printer"] = desk::to_string(health.printer());
  json["screen"] = !facts.has_screen ? "none" : health.well("screen") ? "ok" : "fault";
  return json;
}

Json services_json(const desk::Board& board, const domain::Plan& plan) {
  Json all = Json::array();
  for (const desk::ServiceView& service : board.services) {
    const domain::Service* planned = plan.service(service.letter);
    Json one;
    one["letter"] = std::string(1, service.letter);
    one["name"] = service.name;
    one["group"] = domain::name_of(domain::service_groups, service.group);
    one["waiting"] = service.waiting;
    one["open"] = service.open;
    one["target_wait_minutes"] = planned == nullptr ? Json(nullptr) : Json(planned->target_wait_minutes);
    one["estimate_minutes"] = {{"low", service.estimate.low_minutes}, {"high", service.estimate.high_minutes}};
    all.push_back(std::move(one));
  }
  return all;
}

Json counters_json(const desk::Board& board) {
  Json all = Json::array();
  for (const domain::Counter& counter : board.counters) {
    all.push_back({{"number", counter.number}, {"state", domain::to_string(counter.state)}});
  }
  return all;
}

Json longest_waiting_since(const desk::Board& board) {
  std::int64_t since_ms = 0;
  for (const domain::TicketId& id : board.waiting) {
    const domain::Ticket* ticket = board.ticket(id);
    if (ticket != nullptr && (since_ms == 0 || ticket->since_at_ms < since_ms)) since_ms = ticket->since_at_ms;
  }
  return since_ms == 0 ? Json(nullptr) : Json(base::rfc3339(since_ms));
}

}  // namespace

HallNow hall_now(const desk::Board& board, const domain::Plan& plan, const desk::Health& health,
                 const HallFacts& facts) {
  Json json;
  json["version"] = facts.version;
  json["config"] = {{"version", facts.config.version}, {"state", facts.config.state}, {"fault", facts.config.fault}};
  json["health"] = health_json(health, facts);
  json["open"] = board.open;
  json["opens"] = domain::time_of_day(plan.opens_minute);
  json["closes"] = domain::time_of_day(plan.closes_minute);
  json["timezone"] = facts.timezone;
  json["name"] = plan.name;
  json["business_day"] = domain::to_string(board.day);
  json["longest_waiting_since"] = longest_waiting_since(board);
  json["services"] = services_json(board, plan);
  json["counters"] = counters_json(board);
  HallNow now;
  now.digest = crypto::hash_hex(dump(json));
  json["journal"] = board.journal.id;
  json["board"] = board.version;
  json["behind"] = std::max<std::int64_t>(0, board.journal.seq - board.journal.acked);
  json["health"]["uptime_s"] = facts.uptime_s;
  json["health"]["disk_free_mb"] = facts.disk_free_mb < 0 ? Json(nullptr) : Json(facts.disk_free_mb);
  now.json = dump(json);
  return now;
}

}  // namespace menting::phone
