#include "server_sync/hq/directive_routes.h"

#include <charconv>
#include <memory>
#include <utility>

#include "base/time/zone.h"
#include "server_sync/hq/authentication.h"
#include "server_sync/hq/client_address.h"
#include "server_sync/hq/open_connection.h"
#include "server_sync/hq/router.h"

namespace menting::hq {
namespace {

constexpr std::int64_t wait_s_max = 60;
constexpr std::int64_t version_max = std::int64_t{1} << 52;

/// A number of the query from 0 to `most`; `otherwise` when it is not there, none when it is no such number.
std::optional<std::int64_t> number_of(const http::Request& request, const char* name, std::int64_t otherwise,
                                      std::int64_t most) {
  const auto text = request.query_value(name);
  if (!text) return otherwise;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc() || end != text->data() + text->size() || number < 0 || number > most) return std::nullopt;
  return number;
}

http::Response no_news() {
  http::Response response;
  response.status = 304;
  return response;
}

}  // namespace

/// One request, however often it is decided on.
struct DirectiveRoutes::Asking {
  http::ExchangePtr exchange;
  std::int64_t have = 0;
  DirectiveWaits::Clock::time_point until;
  bool last = false;
  std::string branch{};  ///< once it is known to be this one
};

namespace {

/// Stands for the request at the inbox: "nothing new" is not said there but waited out.
class OneLook : public http::Exchange {
 public:
  using Answered = std::function<void(http::Response)>;
  OneLook(http::ExchangePtr inner, Answered answered) : inner_(std::move(inner)), answered_(std::move(answered)) {}
  const http::Request& request() const override { return inner_->request(); }
  void answer(http::Response response) override { answered_(std::move(response)); }
  std::shared_ptr<http::EventStream> stream(http::Headers headers) override {
    return inner_->stream(std::move(headers));
  }

 private:
  http::ExchangePtr inner_;
  Answered answered_;
};

}  // namespace

DirectiveRoutes::DirectiveRoutes(const Settings& settings, Inbox& inbox, const Place& place)
    : settings_(settings), inbox_(inbox), key_(hq::signing_key(*open_connection(place))), waits_(place) {}

void DirectiveRoutes::get(const http::ExchangePtr& exchange) {
  const auto have = number_of(exchange->request(), "have", 0, version_max);
  const auto wait_s = number_of(exchange->request(), "wait_s", 0, wait_s_max);
  if (!have || !wait_s) {
    return exchange->answer(http::problem(422, have ? "wait_s" : "have",
                                          "\"have\" is the version that the branch has, \"wait_s\" 0 to 60 seconds."));
  }
  auto asking = std::make_shared<Asking>();
  asking->exchange = exchange;
  asking->have = *have;
  asking->last = *wait_s == 0;
  asking->until = DirectiveWaits::Clock::now() + std::chrono::seconds(*wait_s);
  ask(asking);
}

void DirectiveRoutes::ask(const std::shared_ptr<Asking>& asking) {
  auto look = std::make_shared<OneLook>(asking->exchange, [this, asking](http::Response response) {
    if (response.status != 304 || asking->last) return asking->exchange->answer(std::move(response));
    waits_.add(asking->branch, asking->have, asking->until, [this, asking](bool last) {
      asking->last = last;
      ask(asking);
    });
  });
  inbox_.post(look, [this, asking](Store& store) { return decide(*asking, store); });
}

/// Each time the device is asked about anew: one that was revoked while it waited gets nothing.
Decision DirectiveRoutes::decide(Asking& asking, Store& store) const {
  const http::Request& request = asking.exchange->request();
  const Caller caller =
      authenticate(request, store, client_address(request, settings_.trusted_proxies), base::wall_ms());
  if (caller.refusal) return *caller.refusal;
  asking.branch = caller.device.branch;
  const auto behind = directives_behind(store.connection(), asking.branch, asking.have, key_);
  if (!behind) return no_news();
  http::Response response;
  response.body = wire::directives_json(*behind);
  return response;
}

void add_directive_routes(Router& router, DirectiveRoutes& directives) {
  router.add(
      {"GET",
       "/sync/v1/directives",
       Right::device,
       {},
       "What headquarters has for a branch; waits for it",
       [&directives](const http::ExchangePtr& exchange, const Params& /*params*/) { directives.get(exchange); }});
}

}  // namespace menting::hq
