#include "server_sync/hq/audit_routes.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "base/time/zone.h"
#include "server_sync/hq/csv.h"
#include "server_sync/hq/said.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t day_ms = 24LL * 3600 * 1000;
constexpr std::int64_t count_usual = 200;
constexpr std::int64_t count_max = 10'000;

/// A moment as RFC 3339, or a day as the moment of its beginning (UTC), or of its end.
std::optional<std::int64_t> read_moment(const std::string& text, bool end_of_day) {
  if (text.size() != 10) return base::parse_rfc3339(text);
  const auto begin = base::parse_rfc3339(text + "T00:00:00Z");
  if (!begin) return std::nullopt;
  return end_of_day ? *begin + day_ms : *begin;
}

/// A row's id for others: when it was, and what tells it apart.
std::string audit_place(const AuditRow& row) {
  return std::to_string(row.at_ms) + "-" + row.id;
}

bool read_place(const std::string& text, AuditFilter& filter) {
  const char* end = text.data() + text.size();
  const auto [read_to, fault] = std::from_chars(text.data(), end, filter.before_ms);
  if (fault != std::errc() || read_to == end || *read_to != '-') return false;
  filter.before_id.assign(read_to + 1, end);
  return !filter.before_id.empty();
}

std::optional<http::Response> read_filter(const http::Request& request, AuditFilter& filter) {
  constexpr Said moment_said = {"请写成日期 2026-11-26 或时刻 2026-11-26T04:00:00Z。",
                                "Write a day, 2026-11-26, or a moment, 2026-11-26T04:00:00Z."};
  for (const auto& [name, into] : {std::pair("from", &filter.from_ms), std::pair("to", &filter.to_ms)}) {
    const auto text = request.query_value(name);
    if (!text) continue;
    const auto moment = read_moment(*text, into == &filter.to_ms);
    if (!moment) return refuse(request, 422, name, moment_said);
    *into = *moment;
  }
  filter.user = request.query_value("user").value_or("");
  filter.branch = request.query_value("branch").value_or("");
  if (const auto after = request.query_value("after"); after && !read_place(*after, filter)) {
    return refuse(request, 422, "after", {"after 是上一页最后一行的 id。", "after is the id of the last row before."});
  }
  if (const auto limit = request.query_value("limit")) {
    const char* end = limit->data() + limit->size();
    const auto [read_to, fault] = std::from_chars(limit->data(), end, filter.count);
    if (fault != std::errc() || read_to != end || filter.count < 1 || filter.count > count_max) {
      return refuse(request, 422, "limit",
                    {"limit 是 1 到 10000 的整数。", "limit is a whole number from 1 to 10000."});
    }
  }
  return std::nullopt;
}

Json audit_json(const AuditRow& row, const std::string& name) {
  return {{"at", base::rfc3339(row.at_ms)}, {"id", audit_place(row)},
          {"user", row.deed.user},          {"name", name},
          {"action", row.deed.action},      {"branch", row.deed.branch},
          {"about", row.deed.about},        {"status", row.deed.status},
          {"refusal", row.deed.refusal},    {"address", row.deed.address}};
}

http::Response list_audit(const Settings& settings, Store& store, const http::Request& request) {
  AuditFilter filter;
  filter.count = wants_csv(request) ? count_max : count_usual;
  if (auto refusal = read_filter(request, filter)) return std::move(*refusal);
  const AuditPage page = read_audit(store.connection(), filter);
  Json items = Json::array();
  for (const AuditRow& row : page.rows) {
    const User* user = settings.user(row.deed.user);
    items.push_back(audit_json(row, user == nullptr ? row.deed.user : user->name));
  }
  if (wants_csv(request)) {
    return csv_answer(items.dump(-1, ' ', false, Json::error_handler_t::replace), audit_json({}, "").dump(), "audit");
  }
  Json body{{"items", items}, {"total", page.total}};
  body["after"] = page.is_last ? Json() : Json(audit_place(page.rows.back()));
  http::Response response;
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

}  // namespace

void add_audit_routes(Router& router, const Settings& settings) {
  router.add({"GET", "/api/v1/audit", Right::administer,
              [&settings](Store& store, const Asker& /*asker*/, const http::Request& request,
                          const Params& /*params*/) { return list_audit(settings, store, request); },
              "Who did what, the newest first"});
}

}  // namespace menting::hq
