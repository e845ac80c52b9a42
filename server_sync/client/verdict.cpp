#include "server_sync/client/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace menting::sync {
namespace {

using SortedJson = nlohmann::json;

Verdict not_headquarters(const std::string& what) {
  return {Said::nothing, 0,
          "the address answers, but not as headquarters does (" + what + "): check [hq] url, or wait until it is back",
          "not_headquarters"};
}

Verdict read_ack(const std::string& body, std::int64_t last) {
  const SortedJson json = SortedJson::parse(body, nullptr, false);
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

std::string text_in(const std::string& body, const char* name) {
  const SortedJson json = SortedJson::parse(body, nullptr, false);
  if (!json.is_object()) return "";
  const auto text = json.find(name);
  return text != json.end() && text->is_string() ? text->get<std::string>() : "";
}

Verdict refused(const Answer& answer, const std::string& otherwise, const std::string& trouble) {
  const std::string detail = text_in(answer.body, "detail");
  return {Said::refused, 0, "headquarters refuses this branch: " + (detail.empty() ? otherwise : detail), trouble};
}

std::int64_t whole(const SortedJson& item, const char* name, std::int64_t most) {
  const auto found = item.find(name);
  if (found == item.end() || !found->is_number_unsigned()) return 0;
  return found->get<std::uint64_t>() > static_cast<std::uint64_t>(most) ? 0 : found->get<std::int64_t>();
}

/// What is not one is left out.
std::vector<wire::GivenNumber> numbers_in(const std::string& body) {
  constexpr std::size_t items_max = 2'000;
  std::vector<wire::GivenNumber> numbers;
  const SortedJson json = SortedJson::parse(body, nullptr, false);
  const auto list = json.is_object() ? json.find("numbers") : json.end();
  if (list == json.end() || !list->is_array()) return numbers;
  for (const SortedJson& item : *list) {
    if (!item.is_object() || numbers.size() == items_max) continue;
    const auto letter = item.find("service");
    if (letter == item.end() || !letter->is_string()) continue;
    const auto service = letter->get<std::string>();
    const auto day = static_cast<int>(whole(item, "day", 99'991'231));
    const auto number = static_cast<int>(whole(item, "number", 99'999));
    const bool fits = service.size() == 1 && service[0] >= 'A' && service[0] <= 'Z' && day > 0 && number > 0;
    if (fits) numbers.push_back({day, service[0], number});
  }
  return numbers;
}

/// Only headquarters' own word for it is a fork: a new journal is not begun for a proxy's 409.
Verdict conflict(const Answer& answer) {
  Verdict verdict = refused(answer, "its journal is not the one that was sent before", "fork");
  if (text_in(answer.body, "refusal") != "fork") return verdict;
  verdict.said = Said::forked;
  verdict.numbers = numbers_in(answer.body);
  return verdict;
}

}  // namespace

Verdict judge(const Answer& answer, const wire::Batch& batch) {
  switch (answer.status) {
    case 0:
      return {Said::nothing, 0, "headquarters cannot be reached: " + answer.failure,
              answer.trouble.empty() ? "no_answer" : answer.trouble};
    case 200:
      return read_ack(answer.body, batch.first_seq - 1 + static_cast<std::int64_t>(batch.events.size()));
    case 401:
      return refused(answer, "its credential is not known; join again with menting-kiosk enrol", "credential");
    case 403:
      return refused(answer, "its credential was revoked; ask headquarters for a new code", "revoked");
    case 409:
      return conflict(answer);
    case 400:
      if (text_in(answer.body, "refusal") == "https_only") return refused(answer, "", "https_only");
      [[fallthrough]];
    case 415:
    case 422:
      return refused(answer,
                     fmt::format("the events cannot be read there (HTTP {}); run menting-kiosk verify", answer.status),
                     "unreadable");
    case 413:
      return {Said::too_large, 0, "one event is too large for headquarters: raise its limit, or update it",
              "too_large"};
    case 429:
    case 503:
      return {Said::nothing, 0, "headquarters is busy and asks to come again later", "busy"};
    case 502:
    case 504:
      return {Said::nothing, 0,
              "the web server in front of headquarters answers, and headquarters does not: later again", "busy"};
    default:
      return not_headquarters(fmt::format("HTTP {}", answer.status));
  }
}

}  // namespace menting::sync
