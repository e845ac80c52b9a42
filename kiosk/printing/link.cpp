#include "kiosk/printing/link.h"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <thread>

namespace menting::printing {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds slice{100};  // how late an interruption may be noticed

}  // namespace

bool Link::send(std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    if (is_over(deadline)) return failed("it takes no more data");
    const long sent = write_some(bytes);
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

void Link::finish(Deadline deadline) {
  wait(POLLOUT, deadline);
}

std::optional<unsigned char> Link::receive(Deadline deadline) {
  char byte = 0;
  bool in_vain = false;
  // Looked at before each byte: one that never stops talking makes nobody wait in poll().
  while (line_ == Line::open && !is_over(deadline)) {
    const long got = read_some(&byte, 1);
    if (got == 1) return static_cast<unsigned char>(byte);
    if (got < 0 && errno == EINTR) continue;
    if ((got < 0 && errno == EAGAIN) || (got == 0 && !ends_on_empty_read())) {
      // Some devices call themselves readable and have nothing to read.
      if (in_vain) std::this_thread::sleep_for(milliseconds(5));
      in_vain = true;
      if (!wait(POLLIN, deadline)) return std::nullopt;
      continue;
    }
    line_ = got == 0 ? Line::closed : Line::broken;
    failed(got == 0 ? "it closed the connection" : std::strerror(errno));
  }
  return std::nullopt;
}

void Link::discard_received(Deadline deadline) {
  char bytes[256];
  while (!is_over(deadline) && read_some(bytes, sizeof bytes) > 0) {
  }
}

void Link::listen_until(Deadline deadline) {
  while (receive(deadline)) {
  }
}

bool Link::is_over(Deadline deadline) const {
  return interrupted_ || steady_clock::now() >= deadline;
}

bool Link::wait(short events, Deadline deadline) {
  while (!interrupted_) {
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd what{fd(), events, 0};
    if (poll(&what, 1, static_cast<int>(std::min(left, slice).count()) + 1) > 0) return true;
  }
  return false;
}

bool Link::failed(const std::string& what) {
  trouble_ = what;
  return false;
}

long Link::write_some(std::string_view bytes) {
  return write(fd(), bytes.data(), bytes.size());
}

long Link::read_some(char* into, std::size_t size) {
  return read(fd(), into, size);
}

}  // namespace menting::printing
