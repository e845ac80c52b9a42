#include "tests/bench/fleet/fleet.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace menting::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr double last_answers_s = 20;

class Line {
 public:
  Line() = default;
  ~Line() { end(); }
  Line(Line&& other) noexcept : socket_(std::exchange(other.socket_, -1)), heard_(std::move(other.heard_)) {}
  Line& operator=(Line&&) = delete;

  bool open() const { return socket_ >= 0; }
  void begin(std::uint16_t port, int poll, std::size_t index) {
    socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return end();
    fcntl(socket_, F_SETFL, O_NONBLOCK);
    epoll_event wanted{};
    wanted.events = EPOLLIN;
    wanted.data.u64 = index;
    epoll_ctl(poll, EPOLL_CTL_ADD, socket_, &wanted);
  }
  void end() {
    if (socket_ >= 0) close(socket_);
    socket_ = -1;
    heard_.clear();
  }
  /// A request fits what the kernel keeps for a line on which nothing waits.
  bool send(const std::string& text) const {
    return ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
  }
  bool receive() {
    std::array<char, 4096> piece{};
    const ssize_t got = recv(socket_, piece.data(), piece.size(), 0);
    if (got > 0) heard_.append(piece.data(), static_cast<std::size_t>(got));
    return got > 0 || (got < 0 && errno == EAGAIN);
  }
  /// The next answer when all of it is there, else empty.
  std::string take_answer() {
    const std::size_t head = heard_.find("\r\n\r\n");
    if (head == std::string::npos) return "";
    constexpr std::string_view name = "Content-Length: ";
    const std::size_t length = heard_.find(name);
    const std::size_t body = length < head ? std::stoul(heard_.substr(length + name.size())) : 0;
    if (heard_.size() < head + 4 + body) return "";
    std::string answer = heard_.substr(0, head + 4 + body);
    heard_.erase(0, answer.size());
    return answer;
  }

 private:
  int socket_ = -1;
  std::string heard_;
};

class Fleet {
 public:
  Fleet(std::vector<FleetBranch>& branches, std::uint16_t port, const Load& load)
      : branches_(branches), port_(port), load_(load), lines_(branches.size()), due_s_(branches.size(), -1) {
    if (poll_ < 0) throw std::runtime_error("no epoll");
  }
  ~Fleet() { close(poll_); }
  Fleet(const Fleet&) = delete;
  Fleet& operator=(const Fleet&) = delete;

  Heard run(const std::function<void()>& begins, const std::function<void()>& ends);

 private:
  double now_s() const { return Seconds(Clock::now() - began_).count(); }
  double end_s() const { return load_.warm_up_s + load_.measured_s; }
  double due_s(std::int64_t turn) const {
    return static_cast<double>(turn) * load_.every_s / static_cast<double>(branches_.size());
  }
  void post(std::size_t index, double due_s);
  void listen(double until_s);
  void hear(std::size_t index);
  void fail(std::size_t index, const std::string& what);

  std::vector<FleetBranch>& branches_;
  std::uint16_t port_;
  Load load_;
  int poll_ = epoll_create1(EPOLL_CLOEXEC);
  std::vector<Line> lines_;
  std::vector<double> due_s_;  ///< of the request that waits for its answer; below zero: none
  std::size_t waiting_ = 0;
  Heard heard_;
  Clock::time_point began_ = Clock::now();
};

void Fleet::fail(std::size_t index, const std::string& what) {
  if (heard_.failures++ == 0) heard_.first_failure = branches_[index].device().branch + ": " + what;
  if (due_s_[index] >= 0) --waiting_;
  due_s_[index] = -1;
  lines_[index].end();
}

void Fleet::post(std::size_t index, double due_s) {
  if (due_s_[index] >= 0) return fail(index, "no answer before the next request was due");
  if (!lines_[index].open()) lines_[index].begin(port_, poll_, index);
  if (!lines_[index].open()) return fail(index, "cannot connect");
  if (due_s >= load_.warm_up_s) heard_.late_ms_max = std::max(heard_.late_ms_max, (now_s() - due_s) * 1000);
  due_s_[index] = due_s;
  ++waiting_;
  if (!lines_[index].send(branches_[index].next_request())) fail(index, "cannot send");
}

void Fleet::hear(std::size_t index) {
  Line& line = lines_[index];
  if (!line.receive()) return fail(index, "headquarters closed the connection");
  const std::string answer = line.take_answer();
  if (answer.empty()) return;
  const std::string ack = "\"through\":" + std::to_string(branches_[index].last_seq());
  if (due_s_[index] < 0 || !answer.starts_with("HTTP/1.1 200 ") || answer.find(ack) == std::string::npos) {
    return fail(index, answer);
  }
  if (due_s_[index] >= load_.warm_up_s) {
    heard_.waits_ms.push_back((now_s() - due_s_[index]) * 1000);
    heard_.events += branches_[index].last_events();
  }
  branches_[index].answered();
  due_s_[index] = -1;
  --waiting_;
}

/// Takes in what comes until then, or until nothing is waited for any more.
void Fleet::listen(double until_s) {
  std::array<epoll_event, 256> there{};
  // Rounded up: half a millisecond late is measured with the rest, a core that spins would be taken from headquarters.
  const auto left_ms = static_cast<int>(std::ceil(std::clamp((until_s - now_s()) * 1000, 0.0, 1000.0)));
  const int count = epoll_wait(poll_, there.data(), there.size(), left_ms);
  for (int i = 0; i < count; ++i) hear(there[static_cast<std::size_t>(i)].data.u64);
}

Heard Fleet::run(const std::function<void()>& begins, const std::function<void()>& ends) {
  began_ = Clock::now();
  bool measuring = false;
  for (std::int64_t turn = 0; due_s(turn) < end_s(); ++turn) {
    if (!measuring && due_s(turn) >= load_.warm_up_s) {
      measuring = true;
      begins();
    }
    while (now_s() < due_s(turn)) listen(due_s(turn));
    post(static_cast<std::size_t>(turn) % branches_.size(), due_s(turn));
    if (turn % 16 == 0) listen(0);  // also when this program is behind
  }
  ends();
  while (waiting_ > 0 && now_s() < end_s() + last_answers_s) listen(end_s() + last_answers_s);
  for (std::size_t index = 0; index < due_s_.size(); ++index) {
    if (due_s_[index] >= 0) fail(index, "no answer at the end");
  }
  return std::move(heard_);
}

}  // namespace

Heard run_fleet(std::vector<FleetBranch>& branches, std::uint16_t port, const Load& load,
                const std::function<void()>& begins, const std::function<void()>& ends) {
  return Fleet(branches, port, load).run(begins, ends);
}

}  // namespace menting::bench
