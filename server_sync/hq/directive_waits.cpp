#include "server_sync/hq/directive_waits.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <memory>

#include "base/log/log.h"
#include "server_sync/hq/directives.h"
#include "server_sync/hq/open_connection.h"

namespace menting::hq {
namespace {

constexpr std::chrono::milliseconds look_every{250};

}  // namespace

void DirectiveWaits::start() {
  thread_ = std::thread([this] { run(); });
}

void DirectiveWaits::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  bell_.notify_all();
  if (thread_.joinable()) thread_.join();
  resume_due(true);
}

void DirectiveWaits::add(const std::string& branch, std::int64_t have, Clock::time_point until, Resume resume) {
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_) {
      waits_.push_back({branch, have, until, std::move(resume)});
      resume = nullptr;
    }
  }
  if (resume) return resume(true);
  bell_.notify_one();
}

void DirectiveWaits::run() {
  std::unique_ptr<sql::Connection> connection;
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (waits_.empty()) bell_.wait(lock, [this] { return stopping_ || !waits_.empty(); });
    bell_.wait_for(lock, look_every, [this] { return stopping_; });
    if (stopping_) return;
    lock.unlock();
    try {
      if (!connection) connection = open_connection(place_);
      look(*connection);
    } catch (const std::exception& error) {
      if (connection) log::warn("directives", std::string("looked for again: ") + error.what());
      connection.reset();
    }
    resume_due(false);
    lock.lock();
  }
}

/// The sum first: what moves between the two shows at the next look.
void DirectiveWaits::look(sql::Connection& connection) {
  const std::int64_t sum = directive_sum(connection);
  if (sum == sum_) return;
  versions_ = directive_versions(connection);
  sum_ = sum;
}

bool DirectiveWaits::has_moved(const Wait& wait) const {
  const auto found = versions_.find(wait.branch);
  return found != versions_.end() && found->second != wait.have;
}

void DirectiveWaits::resume_due(bool all) {
  std::vector<Wait> due;
  const Clock::time_point now = Clock::now();
  {
    const std::lock_guard lock(mutex_);
    const auto rest = std::partition(waits_.begin(), waits_.end(),
                                     [&](const Wait& wait) { return !all && wait.until > now && !has_moved(wait); });
    std::move(rest, waits_.end(), std::back_inserter(due));
    waits_.erase(rest, waits_.end());
  }
  for (const Wait& wait : due) wait.resume(all || wait.until <= now);
}

}  // namespace menting::hq
