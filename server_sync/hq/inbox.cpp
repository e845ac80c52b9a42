#include "server_sync/hq/inbox.h"

#include <exception>
#include <utility>

#include "base/log/log.h"

namespace menting::hq {
namespace {

constexpr std::size_t jobs_max = 2'000;
constexpr std::size_t bytes_max = 256UL * 1024 * 1024;

http::Response unavailable() {
  http::Response response = http::problem(503, "storage_unavailable",
                                          "Headquarters cannot store this now. Nothing is lost: send it again later.");
  response.headers.emplace_back("Retry-After", "5");
  return response;
}

}  // namespace

Inbox::Inbox(std::unique_ptr<Store> store) : store_(std::move(store)) {}

Inbox::~Inbox() {
  stop();
}

void Inbox::start() {
  thread_ = std::thread([this] { run(); });
}

void Inbox::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  there_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Inbox::post(const http::ExchangePtr& exchange, Work work) {
  const std::size_t bytes = exchange->request().body.size();
  bool taken = false;
  {
    const std::lock_guard lock(mutex_);
    taken = !stopping_ && waiting_.size() < jobs_max && waiting_bytes_ + bytes <= bytes_max;
    if (taken) {
      waiting_.push_back({exchange, std::move(work)});
      waiting_bytes_ += bytes;
    }
  }
  if (taken) {
    there_.notify_one();
  } else {
    exchange->answer(unavailable());
  }
}

void Inbox::run() {
  while (true) {
    std::vector<Job> jobs;
    {
      std::unique_lock lock(mutex_);
      there_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      jobs.swap(waiting_);
      waiting_bytes_ = 0;
    }
    commit(jobs);
  }
}

void Inbox::commit(std::vector<Job>& jobs) {
  std::vector<http::Response> responses;
  try {
    store_->begin();
    try {
      for (const Job& job : jobs) responses.push_back(run_one(job));
      store_->commit();
    } catch (...) {
      store_->rollback();
      throw;
    }
    healthy_ = true;
  } catch (const std::exception& error) {
    if (healthy_.exchange(false)) log::error("inbox", std::string("nothing can be stored: ") + error.what());
    responses.assign(jobs.size(), unavailable());
  }
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].exchange->answer(std::move(responses[i]));
}

http::Response Inbox::run_one(const Job& job) {
  store_->savepoint();
  Decision decision(unavailable());
  try {
    decision = job.work(*store_);
  } catch (const std::exception& error) {
    log::error("inbox", error.what());
  }
  // When a failure has ended the whole transaction this throws, and nobody of the group gets a yes.
  if (!decision.keep) store_->rollback_to_savepoint();
  store_->release();
  return std::move(decision.response);
}

}  // namespace menting::hq
