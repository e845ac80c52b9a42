#include "server_sync/hq/appointment_events.h"

#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

#include "base/time/zone.h"

namespace menting::hq {
namespace {

std::string required_text(const nlohmann::json& body, const char* name) {
  constexpr std::size_t bytes_max = 64;
  auto text = body.at(name).get<std::string>();
  if (text.empty() || text.size() > bytes_max) throw std::invalid_argument(name);
  return text;
}

}  // namespace

std::optional<AppointmentChange> read_appointment(const wire::Event& event) {
  static const std::map<std::string_view, std::string_view> states = {{"appointment_noted", ""},
                                                                      {"appointment_cancelled", ""},
                                                                      {"appointment_checked_in", "checked_in"},
                                                                      {"appointment_missed", "no_show"},
                                                                      {"appointment_settled", "settled"}};
  if (!event.kind.starts_with("appointment_")) return std::nullopt;
  const auto kind = states.find(event.kind);
  if (kind == states.end()) return std::nullopt;
  const auto body = nlohmann::json::parse(event.body);
  AppointmentChange change;
  change.id = required_text(body, "appointment");
  change.state = kind->second;
  const auto at_ms = base::parse_rfc3339(event.at);
  if (!at_ms) throw std::invalid_argument("at");
  change.at_ms = *at_ms;
  if (change.state == "checked_in") change.ticket = required_text(body, "ticket_id");
  if (change.state == "settled") {
    change.state = required_text(body, "state");
    const bool known = change.state == "served" || change.state == "no_show" || change.state == "checked_in";
    if (!known) throw std::invalid_argument("state");
  }
  return change;
}

void follow_appointment(sql::Connection& sql, const std::string& branch, const AppointmentChange& change) {
  if (change.state.empty()) {
    sql.statement("UPDATE appointment SET noted_at = $3 WHERE branch = $1 AND id = $2 AND noted_at = 0")
        .bind(1, branch)
        .bind(2, change.id)
        .bind(3, change.at_ms)
        .run();
    return;
  }
  sql.statement(
         "UPDATE appointment SET state = $3, ticket = CASE WHEN $4 = '' THEN ticket ELSE $4 END"
         " WHERE branch = $1 AND id = $2")
      .bind(1, branch)
      .bind(2, change.id)
      .bind(3, change.state)
      .bind(4, change.ticket)
      .run();
}

}  // namespace menting::hq
