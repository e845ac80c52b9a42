#include "server_sync/hq/phone_answer.h"

#include <nlohmann/json.hpp>

#include "base/crypto/crypto.h"
#include "base/time/zone.h"
#include "server_sync/hq/places.h"
#include "server_sync/wire/slip.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t asks_shown = 5;
/// A branch is heard of every twenty seconds at least, and every five while somebody looks at a ticket.
constexpr std::int64_t silent_ms = 35'000;
constexpr std::int64_t silent_watched_ms = 16'000;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json asks_json(sql::Connection& sql, const SlipClaim& claim) {
  Json all = Json::array();
  for (const AskRow& ask : asks_of(sql, claim.branch, claim.slip, asks_shown)) {
    const Json detail = Json::parse(ask.detail, nullptr, false);
    all.push_back({{"id", ask.id},
                   {"kind", ask.kind},
                   {"state", ask.state},
                   {"made_at", base::rfc3339(ask.made_at_ms)},
                   {"until", base::rfc3339(ask.until_ms)},
                   {"refusal", ask.refusal},
                   {"detail", detail.is_object() ? detail : Json::object()}});
  }
  return all;
}

}  // namespace

std::optional<std::int64_t> heard_of_at_ms(sql::Connection& sql, const std::string& branch) {
  auto& found = sql.statement("SELECT contact_at FROM branch WHERE id = $1").bind(1, branch);
  std::optional<std::int64_t> at_ms;
  if (found.step()) at_ms = found.is_null(0) ? 0 : found.integer(0);
  found.reset();
  return at_ms;
}

Silence silence_of(std::int64_t heard_of_ms, std::int64_t now_ms) {
  if (now_ms - heard_of_ms < silent_watched_ms) return Silence::none;
  return now_ms - heard_of_ms < silent_ms ? Silence::short_one : Silence::long_one;
}

PhoneAnswer phone_answer(sql::Connection& sql, const SlipClaim& claim, std::int64_t now_ms) {
  const auto heard_ms = heard_of_at_ms(sql, claim.branch);
  if (!heard_ms) return {"", "", "unknown"};
  const auto row = find_slip(sql, claim.branch, claim.slip);
  const Silence silence = silence_of(*heard_ms, now_ms);
  const bool online = silence == Silence::none || (silence == Silence::short_one && (!row || row->kind == "repair"));
  const bool known = row && row->kind != "unknown" && row->until_ms >= now_ms;
  if (row && !known) return {"", "", "unknown"};
  Json json;
  if (!row) {
    json["pending"] = true;
    json["online"] = online;
    const std::string tag = online ? "pending" : "pending-off";
    json["tag"] = tag;
    return {dump(json), tag, "pending"};
  }
  const auto plain = wire::open_slip(claim.branch, claim.code, row->sealed);
  Json slip = plain ? Json::parse(*plain, nullptr, false) : Json();
  if (!slip.is_object()) return {"", "", "unknown"};
  json["kind"] = row->kind;
  json["slip"] = std::move(slip);
  json["asks"] = asks_json(sql, claim);
  json["online"] = online;
  std::string tag = crypto::hash_hex(dump(json)).substr(0, 32);
  json["tag"] = tag;
  const Json address = Json::parse(place_of(sql, claim.branch).address, nullptr, false);
  json["address"] = address.is_object() && !address.empty() ? address : Json(nullptr);
  json["at"] = base::rfc3339(row->at_ms);
  json["seen_at"] = *heard_ms == 0 ? Json(nullptr) : Json(base::rfc3339(*heard_ms));
  return {dump(json), std::move(tag), row->kind};
}

}  // namespace menting::hq
