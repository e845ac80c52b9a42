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
#include <set>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <utility>

#include "base/log/log.h"
#include "base/time/zone.h"
#include "server_sync/hq/sql.h"

namespace menting::hq {
namespace {

/// A batch of every branch of a large chain, after a disk that held everything up: waiting costs less than coming
/// again.
constexpr std::size_t jobs_max = 20'000;
/// A writer waits for the disk at each commit: the slower that is, the more it takes along.
constexpr std::size_t jobs_together_max = 250;
/// PostgreSQL keeps this many savepoints of a transaction where they are quickly found.
constexpr std::size_t savepoints_max = 60;
constexpr std::size_t reading_threads = 2;
/// Far less than a disk takes for a commit; and never more than half of what the last one took.
constexpr std::chrono::milliseconds linger_max{2};
constexpr std::size_t homes_max = 200'000;
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

http::Response receipt(std::int64_t through) {
  http::Response response;
  response.body = R"({"through":)" + std::to_string(through) + "}";
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
  struct Job {
    http::ExchangePtr exchange;
    std::size_t number;
    Work work;
    std::optional<PlainBatch> plain;
    std::size_t bytes;
  };

  Writer(std::unique_ptr<Store> store, std::size_t savepoints_at_once)
      : store_(std::move(store)), savepoints_max_(savepoints_at_once) {}

  void start() {
    thread_ = std::thread([this] { run(); });
  }
  /// Nothing new is taken any more.
  void close();
  void ask_to_stop();
  void join() {
    if (thread_.joinable()) thread_.join();
  }
  /// Whether a job of so many bytes may be added.
  bool make_room(std::size_t bytes);
  void add(Job job);
  bool healthy() const { return healthy_; }

 private:
  using Plain = std::vector<const PlainBatch*>;

  void run();
  std::vector<Job> next_jobs();
  void commit(const std::vector<Job>& jobs);
  void expect_again(std::size_t answered, std::chrono::steady_clock::duration took);
  /// Their answers, once the transaction they were all done in is committed. What was interrupted is done again, whole
  /// and one by one.
  std::vector<http::Response> stored(const std::vector<Job>& jobs);
  void pause_before_next(std::chrono::milliseconds& pause);
  std::vector<http::Response> store_once(const std::vector<Job>& jobs, const Plain& together);
  std::vector<http::Response> store_one(const Job& job);
  http::Response run_one(const Job& job);
  Plain together_of(const std::vector<Job>& jobs) const;

  std::unique_ptr<Store> store_;
  const std::size_t savepoints_max_;
  std::mutex mutex_;
  std::condition_variable there_;
  std::deque<Job> waiting_;
  std::size_t promised_jobs_ = 0;  ///< waiting, or still being read
  std::size_t promised_bytes_ = 0;
  std::size_t expected_ = 0;  ///< for the next transaction
  std::size_t wanted_ = 1;    ///< nobody wakes the writer for fewer
  std::chrono::steady_clock::duration linger_{0};
  bool closed_ = false;
  bool stopping_ = false;
  std::atomic<bool> healthy_ = true;
  std::minstd_rand random_{std::random_device{}()};
  std::thread thread_;
};

void Inbox::Writer::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
}

void Inbox::Writer::ask_to_stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  there_.notify_all();
}

bool Inbox::Writer::make_room(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  if (closed_ || promised_jobs_ >= jobs_max || promised_bytes_ + bytes > bytes_max) return false;
  ++promised_jobs_;
  promised_bytes_ += bytes;
  return true;
}

void Inbox::Writer::add(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (job.plain && promised_bytes_ + job.plain->bytes > bytes_max) job.plain.reset();
    if (job.plain) {
      job.bytes += job.plain->bytes;
      promised_bytes_ += job.plain->bytes;
    }
    waiting_.push_back(std::move(job));
    if (waiting_.size() < wanted_) return;
  }
  there_.notify_one();
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
    // Who was answered just now comes again at once where there is a backlog: they go with those who wait already.
    wanted_ = std::clamp<std::size_t>(expected_, 1, jobs_together_max);
    there_.wait_for(lock, linger_, [this] { return stopping_ || waiting_.size() >= wanted_; });
    wanted_ = 1;
    there_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    std::size_t savepoints = 0;
    while (!waiting_.empty() && jobs.size() < jobs_together_max && savepoints < savepoints_max_) {
      Job& next = waiting_.front();
      --promised_jobs_;
      promised_bytes_ -= next.bytes;
      savepoints += next.plain ? 0 : 1;
      jobs.push_back(std::move(next));
      waiting_.pop_front();
    }
  }
  std::stable_sort(jobs.begin(), jobs.end(), [](const Job& a, const Job& b) { return a.number < b.number; });
  return jobs;
}

void Inbox::Writer::expect_again(std::size_t answered, std::chrono::steady_clock::duration took) {
  const std::lock_guard lock(mutex_);
  expected_ = answered + waiting_.size();
  linger_ = std::min<std::chrono::steady_clock::duration>(took / 2, linger_max);
}

void Inbox::Writer::commit(const std::vector<Job>& jobs) {
  std::vector<http::Response> responses;
  const auto began = std::chrono::steady_clock::now();
  try {
    responses = stored(jobs);
    healthy_ = true;
  } catch (const std::exception& error) {
    if (healthy_.exchange(false)) log::error("inbox", std::string("nothing can be stored: ") + error.what());
    responses.assign(jobs.size(), unavailable());
  }
  expect_again(jobs.size(), std::chrono::steady_clock::now() - began);
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].exchange->answer(std::move(responses[i]));
}

