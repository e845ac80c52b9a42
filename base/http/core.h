#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/http/asio.h"
#include "base/http/server.h"

namespace menting::http {

class Connection;
class Tls;

/// What the server, its connections and their exchanges share. Exchanges keep it alive: one may be dropped long after
/// the server is gone. Nothing that waits in the io_context may own it, so jobs wait in lists that stop() empties.
class Core : public std::enable_shared_from_this<Core> {
 public:
  using Job = std::function<void()>;

  Core(Limits limits, Respond respond);
  ~Core();
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  void encrypt(const TlsFiles& files);
  const Tls* tls() const { return tls_.get(); }  ///< none: plain HTTP
  void listen(const std::string& address);
  std::uint16_t port() const { return port_; }
  void start();
  void stop();

  void post(Job job);
  void after(int delay_ms, Job job);
  void work(Job job);

  const Limits& limits() const { return limits_; }
  asio::io_context& context() { return context_; }
  /// Counts a request body that has grown from `held` to `size` bytes, and sets `held`. False, and nothing changes,
  /// when all bodies together would be too large. Server's thread only.
  bool hold_body(std::size_t& held, std::size_t size);
  /// Hands a request to the program; what it throws is logged and answers 500.
  void respond(ExchangePtr exchange);
  void forget(Connection* connection);

 private:
  using Clock = std::chrono::steady_clock;

  void accept();
  void admit(tcp::socket socket);
  bool has_place_for(const Connection& connection) const;
  bool counts(const Connection& connection) const;
  void run_jobs();
  void arm_timed();
  void run_timed();
  void close_everything();
  void run_worker();
  void watch_certificate();
  void allow_descriptors() const;

  const Limits limits_;
  const Respond respond_;
  std::unique_ptr<Tls> tls_;
  asio::io_context context_{1};
  tcp::acceptor acceptor_{context_};
  asio::steady_timer accept_again_{context_};
  asio::steady_timer timer_{context_};
  std::uint16_t port_ = 0;
  std::thread thread_;

  std::mutex mutex_;  ///< of the next three
  std::deque<Job> jobs_;
  bool awake_ = false;  ///< run_jobs() is on its way
  bool stopped_ = false;

  bool closing_ = false;  ///< server's thread only, as are the next five
  std::multimap<Clock::time_point, Job> timed_;
  std::unordered_set<Connection*> connections_;
  std::unordered_set<Connection*> turned_away_;  ///< being told so; they take no place
  std::unordered_map<std::string, std::size_t> from_address_;
  std::size_t bodies_bytes_ = 0;

  std::mutex work_mutex_;
  std::condition_variable work_there_;
  std::deque<Job> work_;
  bool work_over_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace menting::http
