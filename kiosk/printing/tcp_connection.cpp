#include "kiosk/printing/tcp_connection.h"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace menting::printing {

bool TcpConnection::connect(const std::vector<TcpAddress>& addresses, Deadline deadline) {
  return std::any_of(addresses.begin(), addresses.end(),
                     [&](const TcpAddress& to) { return connect_one(to, deadline); });
}

bool TcpConnection::connect_one(const TcpAddress& to, Deadline deadline) {
  reopen(Descriptor(socket(to.address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)));
  if (fd() < 0) return failed(std::strerror(errno));
  if (::connect(fd(), reinterpret_cast<const sockaddr*>(&to.address), to.size) == 0) return true;
  if (errno != EINPROGRESS) return failed(std::strerror(errno));
  if (!wait(POLLOUT, deadline)) return failed("no answer in time");
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(fd(), SOL_SOCKET, SO_ERROR, &error, &size);
  return error == 0 || failed(std::strerror(error));
}

void TcpConnection::finish(Deadline deadline) {
  shutdown(fd(), SHUT_WR);
  listen_until(deadline);
}

void TcpConnection::abandon() {
  const linger at_once{1, 0};
  setsockopt(fd(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

long TcpConnection::write_some(std::string_view bytes) {
  return ::send(fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

long TcpConnection::read_some(char* into, std::size_t size) {
  return recv(fd(), into, size, 0);
}

}  // namespace menting::printing
