#include "base/http/core.h"

#include <sys/resource.h>

#include <exception>
#include <stdexcept>
#include <utility>

#include "base/http/address.h"
#include "base/http/connection.h"
#include "base/http/tls.h"
#include "base/log/log.h"

namespace menting::http {
namespace {

constexpr std::size_t turned_away_max = 100;
constexpr int certificate_look_ms = 2'000;
constexpr auto accept_pause = std::chrono::milliseconds(100);

std::string why_not_listening(const std::string& address, const ErrorCode& error) {
  std::string text = "cannot listen on " + address + ": ";
  if (error == asio::error::address_in_use) {
    return text +
           "the address is in use, by another program or by this one already running; stop that one or "
           "configure another port";
  }
  if (error == asio::error::access_denied) {
    return text + "not permitted; take a port above 1023 or start with more rights";
  }
  if (error == boost::system::errc::address_not_available) {
    return text + "this machine has no such address; configure one that it has, or 127.0.0.1";
  }
  return text + error.message() + "; configure an address of this machine";
}

void run_safely(const Core::Job& job) {
  try {
    job();
  } catch (const std::exception& fault) {
    log::error("http", std::string("a job failed: ") + fault.what());
  }
}

}  // namespace

Core::Core(Limits limits, Respond respond) : limits_(limits), respond_(std::move(respond)) {}

Core::~Core() = default;

void Core::encrypt(const TlsFiles& files) {
  tls_ = std::make_unique<Tls>(files);
}

void Core::watch_certificate() {
  after(certificate_look_ms, [this] {
    work([this] { tls_->look_again(); });
    watch_certificate();
  });
}

void Core::listen(const std::string& address) {
  const auto parsed = parse_address(address);
  if (!parsed) {
    throw std::runtime_error("cannot listen on \"" + address + "\": write HOST:PORT, such as 127.0.0.1:8470");
  }
  ErrorCode error;
  tcp::endpoint endpoint;
  const auto numeric = asio::ip::make_address(parsed->host, error);
  if (!error) {
    endpoint = {numeric, parsed->port};
  } else {
    tcp::resolver resolver(context_);
    const auto found = resolver.resolve(parsed->host, std::to_string(parsed->port), tcp::resolver::passive, error);
    if (error || found.empty()) {
      throw std::runtime_error("cannot listen on " + address + ": the name is not known; write an IP address");
    }
    endpoint = found.begin()->endpoint();
  }
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    ErrorCode ignored;
    acceptor_.close(ignored);
    throw std::runtime_error(why_not_listening(address, error));
  }
  port_ = acceptor_.local_endpoint().port();
}

void Core::start() {
  if (!acceptor_.is_open()) throw std::logic_error("listen() comes before start()");
  allow_descriptors();
  for (int i = 0; i < limits_.workers; ++i) workers_.emplace_back([this] { run_worker(); });
  accept();
  if (tls_) watch_certificate();
  thread_ = std::thread([this] { context_.run(); });
}

void Core::stop() {
  {
    const std::lock_guard lock(work_mutex_);
    work_over_ = true;
  }
  work_there_.notify_all();
  for (auto& worker : workers_) worker.join();
  workers_.clear();
  if (thread_.joinable()) {
    // Every operation ends when its socket closes; then the context has nothing to do and run() returns.
    asio::post(context_, [this] { close_everything(); });
    thread_.join();
  } else {
    close_everything();
  }
  std::deque<Job> jobs;
  std::deque<Job> work;
  std::multimap<Clock::time_point, Job> timed;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    jobs.swap(jobs_);
  }
  {
    const std::lock_guard lock(work_mutex_);
    work.swap(work_);
  }
  timed.swap(timed_);
}

void Core::post(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) return;
    jobs_.push_back(std::move(job));
    if (std::exchange(awake_, true)) return;
  }
  asio::post(context_, [this] { run_jobs(); });
}

void Core::run_jobs() {
  std::deque<Job> jobs;
  {
    const std::lock_guard lock(mutex_);
    awake_ = false;
    jobs.swap(jobs_);
  }
  for (const Job& job : jobs) run_safely(job);
}

void Core::after(int delay_ms, Job job) {
  post([this, due = Clock::now() + std::chrono::milliseconds(delay_ms), job = std::move(job)]() mutable {
    if (closing_) return;
    timed_.emplace(due, std::move(job));
    arm_timed();
  });
}

