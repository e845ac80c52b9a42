#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "base/http/server.h"
#include "base/metrics/counted.h"
#include "server_sync/hq/settings.h"
#include "server_sync/hq/store.h"

namespace menting::hq {

/// What headquarters counts of itself, and GET /metrics. Any thread.
class Meter {
 public:
  using Clock = std::chrono::steady_clock;

  /// `reader` is a connection of its own.
  Meter(const Settings& settings, std::unique_ptr<Store> reader);

  /// `pattern` is the router's for the path, "/api/v1/branches/{id}"; empty: none.
  void answered(const http::Request& request, const std::string& pattern, int status, Clock::time_point since);
  /// By address or token; whoever is not let in here may still ask from this machine.
  bool admits(const http::Request& request) const;
  /// Answers on a worker. `storage_well`: what is sent can be stored.
  void answer(const http::ExchangePtr& exchange, http::Server& server, bool storage_well);

 private:
  std::string text(const http::TlsState& tls, bool storage_well);
  void write_fleet(metrics::Text& text);

  const Settings& settings_;
  const Clock::time_point started_ = Clock::now();
  metrics::Counts requests_;
  metrics::Durations batches_;
  std::mutex reader_mutex_;
  std::unique_ptr<Store> reader_;
};

}  // namespace menting::hq