/// By job; null: to be decided on by itself. Two batches of one branch never go together.
Inbox::Writer::Plain Inbox::Writer::together_of(const std::vector<Job>& jobs) const {
  Plain together(jobs.size(), nullptr);
  std::set<std::string_view> branches;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const auto& plain = jobs[i].plain;
    if (!plain || !follows(*store_, plain->batch)) continue;
    if (branches.insert(plain->batch.branch).second) together[i] = &*plain;
  }
  return together;
}

std::vector<http::Response> Inbox::Writer::stored(const std::vector<Job>& jobs) {
  std::chrono::milliseconds pause{20};
  Plain together = together_of(jobs);
  const Plain apart(jobs.size(), nullptr);
  for (int tries = 1;; ++tries) {
    try {
      return store_once(jobs, together);
    } catch (const sql::Interrupted& interruption) {
      if (tries == tries_max) throw;
      log::warn("inbox", std::string("done again: ") + interruption.what());
    } catch (const std::exception& error) {
      // One of them may be to blame: by itself it takes nobody with it.
      if (together == apart) throw;
      log::warn("inbox", std::string("done again one by one: ") + error.what());
    }
    together = apart;
    pause_before_next(pause);
  }
}

/// Doubled up to a second or so, and never quite the same for two that stood in each other's way.
void Inbox::Writer::pause_before_next(std::chrono::milliseconds& pause) {
  std::unique_lock lock(mutex_);
  there_.wait_for(lock, pause + pause * static_cast<int>(random_() % 64) / 64, [this] { return stopping_; });
  if (stopping_) throw std::runtime_error("headquarters is stopping");
  pause = std::min(pause * 2, pause_max);
}

std::vector<http::Response> Inbox::Writer::store_once(const std::vector<Job>& jobs, const Plain& together) {
  if (jobs.size() == 1 && together.front() == nullptr) return store_one(jobs.front());
  std::vector<http::Response> responses(jobs.size());
  Plain plain;
  store_->begin();
  try {
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      if (together[i] == nullptr) {
        responses[i] = run_one(jobs[i]);
      } else {
        plain.push_back(together[i]);
        responses[i] = receipt(together[i]->batch.events.back().seq);
      }
    }
    if (!plain.empty()) take_together(*store_, plain, base::wall_ms());
    store_->commit();
  } catch (...) {
    store_->rollback();
    throw;
  }
  return responses;
}

std::vector<http::Response> Inbox::Writer::store_one(const Job& job) {
  store_->begin();
  try {
    Decision decision = job.work(*store_);
    if (decision.keep) {
      store_->commit();
    } else {
      store_->rollback();
    }
    return {std::move(decision.response)};
  } catch (...) {
    store_->rollback();
    throw;
  }
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
  writers_.push_back(std::make_unique<Writer>(std::move(store), jobs_together_max));
}

Inbox::Inbox(std::vector<std::unique_ptr<Store>> stores) {
  const std::size_t savepoints = stores.size() == 1 ? jobs_together_max : savepoints_max;
  for (auto& store : stores) writers_.push_back(std::make_unique<Writer>(std::move(store), savepoints));
}

Inbox::~Inbox() {
  stop();
}

void Inbox::start() {
  readers_.start(reading_threads);
  for (const auto& writer : writers_) writer->start();
}

void Inbox::stop() {
  for (const auto& writer : writers_) writer->close();
  readers_.stop();
  for (const auto& writer : writers_) writer->ask_to_stop();
  for (const auto& writer : writers_) writer->join();
}

/// In turn, so that a few busy branches are not all with one. Forgotten, a device only has to be asked about again.
Inbox::Writer& Inbox::home_of(std::size_t number) {
  const std::lock_guard lock(homes_mutex_);
  if (homes_.size() >= homes_max) homes_.clear();
  const auto [home, is_new] = homes_.try_emplace(number, homes_.size() % writers_.size());
  return *writers_[home->second];
}

Inbox::Writer* Inbox::with_room(const http::ExchangePtr& exchange, std::size_t number) {
  Writer& writer = home_of(number);
  if (writer.make_room(exchange->request().body.size())) return &writer;
  exchange->answer(unavailable());
  return nullptr;
}

void Inbox::post(const http::ExchangePtr& exchange, Work work) {
  const std::size_t number = number_of(exchange->request());
  if (Writer* writer = with_room(exchange, number)) {
    writer->add({exchange, number, std::move(work), std::nullopt, exchange->request().body.size()});
  }
}

void Inbox::post(const http::ExchangePtr& exchange, Work work, Read read) {
  const std::size_t number = number_of(exchange->request());
  Writer* const writer = with_room(exchange, number);
  if (writer == nullptr) return;
  readers_.post([writer, exchange, number, work = std::move(work), read = std::move(read)] {
    std::optional<PlainBatch> plain;
    try {
      plain = read();
    } catch (const std::exception& error) {
      log::error("inbox", error.what());
    }
    writer->add({exchange, number, work, std::move(plain), exchange->request().body.size()});
  });
}

bool Inbox::healthy() const {
  return std::all_of(writers_.begin(), writers_.end(), [](const auto& writer) { return writer->healthy(); });
}

}  // namespace menting::hq
