#include "tests/server_sync/client/scripted_hq.h"

#include <chrono>
#include <thread>
#include <utility>

namespace menting::tests {

ScriptedHq::ScriptedHq(Script script, const http::TlsFiles& tls)
    : script_(std::move(script)), server_({}, [this](const http::ExchangePtr& exchange) { respond(exchange); }) {
  if (!tls.key.empty()) server_.encrypt(tls);
  server_.listen("127.0.0.1:0");
  server_.start();
}

void ScriptedHq::respond(const http::ExchangePtr& exchange) {
  int number = 0;
  {
    const std::lock_guard lock(mutex_);
    seen_.push_back(exchange->request());
    number = static_cast<int>(seen_.size());
    if (holding_) {
      held_.push_back(exchange);
      return;
    }
  }
  exchange->answer(script_(exchange->request(), number));
}

void ScriptedHq::hold() {
  const std::lock_guard lock(mutex_);
  holding_ = true;
}

int ScriptedHq::requests() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(seen_.size());
}

http::Request ScriptedHq::seen(int number) const {
  const std::lock_guard lock(mutex_);
  return seen_.at(static_cast<std::size_t>(number - 1));
}

http::Response through(std::int64_t seq) {
  return plain(200, R"({"through":)" + std::to_string(seq) + "}");
}

http::Response plain(int status, const std::string& body) {
  http::Response response;
  response.status = status;
  response.body = body;
  return response;
}

bool eventually(const std::function<bool()>& done) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (std::chrono::steady_clock::now() < until) {
    if (done()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return done();
}

}  // namespace menting::tests
