#include "server_sync/hq/chain_rounds.h"

#include <chrono>
#include <exception>
#include <functional>
#include <memory>

#include "base/log/log.h"
#include "base/time/zone.h"
#include "server_sync/hq/appointments.h"
#include "server_sync/hq/configuration.h"
#include "server_sync/hq/nearby.h"
#include "server_sync/hq/open_connection.h"
#include "server_sync/hq/report_question.h"

namespace menting::hq {
namespace {

constexpr std::chrono::seconds first_after{5};
constexpr std::chrono::seconds round_every{60};

void change(sql::Connection& connection, const std::function<void()>& job) {
  connection.begin_writing();
  try {
    job();
    connection.commit();
  } catch (...) {
    connection.rollback();
    throw;
  }
}

}  // namespace

void begin_day(sql::Connection& connection, std::int64_t now_ms) {
  change(connection, [&] { forget_past_phones(connection, now_ms); });
}

void look_after_chain(sql::Connection& connection, std::int64_t now_ms) {
  change(connection, [&] { send_configuration_to_changed(connection, now_ms); });
  const auto halls = find_nearby(connection, now_ms);  // without holding up who writes
  if (!halls.empty()) change(connection, [&] { send_nearby(connection, halls, now_ms); });
}

void ChainRounds::start() {
  thread_ = std::thread([this] { run(); });
}

void ChainRounds::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  bell_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void ChainRounds::run() {
  std::unique_ptr<sql::Connection> connection;
  std::chrono::seconds pause = first_after;
  int day = 0;
  std::unique_lock lock(mutex_);
  while (!bell_.wait_for(lock, pause, [this] { return stopping_; })) {
    lock.unlock();
    pause = round_every;
    try {
      if (!connection) connection = open_connection(place_);
      const std::int64_t now_ms = base::wall_ms();
      look_after_chain(*connection, now_ms);
      if (day != day_in_china(now_ms)) begin_day(*connection, now_ms);
      day = day_in_china(now_ms);
    } catch (const std::exception& error) {
      log::warn("rounds", std::string("done again in a minute: ") + error.what());
      connection.reset();
    }
    lock.lock();
  }
}

}  // namespace menting::hq
