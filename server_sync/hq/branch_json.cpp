#include "server_sync/hq/branch_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/crypto/crypto.h"
#include "base/time/zone.h"
#include "server_sync/hq/csv.h"
#include "server_sync/hq/report_question.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

std::string text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json mean(std::int64_t sum, std::int64_t count, double unit) {
  if (count == 0) return nullptr;
  return static_cast<double>(sum) / static_cast<double>(count) / unit;
}

Json today_of(const BranchNow& branch) {
  const Tally& today = branch.today;
  Json json;
  json["day"] = branch.day == 0 ? Json() : Json(day_text(branch.day));
  json["taken"] = today.taken;
  json["called"] = today.called;
  json["finished"] = today.finished;
  json["no_show"] = today.no_show;
  json["cancelled"] = today.cancelled;
  json["rated"] = today.rated;
  json["average_rating"] = mean(today.score_sum, today.rated, 1);
  json["average_wait_s"] = mean(today.waited_ms_sum, today.called, 1000);
  json["average_served_s"] = mean(today.served_ms_sum, today.finished, 1000);
  return json;
}

Json identity_of(const BranchNow& branch) {
  Json json;
  json["id"] = branch.id;
  json["name"] = branch.name;
  json["tier"] = branch.tier;
  json["region"] = branch.region;
  json["journal"] = branch.journal.empty() ? Json() : Json(branch.journal);
  json["through"] = branch.through;
  json["last_seen"] = branch.last_seen_ms ? Json(base::rfc3339(*branch.last_seen_ms)) : Json();
  json["enrolled"] = branch.enrolled;
  json["revoked"] = branch.revoked;
  json["quarantined"] = branch.quarantined;
  json["alarms"] = Json::array();
  for (const Alarm& alarm : branch.alarms) {
    json["alarms"].push_back({{"kind", alarm.kind},
                              {"count", alarm.count},
                              {"first", base::rfc3339(alarm.first_at_ms)},
                              {"last", base::rfc3339(alarm.last_at_ms)},
                              {"from", alarm.source}});
  }
  return json;
}

/// What a name of the pattern has there; the pattern's own value where it has nothing.
Json cut_to(const Json& pattern, const Json& there) {
  Json cut = Json::object();
  for (const auto& [name, nothing] : pattern.items()) {
    const bool is_known = there.is_object() && there.contains(name);
    if (nothing.is_object()) {
      cut[name] = cut_to(nothing, is_known ? there.at(name) : Json());
    } else {
      cut[name] = is_known ? there.at(name) : nothing;
    }
  }
  return cut;
}

/// How the branch's machine was when it said so last; what only customers' phones need is left out.
Json said_of(const SelfReport& said, bool in_english) {
  static const Json pattern = Json::parse(R"({"at":null,"received_at":null,"version":null,"open":null,
    "config":{"version":null,"state":null,"fault":null},
    "health":{"status":null,"reasons":[],"reasons_zh":[],"troubled":[],"printer":null,"disk_free_mb":null,"screen":null,
              "uptime_s":null}})");
  if (said.body.empty()) return nullptr;
  const Json body = Json::parse(said.body, nullptr, false);
  Json json = cut_to(pattern, body);
  // A branch of an older version says it in English alone.
  Json& health = json["health"];
  if (health.is_object()) {
    if (!in_english && !health["reasons_zh"].empty()) health["reasons"] = health["reasons_zh"];
    health.erase("reasons_zh");
  }
  json["at"] = base::rfc3339(said.at_ms);
  json["received_at"] = base::rfc3339(said.received_at_ms);
  return json;
}

Json row_of(const BranchNow& branch, std::int64_t now_ms, bool in_english) {
  Json json = identity_of(branch);
  json["alarm_count"] = branch.alarms.size();
  json["waiting"] = branch.waiting;
  json["serving"] = branch.serving;
  json["open_counters"] = branch.open_counters;
  json["paused_counters"] = branch.paused_counters;
  // The branch's clock and this one may differ: never below zero.
  json["longest_wait_s"] =
      branch.oldest_taken_at_ms ? Json(std::max<std::int64_t>(0, now_ms - *branch.oldest_taken_at_ms) / 1000) : Json();
  json["today"] = today_of(branch);
  json["now"] = said_of(branch.said, in_english);
  return json;
}

}  // namespace

std::string branch_json(const BranchNow& branch, std::int64_t now_ms, bool in_english) {
  return text(row_of(branch, now_ms, in_english));
}

std::string branches_json(const std::vector<BranchNow>& branches, std::int64_t total, std::int64_t now_ms,
                          bool in_english) {
  Json json;
  json["items"] = Json::array();
  for (const BranchNow& branch : branches) json["items"].push_back(row_of(branch, now_ms, in_english));
  json["total"] = total;
  return text(json);
}

http::Response branches_csv(const std::vector<BranchNow>& branches, std::int64_t now_ms, bool in_english) {
  Json rows = Json::array();
  for (const BranchNow& branch : branches) rows.push_back(row_of(branch, now_ms, in_english));
  BranchNow pattern;
  pattern.said.body = "{}";
  return csv_answer(text(rows), text(row_of(pattern, now_ms, in_english)), "branches");
}

std::string branch_line(const BranchNow& branch) {
  return text(identity_of(branch));
}

std::string event_line(const ReceivedEvent& received) {
  const wire::Event& event = received.event;
  // Bytes that are no JSON go as base 64, under another name.
  const std::string body =
      event.damaged ? R"("body_base64":")" + crypto::to_base64(event.body) + '"' : R"("body":)" + event.body;
  return fmt::format(R"({{"seq":{},"kind":{},"version":{},"at":{},"hash":{},{},"journal":{}}})", event.seq,
                     text(event.kind), event.version, text(event.at), text(event.hash), body, text(received.journal));
}

}  // namespace menting::hq