void Core::arm_timed() {
  if (timed_.empty()) return;
  timer_.expires_at(timed_.begin()->first);
  timer_.async_wait([this](const ErrorCode& error) {
    if (!error) run_timed();
  });
}

void Core::run_timed() {
  while (!timed_.empty() && timed_.begin()->first <= Clock::now()) {
    const Job job = std::move(timed_.begin()->second);
    timed_.erase(timed_.begin());
    run_safely(job);
  }
  if (!closing_) arm_timed();
}

void Core::work(Job job) {
  {
    const std::lock_guard lock(work_mutex_);
    if (work_over_) return;
    work_.push_back(std::move(job));
  }
  work_there_.notify_one();
}

void Core::run_worker() {
  while (true) {
    Job job;
    {
      std::unique_lock lock(work_mutex_);
      work_there_.wait(lock, [this] { return work_over_ || !work_.empty(); });
      if (work_over_) return;
      job = std::move(work_.front());
      work_.pop_front();
    }
    run_safely(job);
  }
}

void Core::accept() {
  acceptor_.async_accept([this](const ErrorCode& error, tcp::socket socket) {
    if (closing_ || error == asio::error::operation_aborted) return;
    if (!error) {
      admit(std::move(socket));
      accept();
      return;
    }
    // Out of file descriptors, mostly: those who are in go on, and the next gets in when one leaves.
    log::warn("http", "cannot accept a connection: " + error.message());
    accept_again_.expires_after(accept_pause);
    accept_again_.async_wait([this](const ErrorCode& again) {
      if (!again && !closing_) accept();
    });
  });
}

void Core::admit(tcp::socket socket) {
  // Those turned away are answered too, but not without bound.
  auto connection = std::make_shared<Connection>(*this, std::move(socket));
  if (has_place_for(*connection)) {
    connections_.insert(connection.get());
    if (counts(*connection)) ++from_address_[connection->remote()];
    connection->start();
  } else if (turned_away_.size() < turned_away_max) {
    turned_away_.insert(connection.get());
    connection->turn_away();
  }
}

bool Core::has_place_for(const Connection& connection) const {
  if (connections_.size() >= limits_.connections) return false;
  const auto others = from_address_.find(connection.remote());
  return others == from_address_.end() || others->second < limits_.connections_per_address;
}

bool Core::counts(const Connection& connection) const {
  return limits_.loopback_counts || !connection.loopback();
}

void Core::forget(Connection* connection) {
  turned_away_.erase(connection);
  if (connections_.erase(connection) == 0 || !counts(*connection)) return;
  const auto others = from_address_.find(connection->remote());
  if (--others->second == 0) from_address_.erase(others);
}

bool Core::hold_body(std::size_t& held, std::size_t size) {
  if (size > held && bodies_bytes_ + (size - held) > limits_.bodies_bytes_total) return false;
  bodies_bytes_ += size;
  bodies_bytes_ -= held;
  held = size;
  return true;
}

void Core::respond(ExchangePtr exchange) {
  try {
    respond_(std::move(exchange));
  } catch (const std::exception& fault) {
    log::error("http", std::string("a request failed: ") + fault.what());
  }
}

void Core::close_everything() {
  closing_ = true;
  ErrorCode ignored;
  acceptor_.close(ignored);
  accept_again_.cancel();
  timer_.cancel();
  std::vector<std::shared_ptr<Connection>> open;
  for (const auto* some : {&connections_, &turned_away_}) {
    for (Connection* connection : *some) {
      if (auto alive = connection->weak_from_this().lock()) open.push_back(std::move(alive));
    }
  }
  for (const auto& connection : open) connection->close();
}

void Core::allow_descriptors() const {
  rlimit now{};
  const rlim_t wanted = limits_.connections + 512;
  if (getrlimit(RLIMIT_NOFILE, &now) != 0 || now.rlim_cur >= wanted) return;
  now.rlim_cur = now.rlim_max == RLIM_INFINITY ? wanted : std::min<rlim_t>(wanted, now.rlim_max);
  setrlimit(RLIMIT_NOFILE, &now);  // without it fewer connections fit; accept() says so then
}

}  // namespace menting::http
