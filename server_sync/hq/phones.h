#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/http/server.h"
#include "server_sync/hq/attempt_limit.h"
#include "server_sync/hq/open_store.h"
#include "server_sync/hq/phone_answer.h"
#include "server_sync/hq/phone_request.h"
#include "server_sync/hq/settings.h"

namespace menting::hq {

/// Customers' phones: they ask how their slip stands, wait for the next change without a thread each, and say what they
/// want done. One thread with a connection of its own does all of it, and looks four times a second whether some
/// branch's slips have changed, whoever wrote them, while somebody waits.
class Phones {
 public:
  using Clock = std::chrono::steady_clock;

  Phones(const Settings& settings, Place place);
  ~Phones() { stop(); }
  Phones(const Phones&) = delete;
  Phones& operator=(const Phones&) = delete;

  void start();
  void stop();  ///< who waits still is told what is known

  /// POST /api/v1/slips/status. Any thread.
  void status(const http::ExchangePtr& exchange);
  /// POST /api/v1/slips/ask. Any thread.
  void ask(const http::ExchangePtr& exchange);

 private:
  struct Visit {
    http::ExchangePtr exchange;
    StatusRequest request;
    Clock::time_point until;
  };
  struct Wish {
    http::ExchangePtr exchange;
    AskRequest request;
  };
  /// What one turn of the thread works at. Answers are given when all of it is committed.
  struct Turn {
    std::vector<Visit> visits;
    std::vector<Wish> wishes;
    std::vector<Visit> to_watch;  ///< the branch has to be told that somebody looks
    std::vector<Visit> to_wait;
    std::vector<std::pair<http::ExchangePtr, http::Response>> answers;
  };

  void run();
  void take_turn(std::unique_ptr<SqlStore>& store, Turn turn);
  void work(Store& store, Turn& turn);
  void read(sql::Connection& sql, Turn& turn);
  void write(sql::Connection& sql, Turn& turn);
  /// Moves those who wait at a branch whose slips have changed, and those whose time is over, to the turn.
  void wake(sql::Connection& sql, Turn& turn);
  http::Response watch(sql::Connection& sql, const Visit& visit, std::int64_t now_ms);
  http::Response put(sql::Connection& sql, const Wish& wish, std::int64_t now_ms);
  void sweep(Store& store);
  std::string source(const http::ExchangePtr& exchange) const;

  const Settings& settings_;
  const Place place_;
  AttemptLimit wrong_codes_{30, std::chrono::seconds(60)};
  AttemptLimit unknown_codes_{300, std::chrono::seconds(60)};  ///< of one branch, from everywhere
  AttemptLimit wishes_{20, std::chrono::seconds(60)};          ///< by slip

  std::mutex mutex_;  ///< of the next four
  std::condition_variable bell_;
  std::vector<Visit> new_visits_;
  std::vector<Wish> new_wishes_;
  bool stopping_ = false;
  std::thread thread_;

  // Of the thread alone.
  std::vector<Visit> waiting_;
  std::map<std::string, std::int64_t> changes_;
  std::map<std::string, Silence> silences_;
  Clock::time_point listened_at_{};
  Clock::time_point swept_at_{};
  std::string swept_to_;
};

class Router;
/// What phones ask: open to everybody, since who has a slip has its code.
void add_phone_routes(Router& router, Phones& phones);

}  // namespace menting::hq
