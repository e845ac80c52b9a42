#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace menting::tests {

/// What happens to one request on its way.
enum class Fault {
  none,
  cut_before,    ///< the connection breaks before headquarters has the request
  lost_answer,   ///< headquarters does the work, the connection breaks before the answer
  cut_answer,    ///< half of the answer arrives
  garbage,       ///< headquarters does the work, something else answers
  sent_twice,    ///< headquarters gets the request two times
  late,          ///< the connection breaks, and headquarters gets the request after the next one
  server_error,  ///< 500, and headquarters has nothing
  half_closed,   ///< half of the answer, then this side says that it is done and stays
  slow,          ///< the answer drips
  delayed,       ///< the answer comes late
};

/// A TCP relay on a free loopback port in front of 127.0.0.1:`target`; one request a connection.
class FaultyLink {
 public:
  /// `plan` is asked with the request's number, from 1.
  FaultyLink(std::function<std::uint16_t()> target, std::function<Fault(int)> plan);
  ~FaultyLink();
  FaultyLink(const FaultyLink&) = delete;
  FaultyLink& operator=(const FaultyLink&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::uint16_t port() const { return port_; }
  int requests() const { return requests_; }

 private:
  void run();
  void carry(int client);

  std::function<std::uint16_t()> target_;
  std::function<Fault(int)> plan_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<int> requests_ = 0;
  std::atomic<bool> over_ = false;
  std::string kept_;  ///< a request that comes late
  std::thread thread_;
};

}  // namespace menting::tests
