#include "server_sync/hq/web_routes.h"

#include <exception>
#include <nlohmann/json.hpp>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "base/time/zone.h"
#include "server_sync/hq/branch_json.h"
#include "server_sync/hq/client_address.h"
#include "server_sync/hq/repair_report.h"
#include "server_sync/hq/said.h"
#include "server_sync/hq/sessions.h"
#include "server_sync/hq/sql.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view cookie_name = "menting_hq";
constexpr int checks_at_once_max = 8;
constexpr std::size_t password_bytes_max = 256;
constexpr std::size_t user_bytes_max = 64;

/// Checked for names that are not there, so that the answer takes as long: the hash of a random password.
const std::string& nobodys_hash() {
  static const std::string hash = crypto::hash_password(crypto::random_bytes(16));
  return hash;
}

std::string text_of(const Json& body, const char* name) {
  const auto found = body.find(name);
  return found != body.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Json user_json(const User& user) {
  return Json{{"user", user.id}, {"name", user.name}, {"roles", user.roles}};
}

http::Response json_answer(const Json& body) {
  http::Response response;
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

http::Response too_many(const http::Request& request, std::int64_t wait_s) {
  http::Response response =
      refuse(request, 429, "too_many_attempts",
             {"尝试次数过多，请一分钟后再试。", "Too many attempts. Wait a minute and try again."});
  response.headers.emplace_back("Retry-After", std::to_string(wait_s));
  return response;
}

}  // namespace

WebRoutes::WebRoutes(const Settings& settings, bool encrypted, http::Server& server, std::unique_ptr<Store> store)
    : settings_(settings), encrypted_(encrypted), server_(server), store_(std::move(store)) {
  nobodys_hash();
}

const User* WebRoutes::user(std::string_view id) const {
  for (const User& user : settings_.users) {
    if (user.id == id) return &user;
  }
  return nullptr;
}

std::string WebRoutes::cookie(const std::string& token, std::int64_t max_age_s) const {
  std::string text = std::string(cookie_name) + "=" + token +
                     "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(max_age_s);
  if (encrypted_) text += "; Secure";
  return text;
}

void WebRoutes::sign_in(const http::ExchangePtr& exchange) {
  const http::Request& request = exchange->request();
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) {
    exchange->answer(refuse(request, 400, "malformed",
                            {"请求不是 JSON 对象：请发送 {\"user\", \"password\"}。",
                             "Send a JSON object with \"user\" and \"password\"."}));
    return;
  }
  const std::string id = text_of(body, "user");
  const std::string password = text_of(body, "password");
  if (id.empty() || password.empty() || id.size() > user_bytes_max || password.size() > password_bytes_max) {
    exchange->answer(refuse(request, 422, id.empty() || id.size() > user_bytes_max ? "user" : "password",
                            {"请填写用户名和密码。", "Fill in the user name and the password."}));
    return;
  }
  if (checks_under_way_ >= checks_at_once_max) {
    exchange->answer(too_many(request, 1));
    return;
  }
  if (!wrong_passwords_.begin(id, client_address(request, settings_.trusted_proxies),
                              std::chrono::steady_clock::now())) {
    exchange->answer(too_many(request, wrong_passwords_.pause().count()));
    return;
  }
  const User* known = user(id);
  const std::string hash = known != nullptr ? known->password_hash : nobodys_hash();
  ++checks_under_way_;
  server_.work([this, exchange, id, password, hash, is_known = known != nullptr] {
    const bool matches = crypto::password_matches(hash, password) && is_known;
    server_.post([this, exchange, id, matches] {
      --checks_under_way_;
      if (matches) {
        finish_sign_in(exchange, id);
      } else {
        exchange->answer(refuse(exchange->request(), 401, "wrong_password",
                                {"用户名或密码不对。", "The user name or the password is wrong."}));
      }
    });
  });
}

void WebRoutes::finish_sign_in(const http::ExchangePtr& exchange, const std::string& user_id) {
  wrong_passwords_.succeeded(user_id, client_address(exchange->request(), settings_.trusted_proxies));
  with_store(exchange, [this, user_id](Store& store) {
    const std::string token = open_session(store, user_id, base::wall_ms());
    http::Response response = json_answer(user_json(*user(user_id)));
    response.headers.emplace_back("Set-Cookie", cookie(token, std::chrono::seconds(session_lifetime).count()));
    return response;
  });
}

void WebRoutes::sign_out(const http::ExchangePtr& exchange) {
  with_store(exchange, [this, exchange](Store& store) {
    close_session(store, exchange->request().cookie(cookie_name));
    http::Response response;
    response.status = 204;
    response.headers.emplace_back("Set-Cookie", cookie("", 0));
    return response;
  });
}

void WebRoutes::session(const http::ExchangePtr& exchange) {
  for_user(exchange, [](Store& /*store*/, const User& who) { return json_answer(user_json(who)); });
}

void WebRoutes::branches(const http::ExchangePtr& exchange) {
  for_user(exchange, [](Store& store, const User& /*who*/) {
    http::Response response;
    response.body = branches_json(store.branches(), base::wall_ms());
    return response;
  });
}

void WebRoutes::branch(const http::ExchangePtr& exchange, const std::string& id) {
  for_user(exchange, [exchange, id](Store& store, const User& /*who*/) {
    const auto found = store.branch(id);
    if (!found) {
      return refuse(exchange->request(), 404, "unknown_branch", {"没有这个网点。", "There is no such branch."});
    }
    http::Response response;
    response.body = branch_json(*found, base::wall_ms());
    return response;
  });
}

void WebRoutes::repairs(const http::ExchangePtr& exchange) {
  for_user(exchange,
           [exchange](Store& store, const User& /*who*/) { return repair_report(exchange->request(), store); });
}

void WebRoutes::for_user(const http::ExchangePtr& exchange, std::function<http::Response(Store&, const User&)> job) {
  with_store(exchange, [this, exchange, job = std::move(job)](Store& store) {
    const auto id = find_session(store, exchange->request().cookie(cookie_name), base::wall_ms());
    const User* found = id ? user(*id) : nullptr;
    if (found != nullptr) return job(store, *found);
    return refuse(exchange->request(), 401, "not_signed_in", {"请先登录。", "Sign in first."});
  });
}

void WebRoutes::with_store(const http::ExchangePtr& exchange, Job job) {
  server_.work([this, exchange, job = std::move(job)] {
    http::Response response;
    try {
      const std::lock_guard lock(store_mutex_);
      try {
        response = job(*store_);
      } catch (const sql::Interrupted& interruption) {
        log::warn("web", std::string("done again: ") + interruption.what());
        store_->rollback();
        response = job(*store_);  // on a new connection, where the server has come back or another one is there
      }
    } catch (const std::exception& error) {
      log::error("web", error.what());
      response = refuse(
          exchange->request(), 503, "storage_unavailable",
          {"总部数据库暂时无法使用，请稍后再试。", "Headquarters' database cannot be used now. Try again later."});
    }
    exchange->answer(std::move(response));
  });
}

}  // namespace menting::hq
