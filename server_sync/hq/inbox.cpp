#include "server_sync/hq/inbox.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <random>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <utility>

#include "base/log/log.h"
#include "server_sync/hq/sql.h"

namespace menting::hq {
namespace {

/// A batch of every branch of a large chain, after a disk that held everything up: waiting costs less than coming
/// again.
constexpr std::size_t jobs_max = 20'000;
/// PostgreSQL keeps this many savepoints of a transaction where they are quickly found.
constexpr std::size_t jobs_together_max = 60;
/// A file's one writer waits for the disk at each commit: the slower that is, the more it takes along.
constexpr std::size_t jobs_together_alone_max = 250;
/// Together about six seconds: a server that starts again is back by then, and branches wait longer than that.
constexpr int tries_max = 10;
constexpr std::chrono::milliseconds pause_max{1'000};
constexpr std::size_t bytes_max = 256UL * 1024 * 1024;

http::Response unavailable() {
  http::Response response = http::problem(503, "storage_unavailable",
                                          "Headquarters cannot store this now. Nothing is lost: send it again later.");
  response.headers.emplace_back("Retry-After", "5");
  return response;
}

/// Who asks, as far as it matters here: the same device has the same number in every headquarters.
std::size_t number_of(const http::Request& request) {
  return std::hash<std::string_view>{}(request.header("Authorization"));
}

}  // namespace

/// One thread, one connection, one transaction at a time.
class Inbox::Writer {
 public:
  Writer(std::unique_ptr<Store> store, std::size_t together_max)
      : store_(std::move(store)), together_max_(together_max) {}

  void start() {
    thread_ = std::thread([this] { run(); });
  }
  void ask_to_stop();
  void join() {
    if (thread_.joinable()) thread_.join();
  }
  bool take(const http::ExchangePtr& exchange, std::size_t number, Work& work);
  bool healthy() const { return healthy_; }

 private:
  struct Job {
    http::ExchangePtr exchange;
    std::size_t number;
    Work work;
  };
  void run();
  std::vector<Job> next_jobs();
  void commit(const std::vector<Job>& jobs);
  /// Their answers, once the transaction they were all done in is committed. What was interrupted is done again, whole.
  std::vector<http::Response> stored(const std::vector<Job>& jobs);
  std::vector<http::Response> store_once(const std::vector<Job>& jobs);
  http::Response run_one(const Job& job);

  std::unique_ptr<Store> store_;
  const std::size_t together_max_;
  std::mutex mutex_;
  std::condition_variable there_;
  std::deque<Job> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool stopping_ = false;
  std::atomic<bool> healthy_ = true;
  std::minstd_rand random_{std::random_device{}()};
  std::thread thread_;
};

void Inbox::Writer::ask_to_stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  there_.notify_all();
}

bool Inbox::Writer::take(const http::ExchangePtr& exchange, std::size_t number, Work& work) {
  const std::size_t bytes = exchange->request().body.size();
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || waiting_.size() >= jobs_max || waiting_bytes_ + bytes > bytes_max) return false;
    waiting_.push_back({exchange, number, std::move(work)});
    waiting_bytes_ += bytes;
  }
  there_.notify_one();
  return true;
}

void Inbox::Writer::run() {
  for (auto jobs = next_jobs(); !jobs.empty(); jobs = next_jobs()) commit(jobs);
}

/// Waits for some; none: the end. In the order of their numbers, so that two headquarters never hold what the other one
/// waits for.
std::vector<Inbox::Writer::Job> Inbox::Writer::next_jobs() {
  std::vector<Job> jobs;
  {
    std::unique_lock lock(mutex_);
    there_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    while (!waiting_.empty() && jobs.size() < together_max_) {
      waiting_bytes_ -= waiting_.front().exchange->request().body.size();
      jobs.push_back(std::move(waiting_.front()));
      waiting_.pop_front();
    }
  }
  std::stable_sort(jobs.begin(), jobs.end(), [](const Job& a, const Job& b) { return a.number < b.number; });
  return jobs;
}

void Inbox::Writer::commit(const std::vector<Job>& jobs) {
  std::vector<http::Response> responses;
  try {
    responses = stored(jobs);
    healthy_ = true;
  } catch (const std::exception& error) {
    if (healthy_.exchange(false)) log::error("inbox", std::string("nothing can be stored: ") + error.what());
    responses.assign(jobs.size(), unavailable());
  }
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].exchange->answer(std::move(responses[i]));
}

std::vector<http::Response> Inbox::Writer::stored(const std::vector<Job>& jobs) {
  std::chrono::milliseconds pause{20};
  for (int tries = 1;; ++tries) {
    try {
      return store_once(jobs);
    } catch (const sql::Interrupted& interruption) {
      if (tries == tries_max) throw;
      log::warn("inbox", std::string("done again: ") + interruption.what());
    }
    // Doubled up to a second or so, and never quite the same for two that stood in each other's way.
    std::unique_lock lock(mutex_);
    there_.wait_for(lock, pause + pause * static_cast<int>(random_() % 64) / 64, [this] { return stopping_; });
    if (stopping_) throw std::runtime_error("headquarters is stopping");
    pause = std::min(pause * 2, pause_max);
  }
}

std::vector<http::Response> Inbox::Writer::store_once(const std::vector<Job>& jobs) {
  std::vector<http::Response> responses;
  store_->begin();
  try {
    if (jobs.size() == 1) {
      Decision decision = jobs.front().work(*store_);
      responses.push_back(std::move(decision.response));
      if (!decision.keep) {
        store_->rollback();
        return responses;
      }
    } else {
      for (const Job& job : jobs) responses.push_back(run_one(job));
    }
    store_->commit();
  } catch (...) {
    store_->rollback();
    throw;
  }
  return responses;
}

http::Response Inbox::Writer::run_one(const Job& job) {
  store_->savepoint();
  Decision decision(unavailable());
  try {
    Decision made = job.work(*store_);
    store_->settle();
    decision = std::move(made);
  } catch (const sql::Interrupted&) {
    throw;  // all of the group is done again
  } catch (const std::exception& error) {
    log::error("inbox", error.what());
  }
  // When a failure has ended the whole transaction this throws, and nobody of the group gets a yes.
  if (!decision.keep) store_->rollback_to_savepoint();
  store_->release();
  return std::move(decision.response);
}

Inbox::Inbox(std::unique_ptr<Store> store) {
  writers_.push_back(std::make_unique<Writer>(std::move(store), jobs_together_alone_max));
}

Inbox::Inbox(std::vector<std::unique_ptr<Store>> stores) {
  const std::size_t together_max = stores.size() == 1 ? jobs_together_alone_max : jobs_together_max;
  for (auto& store : stores) writers_.push_back(std::make_unique<Writer>(std::move(store), together_max));
}

Inbox::~Inbox() {
  stop();
}

void Inbox::start() {
  for (const auto& writer : writers_) writer->start();
}

void Inbox::stop() {
  for (const auto& writer : writers_) writer->ask_to_stop();
  for (const auto& writer : writers_) writer->join();
}

void Inbox::post(const http::ExchangePtr& exchange, Work work) {
  const std::size_t number = number_of(exchange->request());
  if (!writers_[number % writers_.size()]->take(exchange, number, work)) exchange->answer(unavailable());
}

bool Inbox::healthy() const {
  return std::all_of(writers_.begin(), writers_.end(), [](const auto& writer) { return writer->healthy(); });
}

}  // namespace menting::hq
