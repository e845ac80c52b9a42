#include "server_sync/hq/phone_request.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "base/crypto/crypto.h"
#include "server_sync/hq/said.h"
#include "server_sync/wire/slip.h"

namespace menting::hq {
namespace {

using SortedJson = nlohmann::json;

constexpr std::size_t branch_bytes_max = 64;
constexpr std::size_t code_bytes_max = 400;
constexpr std::size_t comment_bytes_max = 2'000;
constexpr std::size_t aspects_max = 5;
constexpr std::size_t tag_bytes_max = 64;
constexpr int look_s_max = 25;
constexpr std::int64_t ask_minute_ms = 60'000;
constexpr std::int64_t ask_day_ms = 24 * 60 * ask_minute_ms;

/// What is asked, of which kind of slip, and how long it may take.
struct AskKind {
  std::string_view name;
  std::string_view slip;
  std::int64_t lifetime_ms;
};
constexpr std::array<AskKind, 5> kinds{{{"let_pass", "ticket", 10 * ask_minute_ms},
                                        {"cancel", "ticket", 10 * ask_minute_ms},
                                        {"rate", "ticket", ask_day_ms},
                                        {"approve", "repair", 5 * ask_day_ms},
                                        {"decline", "repair", 5 * ask_day_ms}}};

const AskKind* kind_of(std::string_view name) {
  const auto* found = std::find_if(kinds.begin(), kinds.end(), [&](const AskKind& kind) { return kind.name == name; });
  return found == kinds.end() ? nullptr : found;
}

std::string text_in(const SortedJson& body, const char* field) {
  const auto found = body.find(field);
  return found != body.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::int64_t> number_in(const SortedJson& body, const char* field) {
  const auto found = body.find(field);
  if (found == body.end() || !found->is_number_integer()) return std::nullopt;
  return found->get<std::int64_t>();
}

http::Response malformed_ask(const http::Request& request) {
  return refuse(
      request, 400, "malformed",
      {"请求格式不对，请重新扫描小票上的二维码。", "The request is malformed_ask. Scan the code on your slip again."});
}

http::Response unfit(const http::Request& request, const char* field) {
  return refuse(request, 422, field,
                {"提交的内容不对，请重新选择。", "This is not something to ask for. Please choose again."});
}

std::variant<SlipClaim, http::Response> claim_of(const http::Request& request, const SortedJson& body) {
  if (!body.is_object()) return malformed_ask(request);
  SlipClaim claim;
  claim.branch = text_in(body, "branch");
  const std::string typed = text_in(body, "code");
  if (typed.size() <= code_bytes_max) claim.code = crypto::bare_code(typed);
  if (claim.branch.empty() || claim.branch.size() > branch_bytes_max || !wire::is_slip_code(claim.code)) {
    return refuse(request, 404, "slip_unknown",
                  {"没有找到这张小票。请核对后重新扫描小票上的二维码。",
                   "We do not know this slip. Please scan the code on your slip again."});
  }
  claim.slip = wire::slip_key(claim.branch, claim.code);
  return claim;
}

bool is_id(const std::string& id) {
  return id.size() == 36 && std::all_of(id.begin(), id.end(), [](char c) {
           return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

bool within(const std::optional<std::int64_t>& number, std::int64_t least, std::int64_t most) {
  return number && *number >= least && *number <= most;
}

/// Copies what belongs to the kind. Returns the field that is not fit; null: all are.
const char* put_arguments(const SortedJson& body, const std::string& kind, SortedJson& asked) {
  if (kind == "let_pass") {
    asked["n"] = number_in(body, "n").value_or(0);
    return within(number_in(body, "n"), 1, 10) ? nullptr : "n";
  }
  if (kind == "approve" || kind == "decline") {
    asked["quote"] = number_in(body, "quote").value_or(0);
    return within(number_in(body, "quote"), 1, 1'000'000) ? nullptr : "quote";
  }
  if (kind != "rate") return nullptr;
  if (!within(number_in(body, "score"), 1, 5)) return "score";
  asked["score"] = *number_in(body, "score");
  asked["comment"] = text_in(body, "comment");
  if (text_in(body, "comment").size() > comment_bytes_max) return "comment";
  SortedJson& aspects = asked["aspects"] = SortedJson::array();
  if (!body.contains("aspects")) return nullptr;
  if (!body["aspects"].is_array() || body["aspects"].size() > aspects_max) return "aspects";
  for (const SortedJson& aspect : body["aspects"]) {
    if (!aspect.is_string() || aspect.get_ref<const std::string&>().size() > tag_bytes_max) return "aspects";
    aspects.push_back(aspect);
  }
  return nullptr;
}

}  // namespace

std::variant<StatusRequest, http::Response> read_status_request(const http::Request& request) {
  const SortedJson body = SortedJson::parse(request.body, nullptr, false);
  auto claim = claim_of(request, body);
  if (auto* refusal = std::get_if<http::Response>(&claim)) return std::move(*refusal);
  StatusRequest asked{std::get<SlipClaim>(std::move(claim)), text_in(body, "have"), 0};
  if (asked.have.size() > tag_bytes_max) return unfit(request, "have");
  const auto wait_s = body.contains("wait_s") ? number_in(body, "wait_s") : 0;
  if (!within(wait_s, 0, look_s_max)) return unfit(request, "wait_s");
  asked.wait_s = static_cast<int>(*wait_s);
  return asked;
}

std::variant<AskRequest, http::Response> read_ask_request(const http::Request& request) {
  const SortedJson body = SortedJson::parse(request.body, nullptr, false);
  auto claim = claim_of(request, body);
  if (auto* refusal = std::get_if<http::Response>(&claim)) return std::move(*refusal);
  AskRequest asked{std::get<SlipClaim>(std::move(claim)), {}};
  asked.ask.id = text_in(body, "id");
  asked.ask.kind = text_in(body, "kind");
  asked.ask.slip = asked.claim.slip;
  if (!is_id(asked.ask.id)) return unfit(request, "id");
  if (kind_of(asked.ask.kind) == nullptr) return unfit(request, "kind");
  SortedJson said = {{"id", asked.ask.id}, {"kind", asked.ask.kind}};
  if (const char* field = put_arguments(body, asked.ask.kind, said)) return unfit(request, field);
  asked.ask.sealed = wire::seal_slip(asked.claim.branch, asked.claim.code,
                                     said.dump(-1, ' ', false, SortedJson::error_handler_t::replace));
  return asked;
}

std::int64_t ask_lifetime_ms(const std::string& kind) {
  const AskKind* known = kind_of(kind);
  return known == nullptr ? 0 : known->lifetime_ms;
}

bool may_ask(const std::string& slip_kind, const std::string& ask_kind) {
  const AskKind* known = kind_of(ask_kind);
  return known != nullptr && known->slip == slip_kind;
}

}  // namespace menting::hq
