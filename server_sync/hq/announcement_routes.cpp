#include "server_sync/hq/announcement_routes.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "base/crypto/crypto.h"
#include "base/time/zone.h"
#include "server_sync/hq/announcements.h"
#include "server_sync/hq/authentication.h"
#include "server_sync/hq/client_address.h"
#include "server_sync/hq/configuration.h"
#include "server_sync/hq/inbox.h"
#include "server_sync/hq/json_answer.h"
#include "server_sync/hq/said.h"
#include "server_sync/hq/scope.h"
#include "server_sync/wire/configuration.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

// As the branch counts: what it would refuse would keep out the rest of its configuration too.
constexpr std::ptrdiff_t title_characters_max = 40;
constexpr std::ptrdiff_t text_characters_max = 160;

http::Response picture_answer(std::string bytes, const std::string& name) {
  http::Response response;
  response.content_type = name.ends_with(".png") ? "image/png" : "image/jpeg";
  response.body = std::move(bytes);
  response.headers.emplace_back("Cache-Control", "private, max-age=31536000, immutable");
  return response;
}

/// A day that a calendar has, "2026-11-26"; or empty.
bool is_day_or_empty(const std::string& text) {
  if (text.empty()) return true;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const std::string digits = text.substr(0, 4) + text.substr(5, 2) + text.substr(8, 2);
  if (digits.find_first_not_of("0123456789") != std::string::npos) return false;
  const int day = std::stoi(digits);
  return std::chrono::year_month_day{std::chrono::year(day / 10'000),
                                     std::chrono::month(static_cast<unsigned>(day / 100 % 100)),
                                     std::chrono::day(static_cast<unsigned>(day % 100))}
      .ok();
}

/// Texts by language on one line each; "{}" for none that is not empty. None: it is no such object, or too long.
std::optional<std::string> texts_of(const Json& body, const char* name, std::ptrdiff_t characters_max) {
  Json texts = Json::object();
  const Json given = body.value(name, Json::object());
  if (!given.is_object()) return std::nullopt;
  for (const auto& [language, text] : given.items()) {
    if (!text.is_string() || (language != "zh-CN" && language != "en")) return std::nullopt;
    const auto& words = text.get_ref<const std::string&>();
    const auto characters = std::count_if(words.begin(), words.end(), [](char c) { return (c & 0xC0) != 0x80; });
    const bool has_control =
        std::any_of(words.begin(), words.end(), [](char c) { return (c >= 0 && c < ' ') || c == 127; });
    if (characters > characters_max || has_control) return std::nullopt;
    if (words.find_first_not_of(' ') != std::string::npos) texts[language] = words;
  }
  return texts.dump();
}

const char* state_of(const AnnouncementRow& row, std::int64_t now_ms) {
  const std::string today = base::rfc3339(now_ms).substr(0, 10);
  if (row.ended) return "ended";
  if (!row.until.empty() && row.until < today) return "over";
  return !row.from.empty() && row.from > today ? "coming" : "shown";
}

Json row_json(sql::Connection& connection, const AnnouncementRow& row, const Asker& asker) {
  return {{"id", row.id},
          {"scope", row.scope},
          {"title", Json::parse(row.title)},
          {"text", Json::parse(row.text)},
          {"from", row.from},
          {"until", row.until},
          {"picture", row.picture},
          {"state", state_of(row, base::wall_ms())},
          {"branches", branches_of(connection, row.scope, asker.user.regions).size()},
          {"at", base::rfc3339(row.made_at_ms)},
          {"by", row.made_by}};
}

bool concerns(const AnnouncementRow& row, sql::Connection& connection, const Asker& asker) {
  return asker.user.regions.empty() || !branches_of(connection, row.scope, asker.user.regions).empty();
}

http::Response list_announcements(Store& store, const Asker& asker, const http::Request& /*request*/,
                                  const Params& /*params*/) {
  Json items = Json::array();
  for (const AnnouncementRow& row : announcements(store.connection())) {
    if (concerns(row, store.connection(), asker)) items.push_back(row_json(store.connection(), row, asker));
  }
  const auto total = items.size();
  return json_answer(200, {{"items", std::move(items)}, {"total", total}});
}

/// Who is responsible for some regions announces there alone.
bool may_announce(sql::Connection& connection, const Asker& asker, const std::string& scope) {
  const auto& regions = asker.user.regions;
  if (regions.empty()) return true;
  constexpr std::string_view one_branch = "branch:";
  if (scope.starts_with(one_branch)) return in_scope(connection, regions, scope.substr(one_branch.size()));
  return std::any_of(regions.begin(), regions.end(),
                     [&](const std::string& region) { return scope == "region:" + region; });
}

/// Takes what is written into `row`, or says what is wrong with it.
std::optional<http::Response> read_into(AnnouncementRow& row, Store& store, const Asker& asker,
                                        const http::Request& request) {
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) return refuse(request, 400, "malformed", {"请求不是 JSON 对象。", "Send a JSON object."});
  row.scope = text_of(body, "scope");
  row.from = text_of(body, "from");
  row.until = text_of(body, "until");
  row.picture = text_of(body, "picture");
  const auto title = texts_of(body, "title", title_characters_max);
  const auto text = texts_of(body, "text", text_characters_max);
  if (!is_scope(row.scope)) {
    return refuse(request, 422, "scope", {"请选择公告的范围。", "Choose where it is announced."});
  }
  if (!may_announce(store.connection(), asker, row.scope)) {
    return refuse(request, 403, "role_missing",
                  {"您只能在所负责的大区发布公告。", "You may announce in your own regions alone."});
  }
  if (!title || *title == "{}") {
    return refuse(request, 422, "title",
                  {"请填写标题，最多 40 个字，不换行。", "Write a title, at most 40 characters, one line."});
  }
  if (!text) {
    return refuse(request, 422, "text",
                  {"正文最多 160 个字，不换行。", "A text has at most 160 characters, one line."});
  }
  if (!is_day_or_empty(row.from)) {
    return refuse(request, 422, "from", {"请填写日期，例如 2026-11-26。", "Write a day, such as 2026-11-26."});
  }
  if (!is_day_or_empty(row.until) || (!row.until.empty() && row.until < row.from)) {
    return refuse(request, 422, "until", {"结束日期不能早于开始日期。", "The last day is not before the first."});
  }
  if (!row.picture.empty() && !find_picture(store.connection(), row.picture)) {
    return refuse(request, 422, "picture", {"没有这张图片，请重新上传。", "There is no such picture: send it again."});
  }
  row.title = *title;
  row.text = *text;
  return std::nullopt;
}

