#include "server_sync/hq/phones.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <set>
#include <utility>

#include "base/log/log.h"
#include "base/time/zone.h"
#include "server_sync/hq/client_address.h"
#include "server_sync/hq/nudge.h"
#include "server_sync/hq/phone_answer.h"
#include "server_sync/hq/router.h"
#include "server_sync/hq/said.h"
#include "server_sync/hq/slips.h"

namespace menting::hq {
namespace {

constexpr std::chrono::milliseconds look_again_every{250};
constexpr std::chrono::seconds listen_every{2};  ///< whether branches have fallen silent
constexpr std::chrono::minutes sweep_every{1};
constexpr int swept_at_once = 200;
constexpr std::int64_t watch_ms = 180'000;
constexpr std::int64_t watch_left_ms = 90'000;  ///< with less than this it is prolonged
constexpr std::size_t phones_max = 50'000;      ///< that wait at once

http::Response text_answer(int status, std::string body) {
  http::Response response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

http::Response slip_unknown(const http::Request& request) {
  return refuse(request, 404, "slip_unknown",
                {"没有找到这张小票：可能已过期，或二维码不完整。请重新扫描小票上的二维码，或询问工作人员。",
                 "We do not know this slip: it may be too old, or the code is not complete. Scan the code on your slip "
                 "again, or ask our staff."});
}

http::Response looked_too_often(const http::Request& request, std::int64_t wait_s) {
  http::Response response = refuse(request, 429, "too_many_attempts",
                                   {"操作过于频繁，请一分钟后再试。", "Too many tries. Wait a minute and try again."});
  response.headers.emplace_back("Retry-After", std::to_string(wait_s));
  return response;
}

http::Response unable(const http::Request& request) {
  http::Response response =
      refuse(request, 503, "storage_unavailable",
             {"暂时无法查询，请稍后再试，或留意大厅叫号屏。",
              "This cannot be looked up now. Try again later, or watch the call board in the hall."});
  response.headers.emplace_back("Retry-After", "5");
  return response;
}

}  // namespace

Phones::Phones(const Settings& settings, Place place) : settings_(settings), place_(std::move(place)) {}

void Phones::start() {
  thread_ = std::thread([this] { run(); });
}

void Phones::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  bell_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::string Phones::source(const http::ExchangePtr& exchange) const {
  return client_address(exchange->request(), settings_.trusted_proxies);
}

void Phones::status(const http::ExchangePtr& exchange) {
  auto read = read_status_request(exchange->request());
  if (auto* refusal = std::get_if<http::Response>(&read)) {
    const bool guess = refusal->status == 404;
    if (guess && !wrong_codes_.begin(source(exchange), Clock::now())) {
      return exchange->answer(looked_too_often(exchange->request(), wrong_codes_.pause().count()));
    }
    return exchange->answer(std::move(*refusal));
  }
  auto request = std::get<StatusRequest>(std::move(read));
  const auto until = Clock::now() + std::chrono::seconds(request.wait_s);
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_ && new_visits_.size() < phones_max) {
      new_visits_.push_back({exchange, std::move(request), until});
      bell_.notify_one();
      return;
    }
  }
  exchange->answer(unable(exchange->request()));
}

void Phones::ask(const http::ExchangePtr& exchange) {
  auto read = read_ask_request(exchange->request());
  if (auto* refusal = std::get_if<http::Response>(&read)) return exchange->answer(std::move(*refusal));
  auto request = std::get<AskRequest>(std::move(read));
  if (!wishes_.begin(request.claim.slip, Clock::now())) {
    return exchange->answer(looked_too_often(exchange->request(), wishes_.pause().count()));
  }
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_ && new_wishes_.size() < phones_max) {
      new_wishes_.push_back({exchange, std::move(request)});
      bell_.notify_one();
      return;
    }
  }
  exchange->answer(unable(exchange->request()));
}

void Phones::run() {
  std::unique_ptr<SqlStore> store;
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const auto has_news = [this] { return stopping_ || !new_visits_.empty() || !new_wishes_.empty(); };
    bell_.wait_for(lock, waiting_.empty() ? std::chrono::milliseconds(sweep_every) : look_again_every, has_news);
    Turn turn;
    turn.visits = std::exchange(new_visits_, {});
    turn.wishes = std::exchange(new_wishes_, {});
    lock.unlock();
    take_turn(store, std::move(turn));
    lock.lock();
  }
  lock.unlock();
  for (const Visit& visit : waiting_) visit.exchange->answer(unable(visit.exchange->request()));
  waiting_.clear();
}

