#include "server_sync/client/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace menting::sync {
namespace {

using Json = nlohmann::json;

Verdict not_headquarters(const std::string& what) {
  return {Said::nothing, 0,
          "the address answers, but not as headquarters does (" + what + "): check [hq] url, or wait until it is back"};
}

Verdict read_ack(const std::string& body, std::int64_t last) {
  const Json json = Json::parse(body, nullptr, false);
  if (!json.is_object()) return not_headquarters("not a JSON object");
  const auto through = json.find("through");
  if (through == json.end() || !through->is_number_integer()) return not_headquarters("no \"through\"");
  constexpr std::uint64_t number_max = 1ULL << 53U;
  if (!through->is_number_unsigned() || through->get<std::uint64_t>() > number_max) {
    return not_headquarters("\"through\" is no event's number");
  }
  // Headquarters may know more of this journal than this branch remembers to have sent. What was sent just now is what
  // it can vouch for: its hashes were compared.
  const auto said = std::min(through->get<std::uint64_t>(), static_cast<std::uint64_t>(last));
  return {Said::through, static_cast<std::int64_t>(said), ""};
}

std::string detail_of(const std::string& body) {
  const Json json = Json::parse(body, nullptr, false);
  if (!json.is_object()) return "";
  const auto detail = json.find("detail");
  return detail != json.end() && detail->is_string() ? detail->get<std::string>() : "";
}

Verdict refused(const Answer& answer, const std::string& otherwise) {
  const std::string detail = detail_of(answer.body);
  return {Said::refused, 0, "headquarters refuses this branch: " + (detail.empty() ? otherwise : detail)};
}

}  // namespace

Verdict judge(const Answer& answer, const wire::Batch& batch) {
  switch (answer.status) {
    case 0:
      return {Said::nothing, 0, "headquarters cannot be reached: " + answer.failure};
    case 200:
      return read_ack(answer.body, batch.first_seq - 1 + static_cast<std::int64_t>(batch.events.size()));
    case 401:
      return refused(answer, "its credential is not known; join again with menting-kiosk enrol");
    case 403:
      return refused(answer, "its credential was revoked; ask headquarters for a new code");
    case 409:
      return refused(answer, "its journal is not the one that was sent before (fork)");
    case 400:
    case 415:
    case 422:
      return refused(answer,
                     fmt::format("the events cannot be read there (HTTP {}); run menting-kiosk verify", answer.status));
    case 413:
      return {Said::too_large, 0, "one event is too large for headquarters: raise its limit, or update it"};
    case 429:
    case 503:
      return {Said::nothing, 0, "headquarters is busy and asks to come again later"};
    default:
      return not_headquarters(fmt::format("HTTP {}", answer.status));
  }
}

}  // namespace menting::sync