/// Everybody who saw the old one or sees the new one is told.
void tell_branches(sql::Connection& connection, const std::string& before, const std::string& after) {
  std::vector<ChainBranch> told;
  for (ChainBranch& branch : branches_of(connection, "chain", {})) {
    if (covers(after, branch) || (!before.empty() && covers(before, branch))) told.push_back(std::move(branch));
  }
  send_configuration(connection, told, base::wall_ms());
}

http::Response announce(Store& store, const Asker& asker, const http::Request& request, const Params& /*params*/) {
  AnnouncementRow row;
  if (auto refusal = read_into(row, store, asker, request)) return std::move(*refusal);
  sql::Connection& connection = store.connection();
  std::size_t there = 0;
  for (const AnnouncementRow& other : current_announcements(connection, base::wall_ms())) there += other.ended ? 0 : 1;
  if (there >= wire::announcements_max) {
    return refuse(
        request, 409, "too_many_announcements",
        {"同时最多 20 条公告，请先撤下过时的。", "There are 20 announcements at most: take old ones off first."});
  }
  row.id = crypto::random_uuid();
  row.made_at_ms = base::wall_ms();
  row.made_by = asker.user.id;
  asker.tell("", row.id);
  save_announcement(connection, row);
  tell_branches(connection, "", row.scope);
  return json_answer(201, row_json(connection, row, asker));
}

