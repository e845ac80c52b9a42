#include "server_sync/hq/meter.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "base/time/zone.h"
#include "server_sync/hq/client_address.h"
#include "server_sync/hq/said.h"

namespace menting::hq {
namespace {

using metrics::Kind;

constexpr std::string_view batches_path = "/sync/v1/batches";

/// One of few, never what a client made up.
std::string route_of(std::string_view path, const std::string& pattern) {
  if (!pattern.empty()) return pattern;
  if (path == "/" || path == "/metrics") return std::string(path);
  constexpr std::array<std::string_view, 3> below = {"/sync/", "/api/", "/web/"};
  for (const std::string_view start : below) {
    if (path.starts_with(start)) return std::string(start) + "*";
  }
  return "other";
}

double seconds_since(Meter::Clock::time_point since) {
  return std::chrono::duration<double>(Meter::Clock::now() - since).count();
}

}  // namespace

Meter::Meter(const Settings& settings, std::unique_ptr<Store> reader)
    : settings_(settings), reader_(std::move(reader)) {}

void Meter::answered(const http::Request& request, const std::string& pattern, int status, Clock::time_point since) {
  requests_.add({{"route", route_of(request.path, pattern)}, {"status", std::to_string(status)}});
  if (request.path == batches_path) batches_.add(seconds_since(since));
}

bool Meter::admits(const http::Request& request) const {
  constexpr std::string_view scheme = "Bearer ";
  const std::string_view header = request.header("Authorization");
  if (!settings_.metrics_token.empty() && header.starts_with(scheme) &&
      crypto::equal_secret(header.substr(scheme.size()), settings_.metrics_token)) {
    return true;
  }
  const std::string client = client_address(request, settings_.trusted_proxies);
  return std::any_of(settings_.metrics_allow.begin(), settings_.metrics_allow.end(),
                     [&](const http::Network& network) { return http::contains(network, client); });
}

void Meter::answer(const http::ExchangePtr& exchange, http::Server& server, bool storage_well) {
  const http::Request& request = exchange->request();
  if (!admits(request) && (!request.loopback || was_forwarded(request))) {
    return exchange->answer(
        refuse(request, 403, "metrics_closed",
               {"仅限本机或 hq.toml 的 [metrics] 所允许的地址或令牌读取。",
                "Only this machine, and addresses and tokens that [metrics] in hq.toml allows, may read this."}));
  }
  server.work([this, exchange, storage_well, tls = server.tls()] {
    exchange->answer({200, metrics::content_type, text(tls, storage_well), {{"Cache-Control", "no-store"}}});
  });
}

std::string Meter::text(const http::TlsState& tls, bool storage_well) {
  metrics::Text text;
  text.family("menting_hq_build", Kind::gauge, "The program's version; always 1.")
      .value(1, {{"version", MENTING_VERSION}});
  text.family("menting_hq_uptime_seconds", Kind::gauge, "Since the program's start.").value(seconds_since(started_));
  text.family("menting_hq_requests_total", Kind::counter, "Requests answered, by route and status.");
  requests_.write(text);
  batches_.write(text, "menting_hq_batch_seconds", "From a batch's arrival to its answer, the commit included.");
  text.family("menting_hq_storage_well", Kind::gauge, "1: what branches send can be stored.")
      .value(storage_well ? 1 : 0);
  write_fleet(text);
  text.family("menting_hq_tls", Kind::gauge, "1: https is spoken here.").value(tls.on ? 1 : 0);
  if (tls.on) {
    text.family("menting_hq_certificate_expiry_seconds", Kind::gauge,
                "Until the certificate expires; below zero: since.")
        .value(static_cast<double>(tls.expires_at_ms - base::wall_ms()) / 1000);
    text.family("menting_hq_certificate_usable", Kind::gauge, "0: the certificate files changed and cannot be used.")
        .value(tls.fault.empty() ? 1 : 0);
  }
  write_process(text);
  return text.text();
}

void Meter::write_fleet(metrics::Text& text) {
  const std::lock_guard lock(reader_mutex_);
  const auto since = Clock::now();
  FleetFigures fleet;
  std::map<std::string, std::int64_t> alarms;
  try {
    fleet = reader_->figures(base::wall_ms());
    for (const Alarm& alarm : reader_->alarms("")) alarms[alarm.kind] += alarm.count;
  } catch (const std::exception& error) {
    log::error("metrics", error.what());
    text.family("menting_hq_database_up", Kind::gauge, "1: the database answers.").value(0);
    return;
  }
  text.family("menting_hq_database_up", Kind::gauge, "1: the database answers.").value(1);
  text.family("menting_hq_database_read_seconds", Kind::gauge, "What reading these figures took.")
      .value(seconds_since(since));
  text.family("menting_hq_database_bytes", Kind::gauge, "The database on the disk.").value(fleet.database_bytes);
  text.family("menting_hq_branches", Kind::gauge, "Branches by state; silent ones are enrolled as well.")
      .value(fleet.enrolled, {{"state", "enrolled"}})
      .value(fleet.invited, {{"state", "invited"}})
      .value(fleet.revoked, {{"state", "revoked"}})
      .value(fleet.silent, {{"state", "silent"}});
  text.family("menting_hq_journals", Kind::gauge, "Journals that branches have sent events of.").value(fleet.journals);
  text.family("menting_hq_events", Kind::gauge, "Events stored.").value(fleet.events);
  text.family("menting_hq_quarantined_events", Kind::gauge, "Events stored that this version does not understand.")
      .value(fleet.quarantined);
  text.family("menting_hq_oldest_contact_seconds", Kind::gauge,
              "Since the enrolled branch that is silent for longest was heard of.")
      .value(fleet.oldest_contact_ms
                 ? static_cast<double>(std::max<std::int64_t>(0, base::wall_ms() - *fleet.oldest_contact_ms)) / 1000
                 : 0.0);
  text.family("menting_hq_alarms", Kind::gauge, "Alarms that nobody has acknowledged, by kind.");
  for (const char* kind : {"another_branch", "bad_hash", "bad_signature", "code_reused", "fork", "replaced_device"}) {
    text.value(alarms[kind], {{"kind", kind}});
  }
}

}  // namespace menting::hq
