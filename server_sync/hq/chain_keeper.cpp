#include "server_sync/hq/chain_keeper.h"

#include <utility>

#include "base/log/log.h"
#include "base/time/zone.h"

namespace menting::hq {
namespace {

using namespace std::chrono_literals;

constexpr auto good_for = 4s;
constexpr auto good_enough_for = 60s;
constexpr auto pace_asked = 3s;
constexpr auto pace_else = 45s;
constexpr auto is_asked_for = 5min;

}  // namespace

void ChainKeeper::start() {
  thread_ = std::thread([this] { run(); });
}

void ChainKeeper::stop() {
  {
    const std::lock_guard lock(mutex_);
    stops_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::shared_ptr<const ChainPicture> ChainKeeper::newest(sql::Connection& connection) {
  {
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now();
    asked_at_ = now;
    if (last_ && is_slow() && now - read_at_ < good_enough_for) {
      if (now - read_at_ >= good_for) changed_.notify_all();
      return last_;
    }
  }
  const std::lock_guard one_at_a_time(reading_);
  {
    const std::lock_guard lock(mutex_);
    if (last_ && is_slow() && Clock::now() - read_at_ < good_for) return last_;  // read while this one waited
  }
  return read(connection);
}

std::shared_ptr<const ChainPicture> ChainKeeper::read(sql::Connection& connection) {
  std::shared_ptr<const ChainPicture> before;
  {
    const std::lock_guard lock(mutex_);
    before = last_;
  }
  const auto began = Clock::now();
  auto picture = std::make_shared<const ChainPicture>(read_chain(connection, before.get(), base::wall_ms()));
  const std::lock_guard lock(mutex_);
  last_ = picture;
  read_at_ = began;
  took_ = Clock::now() - began;
  return picture;
}

void ChainKeeper::read_beside(std::unique_ptr<Store>& store) {
  const std::lock_guard one_at_a_time(reading_);
  try {
    if (!store) store = open_();
    store->connection().begin_reading();
    read(store->connection());
    store->rollback();  // nothing was written
  } catch (const std::exception& error) {
    log::warn("overview", error.what());
    store.reset();
  }
}

void ChainKeeper::run() {
  std::unique_ptr<Store> store;
  std::unique_lock lock(mutex_);
  while (!stops_) {
    const auto now = Clock::now();
    const bool is_asked = now - asked_at_ < is_asked_for;
    const bool is_due = !last_ || (is_slow() && now - read_at_ >= (is_asked ? pace_asked : pace_else));
    if (is_due) {
      lock.unlock();
      read_beside(store);
      lock.lock();
    }
    if (!stops_) changed_.wait_for(lock, 1s);
  }
}

}  // namespace menting::hq