http::Response change_announcement(Store& store, const Asker& asker, const http::Request& request,
                                   const Params& params) {
  sql::Connection& connection = store.connection();
  auto row = find_announcement(connection, params.at("id"));
  if (!row || !concerns(*row, connection, asker)) return no_such_path(request);
  const std::string before = row->scope;
  if (!may_announce(connection, asker, before)) {
    return refuse(request, 403, "role_missing",
                  {"这条公告不只在您的大区。", "This announcement reaches beyond your regions."});
  }
  if (auto refusal = read_into(*row, store, asker, request)) return std::move(*refusal);
  row->ended = false;
  save_announcement(connection, *row);
  tell_branches(connection, before, row->scope);
  return json_answer(200, row_json(connection, *row, asker));
}

http::Response end(Store& store, const Asker& asker, const http::Request& request, const Params& params) {
  sql::Connection& connection = store.connection();
  auto row = find_announcement(connection, params.at("id"));
  if (!row || !concerns(*row, connection, asker)) return no_such_path(request);
  if (!may_announce(connection, asker, row->scope)) {
    return refuse(request, 403, "role_missing",
                  {"这条公告不只在您的大区。", "This announcement reaches beyond your regions."});
  }
  row->ended = true;
  save_announcement(connection, *row);
  tell_branches(connection, "", row->scope);
  return json_answer(200, row_json(connection, *row, asker));
}

http::Response add_picture(Store& store, const Asker& asker, const http::Request& request, const Params& /*params*/) {
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) return refuse(request, 400, "malformed", {"请求不是 JSON 对象。", "Send a JSON object."});
  std::string text = text_of(body, "base64");
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  while (text.ends_with('=')) text.pop_back();
  const auto bytes = crypto::from_base64(text);
  if (!bytes || bytes->empty() || bytes->size() > wire::picture_bytes_max) {
    return refuse(request, 422, "base64", {"图片最大 1 MB。", "A picture has at most 1 MB."});
  }
  const auto name = save_picture(store.connection(), *bytes, base::wall_ms());
  if (!name) return refuse(request, 422, "base64", {"请上传 PNG 或 JPEG 图片。", "Send a PNG or JPEG picture."});
  asker.tell("", *name);
  return json_answer(201, {{"picture", *name}});
}

http::Response picture(Store& store, const Asker& /*asker*/, const http::Request& request, const Params& params) {
  auto bytes = find_picture(store.connection(), params.at("picture"));
  if (!bytes) return no_such_path(request);
  return picture_answer(std::move(*bytes), params.at("picture"));
}

/// Pictures hang in every hall: any branch's device may have any.
Decision picture_for_branch(const Settings& settings, const http::Request& request, Store& store,
                            const std::string& name) {
  const Caller caller =
      authenticate(request, store, client_address(request, settings.trusted_proxies), base::wall_ms());
  if (caller.refusal) return *caller.refusal;
  auto bytes = find_picture(store.connection(), name);
  if (!bytes) return no_such_path(request);
  return picture_answer(std::move(*bytes), name);
}

}  // namespace

void add_announcement_routes(Router& router, const Settings& settings, Inbox& inbox) {
  router.add({"GET", "/api/v1/announcements", Right::view, list_announcements, "Announcements, newest first"});
  router.add({"POST", "/api/v1/announcements", Right::operate, announce, "Announce something at once"});
  router.add({"POST", "/api/v1/announcements/{id}", Right::operate, change_announcement, "Change an announcement"});
  router.add({"POST", "/api/v1/announcements/{id}/end", Right::operate, end, "Take an announcement off everywhere"});
  router.add({"POST", "/api/v1/pictures", Right::operate, add_picture, "Keep a picture for announcements"});
  router.add({"GET", "/api/v1/pictures/{picture}", Right::view, picture, "A picture of an announcement"});
  router.add({"GET",
              "/sync/v1/pictures/{picture}",
              Right::device,
              {},
              "A picture of an announcement, for a branch",
              [&settings, &inbox](const http::ExchangePtr& exchange, const Params& params) {
                inbox.post(exchange, [&settings, exchange, name = params.at("picture")](Store& store) {
                  return picture_for_branch(settings, exchange->request(), store, name);
                });
              }});
}

}  // namespace menting::hq