void Phones::take_turn(std::unique_ptr<SqlStore>& store, Turn turn) {
  std::vector<http::ExchangePtr> asked;
  for (const Visit& visit : turn.visits) asked.push_back(visit.exchange);
  for (const Wish& wish : turn.wishes) asked.push_back(wish.exchange);
  for (const Visit& visit : waiting_) asked.push_back(visit.exchange);
  try {
    if (!store) store = open_store(place_);
    work(*store, turn);
    sweep(*store);
  } catch (const std::exception& error) {
    log::warn("phones", std::string("not answered: ") + error.what());
    store.reset();
    waiting_.clear();
    for (const auto& exchange : asked) exchange->answer(unable(exchange->request()));
    return;
  }
  for (auto& [exchange, response] : turn.answers) exchange->answer(std::move(response));
  std::move(turn.to_wait.begin(), turn.to_wait.end(), std::back_inserter(waiting_));
}

void Phones::work(Store& store, Turn& turn) {
  if (turn.visits.empty() && turn.wishes.empty() && waiting_.empty()) return;
  sql::Connection& sql = store.connection();
  sql.begin_reading();
  wake(sql, turn);
  read(sql, turn);
  sql.commit();
  if (turn.to_watch.empty() && turn.wishes.empty()) return;
  const Turn before = turn;
  try {
    change_store(store, [&] { write(sql, turn); });
  } catch (const sql::Interrupted& interruption) {
    log::warn("phones", std::string("done again: ") + interruption.what());
    turn = before;
    change_store(store, [&] { write(sql, turn); });
  }
}

void Phones::wake(sql::Connection& sql, Turn& turn) {
  std::set<std::string> changed;
  auto& numbers = sql.statement("SELECT branch, number FROM slip_change");
  while (numbers.step()) {
    std::int64_t& known = changes_[numbers.text(0)];
    if (std::exchange(known, numbers.integer(1)) != numbers.integer(1)) changed.insert(numbers.text(0));
  }
  const auto now = Clock::now();
  if (now - listened_at_ >= listen_every) {
    listened_at_ = now;
    auto& heard = sql.statement("SELECT id, contact_at FROM branch WHERE contact_at IS NOT NULL");
    while (heard.step()) {
      const Silence silence = silence_of(heard.integer(1), base::wall_ms());
      const auto [at, is_new] = silences_.try_emplace(heard.text(0), silence);
      if (!is_new && std::exchange(at->second, silence) != silence) changed.insert(at->first);
    }
  }
  const auto due = std::partition(waiting_.begin(), waiting_.end(), [&](const Visit& visit) {
    return visit.until > now && !changed.contains(visit.request.claim.branch);
  });
  std::move(due, waiting_.end(), std::back_inserter(turn.visits));
  waiting_.erase(due, waiting_.end());
}

void Phones::read(sql::Connection& sql, Turn& turn) {
  const std::int64_t now_ms = base::wall_ms();
  for (Visit& visit : std::exchange(turn.visits, {})) {
    const SlipClaim& claim = visit.request.claim;
    PhoneAnswer answer = phone_answer(sql, claim, now_ms);
    const http::Request& request = visit.exchange->request();
    if (answer.kind == "unknown") {
      const bool held_up = !wrong_codes_.begin(source(visit.exchange), Clock::now());
      turn.answers.emplace_back(
          visit.exchange, held_up ? looked_too_often(request, wrong_codes_.pause().count()) : slip_unknown(request));
      continue;
    }
    // It was no guess after all.
    if (answer.kind != "pending" && visit.request.have.starts_with("pending")) {
      wrong_codes_.take_back(source(visit.exchange));
      unknown_codes_.take_back(claim.branch);
    }
    // Tickets are followed while somebody looks; of repairs headquarters knows the newest anyhow.
    if (answer.kind != "repair" && watched_until_ms(sql, claim.branch, claim.slip) < now_ms + watch_left_ms) {
      turn.to_watch.push_back(std::move(visit));
    } else if (answer.tag == visit.request.have && Clock::now() < visit.until && waiting_.size() < phones_max) {
      turn.to_wait.push_back(std::move(visit));
    } else {
      turn.answers.emplace_back(visit.exchange, text_answer(answer.kind == "pending" ? 202 : 200, answer.json));
    }
  }
}

