#include "server_sync/hq/headquarters.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/crypto/crypto.h"
#include "base/http/address.h"
#include "base/http/server.h"
#include "base/log/log.h"
#include "base/time/zone.h"
#include "server_sync/hq/account_routes.h"
#include "server_sync/hq/announcement_routes.h"
#include "server_sync/hq/appointment_routes.h"
#include "server_sync/hq/audit_routes.h"
#include "server_sync/hq/branch_now_routes.h"
#include "server_sync/hq/branch_routes.h"
#include "server_sync/hq/chain_rounds.h"
#include "server_sync/hq/configuration_routes.h"
#include "server_sync/hq/directive_routes.h"
#include "server_sync/hq/figures_routes.h"
#include "server_sync/hq/gate.h"
#include "server_sync/hq/inbox.h"
#include "server_sync/hq/meter.h"
#include "server_sync/hq/open_store.h"
#include "server_sync/hq/openapi.h"
#include "server_sync/hq/pages.h"
#include "server_sync/hq/phones.h"
#include "server_sync/hq/place_routes.h"
#include "server_sync/hq/router.h"
#include "server_sync/hq/said.h"
#include "server_sync/hq/sealing_key.h"
#include "server_sync/hq/sign_in.h"
#include "server_sync/hq/sync_routes.h"

namespace menting::hq {
namespace {

constexpr std::size_t request_bytes_max = 8UL * 1024 * 1024;
constexpr std::size_t command_bytes_max = 64UL * 1024;  ///< where nothing larger is expected
constexpr std::size_t document_bytes_max = 600UL * 1024;
constexpr std::size_t picture_bytes_max = 1500UL * 1024;  ///< a megabyte in base 64
constexpr std::size_t connections_max = 60'000;           ///< a branch each, and browsers
constexpr int request_ms = 30'000;                        ///< a batch over a slow line
constexpr int workers = 6;                                ///< passwords, pages, reports

std::size_t body_bytes_max(const std::string& path) {
  if (path == "/sync/v1/batches" || path == "/sync/v1/personal" || path == "/sync/v1/now") return request_bytes_max;
  if (path.starts_with("/api/v1/configurations/")) return document_bytes_max;
  return path == "/api/v1/pictures" ? picture_bytes_max : command_bytes_max;
}

http::Limits limits() {
  http::Limits limits;
  limits.body_bytes = request_bytes_max;
  limits.request_ms = request_ms;
  limits.connections = connections_max;
  limits.workers = workers;
  limits.connections_per_address = limits.connections;  // every branch comes from the web server in front
  return limits;
}

/// Adds headquarters' headers to whatever is answered, wherever it is answered, and counts it.
class SafeExchange : public http::Exchange {
 public:
  SafeExchange(http::ExchangePtr inner, Meter& meter, const Router& router)
      : inner_(std::move(inner)), meter_(meter), router_(router) {}
  const http::Request& request() const override { return inner_->request(); }
  void answer(http::Response response) override {
    add_safety_headers(response);
    meter_.answered(inner_->request(), router_.pattern_of(inner_->request().path), response.status, since_);
    inner_->answer(std::move(response));
  }
  std::shared_ptr<http::EventStream> stream(http::Headers headers) override {
    return inner_->stream(std::move(headers));
  }

