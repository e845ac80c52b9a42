#include "tests/kiosk/printing/fake_tcp_printer.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <stdexcept>
#include <vector>

namespace menting::tests {
namespace {

int listen_on_loopback(int& port) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (listener < 0 || bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener, 8) != 0 ||
      getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("no loopback port");
  port = ntohs(address.sin_port);
  return listener;
}

}  // namespace

FakeTcpPrinter::FakeTcpPrinter(Manner manner) : listener_(listen_on_loopback(port_)), printer_(std::move(manner)) {
  thread_ = std::thread([this] { run(); });
}

FakeTcpPrinter::~FakeTcpPrinter() {
  stopping_ = true;
  thread_.join();
  close(listener_);
}

std::string FakeTcpPrinter::received() {
  while (busy_) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return printer_.received();
}

std::string FakeTcpPrinter::closed_port() {
  int port = 0;
  close(listen_on_loopback(port));
  return std::to_string(port);
}

void FakeTcpPrinter::run() {
  while (!stopping_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (poll(&waiting, 1, 10) <= 0) continue;
    const int connection = accept(listener_, nullptr, nullptr);
    if (connection < 0) continue;
    serve(connection);
    close(connection);
    busy_ = false;
  }
}

void FakeTcpPrinter::serve(int connection) {
  busy_ = true;
  const Manner manner = printer_.manner();
  if (manner.floods) return flood(connection);
  bool reads = manner.reads;
  std::size_t count = 0;
  std::vector<char> bytes(manner.chunk);
  while (!stopping_) {
    pollfd waiting{connection, POLLIN, 0};
    if (!reads || poll(&waiting, 1, 10) <= 0) {
      // Also one that never reads lets go once the other side is gone.
      if (!reads && poll(&(waiting = {connection, POLLRDHUP, 0}), 1, 10) > 0) return;
      continue;
    }
    const ssize_t got = recv(connection, bytes.data(), bytes.size(), 0);
    if (got <= 0) return;
    count += static_cast<std::size_t>(got);
    if (manner.close_after != 0 && count >= manner.close_after) return;
    if (manner.reset_after != 0 && count >= manner.reset_after) {
      const linger at_once{1, 0};
      setsockopt(connection, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
      return;
    }
    reads = printer_.take({bytes.data(), static_cast<std::size_t>(got)}, [connection](const std::string& answer) {
      return send(connection, answer.data(), answer.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(answer.size());
    });
  }
}

void FakeTcpPrinter::flood(int connection) {
  const std::string noise(65536, '\xff');
  std::vector<char> taken(65536);
  while (!stopping_) {
    // Also once the other side has said its last word: only a connection that is gone ends it.
    if (send(connection, noise.data(), noise.size(), MSG_NOSIGNAL | MSG_DONTWAIT) < 0 && errno != EAGAIN) return;
    const ssize_t got = recv(connection, taken.data(), taken.size(), MSG_DONTWAIT);
    if (got < 0 && errno != EAGAIN) return;
  }
}

}  // namespace menting::tests
