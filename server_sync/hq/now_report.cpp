#include "server_sync/hq/now_report.h"

#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <vector>

#include "base/time/zone.h"
#include "server_sync/hq/branch_now.h"
#include "server_sync/hq/nudge.h"
#include "server_sync/hq/slips.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t slips_max = 1'000;
constexpr std::size_t places_max = 100'000;
constexpr std::size_t sealed_bytes_max = std::size_t{64} * 1024;
constexpr std::size_t key_bytes_max = 64;
constexpr std::size_t url_bytes_max = 400;

[[noreturn]] void wrong(const char* field) {
  throw std::invalid_argument(std::string("\"") + field + "\" is missing or not what it should be");
}

std::string text_within(const Json& from, const char* field, std::size_t bytes_max) {
  const auto found = from.find(field);
  if (found == from.end() || !found->is_string()) wrong(field);
  auto text = found->get<std::string>();
  if (text.size() > bytes_max) wrong(field);
  return text;
}

std::int64_t number_of(const Json& from, const char* field) {
  const auto found = from.find(field);
  if (found == from.end() || !found->is_number_integer()) wrong(field);
  return found->get<std::int64_t>();
}

/// Taken out of the document, so that it is not kept with it. Empty where it is not there.
Json list_out_of(Json& document, const char* field, std::size_t most) {
  const auto found = document.find(field);
  if (found == document.end()) return Json::array();
  if (!found->is_array() || found->size() > most) wrong(field);
  Json list = std::move(*found);
  document.erase(field);
  return list;
}

std::vector<std::string> keys_out_of(Json& document, const char* field) {
  std::vector<std::string> keys;
  for (const Json& key : list_out_of(document, field, places_max)) {
    if (!key.is_string() || key.get_ref<const std::string&>().size() > key_bytes_max) wrong(field);
    keys.push_back(key.get<std::string>());
  }
  return keys;
}

SlipRow slip_of(const Json& from, std::int64_t now_ms) {
  SlipRow row;
  row.slip = text_within(from, "key", key_bytes_max);
  row.kind = text_within(from, "kind", key_bytes_max);
  if (row.kind != "ticket" && row.kind != "repair") wrong("kind");
  row.at_ms = now_ms;
  row.until_ms = number_of(from, "until");
  row.sealed = text_within(from, "body", sealed_bytes_max);
  return row;
}

AskRow answer_of(const Json& from) {
  AskRow answer;
  answer.id = text_within(from, "id", key_bytes_max);
  answer.state = text_within(from, "state", key_bytes_max);
  if (answer.state != "done" && answer.state != "refused") wrong("state");
  if (from.contains("refusal")) answer.refusal = text_within(from, "refusal", key_bytes_max);
  if (from.contains("detail")) answer.detail = from["detail"].dump(-1, ' ', false, Json::error_handler_t::replace);
  if (answer.detail.size() > sealed_bytes_max) wrong("detail");
  return answer;
}

/// True: the branch has to send its repairs' slips again, since some are missing here.
bool take_slips(sql::Connection& sql, const std::string& branch, Json& document, std::int64_t now_ms) {
  bool changed = sweep_slips(sql, branch, now_ms);
  for (const Json& slip : list_out_of(document, "slips", slips_max)) {
    keep_slip(sql, branch, slip_of(slip, now_ms));
    changed = true;
  }
  for (const std::string& slip : keys_out_of(document, "gone")) {
    erase_slip(sql, branch, slip);
    changed = true;
  }
  for (const std::string& slip : keys_out_of(document, "unknown")) {
    keep_unknown(sql, branch, slip, now_ms);
    changed = true;
  }
  bool incomplete = false;
  if (document.contains("repair_keys")) {
    const auto keys = keys_out_of(document, "repair_keys");
    incomplete = keep_repairs_only(sql, branch, keys) < keys.size();
  }
  for (const Json& answer : list_out_of(document, "answers", slips_max)) {
    answer_ask(sql, branch, answer_of(answer));
    changed = true;
  }
  if (changed) count_slip_change(sql, branch);
  return incomplete;
}

}  // namespace

std::string take_now(sql::Connection& sql, const std::string& branch, const std::string& document,
                     const std::string& public_url, std::int64_t now_ms) {
  Json body = Json::parse(document, nullptr, false);
  if (!body.is_object()) throw std::invalid_argument("the body is no JSON object");
  const auto at_ms = base::parse_rfc3339(text_within(body, "at", key_bytes_max));
  if (!at_ms) wrong("at");
  const NowStamp stamp{text_within(body, "journal", key_bytes_max), number_of(body, "board"), *at_ms};
  const bool incomplete = take_slips(sql, branch, body, now_ms);
  // Kept by the branch for a start without headquarters: as a directive.
  const std::string known_url = body.contains("url") ? text_within(body, "url", url_bytes_max) : public_url;
  if (known_url != public_url) nudge_branch(sql, branch, public_url, now_ms);
  for (const char* field : {"branch", "url"}) body.erase(field);
  keep_branch_now(sql, branch, stamp, body.dump(-1, ' ', false, Json::error_handler_t::replace), now_ms);

  Json answer;
  answer["url"] = public_url;
  answer["watched"] = watched_slips(sql, branch, now_ms);
  Json& asks = answer["asks"] = Json::array();
  for (const AskRow& ask : open_asks(sql, branch, now_ms)) {
    asks.push_back({{"id", ask.id}, {"kind", ask.kind}, {"key", ask.slip}, {"sealed", ask.sealed}});
  }
  answer["resend"] = incomplete;
  return answer.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace menting::hq