 private:
  http::ExchangePtr inner_;
  Meter& meter_;
  const Router& router_;
  const Meter::Clock::time_point since_ = Meter::Clock::now();
};

/// One file has one writer; PostgreSQL is faster with some: each keeps a process of the server busy, and what waits for
/// one goes together.
std::size_t writers_on_server() {
  return std::clamp(std::thread::hardware_concurrency(), 2U, 4U);
}

std::vector<std::unique_ptr<Store>> open_writers(const Place& place) {
  std::vector<std::unique_ptr<Store>> stores;
  auto first = open_store(place);
  first->refold_if_needed();
  stores.push_back(std::move(first));
  while (!place.in_one_file() && stores.size() < writers_on_server()) stores.push_back(open_store(place));
  for (const auto& store : stores) store->connection().ask_by_keys();
  return stores;
}

/// What is not well: a code and a sentence; a certificate's last two weeks count.
std::vector<std::string> reasons_of(bool storage_well, const http::TlsState& tls, bool in_english) {
  constexpr std::int64_t soon_ms = 14LL * 24 * 3600 * 1000;
  std::vector<std::string> reasons;
  const auto add = [&](const char* code, const std::string& chinese, const std::string& english) {
    reasons.push_back(std::string(code) + ": " + (in_english ? english : chinese));
  };
  if (!storage_well)
    add("storage_failed", "数据库写不进去，请看日志", "the database cannot be written; the log says why");
  if (!tls.on) return reasons;
  const std::int64_t left_ms = tls.expires_at_ms - base::wall_ms();
  if (!tls.fault.empty()) add("certificate_unusable", "新的证书用不了（" + tls.fault + "）", tls.fault);
  if (left_ms <= 0) {
    add("certificate_expired", "营业厅已拒绝连接，请换上新证书",
        "branches refuse to come; put a newer one in its place");
  } else if (left_ms < soon_ms) {
    add("certificate_expires_soon", "证书快到期了，请换上新证书", "put a newer one in its place");
  }
  return reasons;
}

}  // namespace

struct Headquarters::Impl {
  Impl(Settings settings_given, const std::string& data_folder, const std::string& assets_folder)
      : settings(std::move(settings_given)),
        gate(settings),
        pages(assets_folder),
        meter(settings, open_store({settings.database, data_folder})),
        inbox(open_writers({settings.database, data_folder})),
        key(sealing_key({settings.database, data_folder})),
        directives(settings, inbox, {settings.database, data_folder}),
        rounds({settings.database, data_folder}),
        sync(settings, key.public_key, crypto::from_base64(key.secret_key).value(), directives.signing_key()),
        server(limits(),
               [this](http::ExchangePtr exchange) {
                 respond(std::make_shared<SafeExchange>(std::move(exchange), meter, router));
               }),
        router(settings, server,
               [this, data_folder] {
                 return open_store({settings.database, data_folder});
               }),
        factor(crypto::from_base64(key.secret_key).value()),
        sign_in(settings, gate.encrypted(), server, router, factor),
        phones(settings, {settings.database, data_folder}),

        keeper([this, data_folder] {
          return open_store({settings.database, data_folder});
        }) {
    add_sync_routes();
    router.add({"GET",
                "/api/v1/health",
                Right::open,
                {},
                "Whether headquarters is well",
                [this](const http::ExchangePtr& exchange, const Params& /*params*/) { health(exchange); }});
    add_sign_in_routes(router, sign_in, settings, gate.encrypted());
    add_account_routes(router, settings, factor, gate.encrypted());
    add_audit_routes(router, settings);
    add_branch_now_routes(router);
    add_branch_routes(router);
    add_report_routes(router);
    add_overview_route(router, keeper);
    add_directive_routes(router, directives);
    add_configuration_routes(router);
    add_announcement_routes(router, settings, inbox);
    add_place_routes(router);
    add_appointment_routes(router);
    add_booking_routes(router, settings.address(), key.secret_key);
    add_phone_routes(router, phones);
    add_description_route(router, assets_folder + "/api");
  }

  void respond(const http::ExchangePtr& exchange);
  void add_sync_routes();
  void health(const http::ExchangePtr& exchange) const;