void Phones::write(sql::Connection& sql, Turn& turn) {
  const std::int64_t now_ms = base::wall_ms();
  for (const Visit& visit : turn.to_watch) turn.answers.emplace_back(visit.exchange, watch(sql, visit, now_ms));
  for (const Wish& wish : turn.wishes) turn.answers.emplace_back(wish.exchange, put(sql, wish, now_ms));
}

http::Response Phones::watch(sql::Connection& sql, const Visit& visit, std::int64_t now_ms) {
  const SlipClaim& claim = visit.request.claim;
  const PhoneAnswer answer = phone_answer(sql, claim, now_ms);
  if (answer.kind == "unknown") return slip_unknown(visit.exchange->request());
  // A code that may be a guess: it counts as one until the branch knows it.
  const bool is_new = watched_until_ms(sql, claim.branch, claim.slip) < now_ms;
  if (is_new && answer.kind == "pending") {
    const bool may_guess =
        wrong_codes_.begin(source(visit.exchange), Clock::now()) && unknown_codes_.begin(claim.branch, Clock::now());
    if (!may_guess) return looked_too_often(visit.exchange->request(), wrong_codes_.pause().count());
  }
  watch_slip(sql, claim.branch, claim.slip, now_ms + watch_ms);
  if (is_new) nudge_branch(sql, claim.branch, settings_.public_page(), now_ms);
  return text_answer(answer.kind == "pending" ? 202 : 200, answer.json);
}

http::Response Phones::put(sql::Connection& sql, const Wish& wish, std::int64_t now_ms) {
  const SlipClaim& claim = wish.request.claim;
  const http::Request& request = wish.exchange->request();
  const auto slip = find_slip(sql, claim.branch, claim.slip);
  if (!slip || slip->kind == "unknown" || slip->until_ms < now_ms) return slip_unknown(request);
  AskRow ask = wish.request.ask;
  if (!may_ask(slip->kind, ask.kind)) {
    return refuse(request, 422, "kind", {"这张小票不能这样操作。", "This slip cannot be asked that."});
  }
  ask.made_at_ms = now_ms;
  ask.until_ms = now_ms + ask_lifetime_ms(ask.kind);
  if (put_ask(sql, claim.branch, ask)) {
    count_slip_change(sql, claim.branch);
    nudge_branch(sql, claim.branch, settings_.public_page(), now_ms);
  }
  const auto there = find_ask(sql, claim.branch, ask.id);
  const bool same = there && there->slip == ask.slip && there->kind == ask.kind;
  if (!same)
    return refuse(request, 409, "id",
                  {"请求编号重复，请刷新页面后重试。", "This request has the id of another one. Reload the page."});
  return text_answer(202, R"({"id":")" + ask.id + R"(","state":")" + there->state + R"("})");
}

/// Of branches that say nothing any more, too, no slip outlives its time: some of them every minute.
void Phones::sweep(Store& store) {
  if (Clock::now() - swept_at_ < sweep_every) return;
  swept_at_ = Clock::now();
  sql::Connection& sql = store.connection();
  change_store(store, [&] {
    std::vector<std::string> branches;
    auto& some = sql.statement("SELECT id FROM branch WHERE id > $1 ORDER BY id LIMIT $2")
                     .bind(1, swept_to_)
                     .bind(2, swept_at_once);
    while (some.step()) branches.push_back(some.text(0));
    for (const std::string& branch : branches) {
      if (sweep_slips(sql, branch, base::wall_ms())) count_slip_change(sql, branch);
    }
    swept_to_ = branches.size() < static_cast<std::size_t>(swept_at_once) ? std::string() : branches.back();
  });
}

void add_phone_routes(Router& router, Phones& phones) {
  router.add({"POST",
              "/api/v1/slips/status",
              Right::open,
              {},
              "How a customer's slip stands, or how it stands next",
              [&phones](const http::ExchangePtr& exchange, const Params& /*params*/) { phones.status(exchange); }});
  router.add({"POST",
              "/api/v1/slips/ask",
              Right::open,
              {},
              "What a customer wants done about their slip",
              [&phones](const http::ExchangePtr& exchange, const Params& /*params*/) { phones.ask(exchange); }});
}

}  // namespace menting::hq
