#include "kiosk/printing/tcp_connection.h"

#include <fcntl.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace menting::printing {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds slice{100};  // how late an interruption may be noticed

}  // namespace

bool TcpConnection::connect(const std::vector<TcpAddress>& addresses, Deadline deadline) {
  return std::any_of(addresses.begin(), addresses.end(),
                     [&](const TcpAddress& to) { return connect_one(to, deadline); });
}

bool TcpConnection::connect_one(const TcpAddress& to, Deadline deadline) {
  socket_ = Descriptor(socket(to.address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket_) return failed(std::strerror(errno));
  if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&to.address), to.size) == 0) return true;
  if (errno != EINPROGRESS) return failed(std::strerror(errno));
  if (!wait(POLLOUT, deadline)) return failed("no answer in time");
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(socket_.get(), SOL_SOCKET, SO_ERROR, &error, &size);
  return error == 0 || failed(std::strerror(error));
}

bool TcpConnection::send(std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    if (is_over(deadline)) return failed("it takes no more data");
    const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN) {
      if (!wait(POLLOUT, deadline)) return failed("it takes no more data");
    } else if (errno != EINTR) {
      line_ = Line::broken;
      return failed(std::strerror(errno));
    }
  }
  return true;
}

std::optional<unsigned char> TcpConnection::receive(Deadline deadline) {
  unsigned char byte = 0;
  // Looked at before each byte: one that never stops talking makes nobody wait in poll().
  while (!is_over(deadline)) {
    const ssize_t got = recv(socket_.get(), &byte, 1, 0);
    if (got == 1) return byte;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) {
      if (!wait(POLLIN, deadline)) return std::nullopt;
      continue;
    }
    line_ = got == 0 ? Line::closed : Line::broken;
    failed(got == 0 ? "it closed the connection" : std::strerror(errno));
    return std::nullopt;
  }
  return std::nullopt;
}

void TcpConnection::discard_received(Deadline deadline) {
  char bytes[256];
  while (!is_over(deadline) && recv(socket_.get(), bytes, sizeof bytes, 0) > 0) {
  }
}

void TcpConnection::finish(Deadline deadline) {
  shutdown(socket_.get(), SHUT_WR);
  while (receive(deadline)) {
  }
}

bool TcpConnection::is_over(Deadline deadline) const {
  return interrupted_ || steady_clock::now() >= deadline;
}

bool TcpConnection::wait(short events, Deadline deadline) {
  while (!interrupted_) {
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd what{socket_.get(), events, 0};
    if (poll(&what, 1, static_cast<int>(std::min(left, slice).count()) + 1) > 0) return true;
  }
  return false;
}

bool TcpConnection::failed(const std::string& what) {
  trouble_ = what;
  return false;
}

}  // namespace menting::printing
