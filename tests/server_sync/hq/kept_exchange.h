#pragma once

#include <future>
#include <memory>
#include <utility>

#include "base/http/server.h"

namespace menting::tests {

/// A request without a network; its answer can be waited for.
class KeptExchange : public http::Exchange {
 public:
  KeptExchange() = default;
  explicit KeptExchange(http::Request request) : request_(std::move(request)) {}
  const http::Request& request() const override { return request_; }
  void answer(http::Response response) override { promise_.set_value(response.status); }
  std::shared_ptr<http::EventStream> stream(http::Headers /*headers*/) override { return nullptr; }
  int status() { return promise_.get_future().get(); }

 private:
  http::Request request_;
  std::promise<int> promise_;
};

}  // namespace menting::tests
