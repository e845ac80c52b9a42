#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/http/server.h"
#include "server_sync/hq/settings.h"
#include "server_sync/hq/sign_in_limit.h"
#include "server_sync/hq/store.h"

namespace menting::hq {

/// What people's browsers ask: signing in and the fleet as it is. Called on the server's thread; passwords are checked
/// and the database is read on Server::work().
class WebRoutes {
 public:
  /// `store` is a connection of its own, so that a page never waits for the inbox.
  WebRoutes(const Settings& settings, bool encrypted, http::Server& server, std::unique_ptr<Store> store);

  void sign_in(const http::ExchangePtr& exchange);
  void sign_out(const http::ExchangePtr& exchange);
  void session(const http::ExchangePtr& exchange);
  void branches(const http::ExchangePtr& exchange);
  void branch(const http::ExchangePtr& exchange, const std::string& id);
  void repairs(const http::ExchangePtr& exchange);

 private:
  const User* user(std::string_view id) const;
  void finish_sign_in(const http::ExchangePtr& exchange, const std::string& user_id);
  std::string cookie(const std::string& token, std::int64_t max_age_s) const;
  using Job = std::function<http::Response(Store&)>;
  /// Runs on a worker and answers there.
  void with_store(const http::ExchangePtr& exchange, Job job);
  /// The same for those who are signed in; the others are answered 401.
  void for_user(const http::ExchangePtr& exchange, std::function<http::Response(Store&, const User&)> job);

  const Settings& settings_;
  const bool encrypted_;
  http::Server& server_;
  SignInLimit wrong_passwords_;
  int checks_under_way_ = 0;  ///< Argon2id takes 64 MiB each: only so many at a time
  std::mutex store_mutex_;
  std::unique_ptr<Store> store_;
};

}  // namespace menting::hq