  const Settings settings;
  const Gate gate;
  const Pages pages;
  Meter meter;
  Inbox inbox;
  const SealingKey key;
  DirectiveRoutes directives;
  ChainRounds rounds;
  SyncRoutes sync;
  http::Server server;
  Router router;
  const SecondFactor factor;
  SignIn sign_in;
  Phones phones;
  ChainKeeper keeper;
  const std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
};

void Headquarters::Impl::respond(const http::ExchangePtr& exchange) {
  const http::Request& request = exchange->request();
  const bool scrape = request.path == "/metrics" && request.method == "GET";
  // Prometheus asks by address: where it is named, the gate's look at host names protects nobody.
  if (scrape && meter.admits(request)) return meter.answer(exchange, server, inbox.healthy());
  if (auto refusal = gate.refusal(request)) return exchange->answer(std::move(*refusal));
  if (request.body.size() > body_bytes_max(request.path)) {
    return exchange->answer(refuse(request, 413, "too_large", {"请求内容过大。", "The request is too large."}));
  }
  if (router.respond(exchange)) return;
  if (request.method == "GET" && request.path == "/metrics") return meter.answer(exchange, server, inbox.healthy());
  if (request.method == "GET" && Pages::owns(request.path)) return exchange->answer(pages.get(request));
  if (request.method == "GET" || request.method == "POST") return exchange->answer(no_such_path(request));
  http::Response response =
      refuse(request, 405, "method_not_allowed", {"这里只接受 GET 和 POST。", "Only GET and POST are taken here."});
  response.headers.emplace_back("Allow", "GET, POST");
  exchange->answer(std::move(response));
}

/// What branches say is decided on by the inbox's writers, in groups.
void Headquarters::Impl::add_sync_routes() {
  using Decide = std::function<Decision(const http::Request&, Store&)>;
  const auto add = [this](const char* path, Right right, const char* summary, Decide decide) {
    router.add({"POST",
                path,
                right,
                {},
                summary,
                [this, decide = std::move(decide)](const http::ExchangePtr& exchange, const Params& /*params*/) {
                  inbox.post(exchange, [decide, exchange](Store& store) { return decide(exchange->request(), store); });
                }});
  };
  router.add({"POST",
              "/sync/v1/batches",
              Right::device,
              {},
              "A branch's next events",
              [this](const http::ExchangePtr& exchange, const Params& /*params*/) {
                inbox.post(
                    exchange, [this, exchange](Store& store) { return sync.batches(exchange->request(), store); },
                    [this, exchange] { return sync.read_plainly(exchange->request()); });
              }});
  add("/sync/v1/personal", Right::device, "Sealed personal data and erasures",
      [this](const http::Request& request, Store& store) { return sync.personal(request, store); });
  add("/sync/v1/now", Right::device, "How a branch is now, its slips and its customers' answers",
      [this](const http::Request& request, Store& store) { return sync.now(request, store); });
  add("/sync/v1/rotate", Right::device, "A branch's next key",
      [this](const http::Request& request, Store& store) { return sync.rotate(request, store); });
  router.add({"POST",
              "/sync/v1/enrol",
              Right::open,
              {},
              "A branch joins with its one-time code",
              [this](const http::ExchangePtr& exchange, const Params& /*params*/) {
                inbox.post(exchange, [this, exchange, joining = SyncRoutes::new_joining()](Store& store) mutable {
                  return sync.enrol(exchange->request(), store, joining);
                });
              }});
}

void Headquarters::Impl::health(const http::ExchangePtr& exchange) const {
  const bool healthy = inbox.healthy();
  nlohmann::ordered_json body;
  body["status"] = "ok";
  body["reasons"] = nlohmann::ordered_json::array();
  const http::TlsState tls = server.tls();
  for (const std::string& reason : reasons_of(healthy, tls, in_english(exchange->request())))
    body["reasons"].push_back(reason);
  if (!body["reasons"].empty()) body["status"] = "degraded";
  body["version"] = MENTING_VERSION;
  body["uptime_s"] =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - started).count();
  body["storage"] = settings.database == "sqlite" ? "sqlite" : "postgresql";
  body["encrypted"] = gate.encrypted();
  if (tls.on) body["certificate_until"] = base::rfc3339(tls.expires_at_ms);
  http::Response response;
  response.body = body.dump();
  exchange->answer(std::move(response));
}

Headquarters::Headquarters(Settings settings, const std::string& data_folder, const std::string& assets_folder)
    : impl_(std::make_unique<Impl>(std::move(settings), data_folder, assets_folder)) {}

Headquarters::~Headquarters() {
  stop();
}

void Headquarters::start() {
  const Settings& settings = impl_->settings;
  if (settings.encrypts()) impl_->server.encrypt(settings.tls);
  impl_->server.listen(settings.listen);
  const auto address = http::parse_address(impl_->settings.listen);
  if (!settings.encrypts() && address && !http::is_loopback(address->host)) {
    log::warn("hq",
              "listening without encryption on " + impl_->settings.listen +
                  ": give it a certificate ([tls] in hq.toml) or put a web server with one in front, branches refuse "
                  "to come without");
  }
  impl_->inbox.start();
  impl_->keeper.start();
  impl_->directives.start();
  impl_->rounds.start();
  impl_->phones.start();
  impl_->server.start();
}

void Headquarters::stop() {
  impl_->rounds.stop();
  impl_->directives.stop();
  impl_->inbox.stop();
  impl_->phones.stop();
  impl_->server.stop();
  impl_->keeper.stop();
}

const std::vector<Route>& Headquarters::routes() const {
  return impl_->router.routes();
}

std::uint16_t Headquarters::port() const {
  return impl_->server.port();
}

}  // namespace menting::hq
