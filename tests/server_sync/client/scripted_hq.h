#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "base/http/server.h"

namespace menting::tests {

/// A headquarters that answers what the test says.
class ScriptedHq {
 public:
  /// `number` counts requests from 1.
  using Script = std::function<http::Response(const http::Request&, int number)>;

  /// Speaks https where there are files for it.
  explicit ScriptedHq(Script script, const http::TlsFiles& tls = {});
  ~ScriptedHq() { server_.stop(); }

  std::string url() const {
    return (server_.tls().on ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(server_.port());
  }
  /// From now on no request is answered.
  void hold();
  int requests() const;
  http::Request seen(int number) const;

 private:
  void respond(const http::ExchangePtr& exchange);

  mutable std::mutex mutex_;
  Script script_;
  std::vector<http::Request> seen_;
  std::vector<http::ExchangePtr> held_;
  bool holding_ = false;
  http::Server server_;
};

http::Response through(std::int64_t seq);
http::Response plain(int status, const std::string& body);

/// Waits until `done` or half a minute has gone; returns whether it came.
bool eventually(const std::function<bool()>& done);

}  // namespace menting::tests
