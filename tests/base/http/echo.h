#pragma once

#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "base/http/server.h"

namespace menting::tests {

/// A server whose answers tell what it was asked; some paths behave as their names say.
class Echo {
 public:
  explicit Echo(http::Limits limits = {}, const http::TlsFiles& tls = {})
      : server_(limits, [this](http::ExchangePtr e) { respond(std::move(e)); }) {
    if (!tls.key.empty()) server_.encrypt(tls);
    server_.listen("127.0.0.1:0");
    server_.start();
  }
  ~Echo() { server_.stop(); }
  Echo(const Echo&) = delete;
  Echo& operator=(const Echo&) = delete;

  std::uint16_t port() const { return server_.port(); }
  http::Server& server() { return server_; }
  std::shared_ptr<http::EventStream> stream() { return stream_promise_.get_future().get(); }
  http::ExchangePtr kept() { return kept_promise_.get_future().get(); }

 private:
  void respond(http::ExchangePtr exchange) {
    const http::Request& request = exchange->request();
    if (request.path == "/drop") return;
    if (request.path == "/throw") throw std::runtime_error("planted");
    if (request.path == "/keep") return kept_promise_.set_value(std::move(exchange));
    if (request.path == "/stream") return stream_promise_.set_value(exchange->stream({{"X-Kind", "test"}}));
    if (request.path == "/large") return exchange->answer({200, "text/plain", std::string(32 << 20, 'x'), {}});
    if (request.path == "/none") return exchange->answer({204, "", "", {}});
    if (request.path == "/split")
      return exchange->answer({200, "text/plain", "", {{"X-A", "a\r\nX-B: b"}, {"X-C", "c"}}});
    if (request.path == "/work") {
      server_.work([exchange] { exchange->answer({200, "text/plain", "worked", {}}); });
      return;
    }
    if (request.path == "/later") {
      server_.after(30, [exchange] { exchange->answer({200, "text/plain", "later", {}}); });
      return;
    }
    std::string text = request.method + " " + request.path + "\n";
    for (const auto& [name, value] : request.query) text += name + "=" + value + "\n";
    text += "cookie " + std::string(request.cookie("a")) + "\n";
    text += "host " + std::string(request.header("HOST")) + "\n";
    text += request.remote + (request.loopback ? " loopback" : "") + (request.encrypted ? " encrypted\n" : "\n");
    exchange->answer({200, "text/plain", text + request.body, {{"X-Size", std::to_string(request.body.size())}}});
  }

  std::promise<std::shared_ptr<http::EventStream>> stream_promise_;
  std::promise<http::ExchangePtr> kept_promise_;
  http::Server server_;
};

}  // namespace menting::tests
