#pragma once

#include <sys/socket.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/printing/descriptor.h"

namespace menting::printing {

using Deadline = std::chrono::steady_clock::time_point;

/// Where a name leads to.
struct TcpAddress {
  sockaddr_storage address{};
  socklen_t size = 0;
};

/// Looks the host up by `deadline`, or until `interrupted`. Empty: not found, `why` says so. The system's look-up
/// itself can take longer; it is then left to end on its own.
std::vector<TcpAddress> resolve(const std::string& host, const std::string& port, Deadline deadline,
                                const std::atomic<bool>& interrupted, std::string& why);

/// What the other side made of the connection: closed is orderly, after it took in what was sent.
enum class Line { open, closed, broken };

/// A connection whose every step ends by a deadline, or soon after `interrupted` turns true.
class TcpConnection {
 public:
  explicit TcpConnection(const std::atomic<bool>& interrupted) : interrupted_(interrupted) {}

  /// False: trouble() says why, here and below.
  bool connect(const std::vector<TcpAddress>& addresses, Deadline deadline);
  bool send(std::string_view bytes, Deadline deadline);
  /// The next byte; none when none comes in time.
  std::optional<unsigned char> receive(Deadline deadline);
  /// Forgets what came unasked, as far as it came by `deadline`.
  void discard_received(Deadline deadline);
  /// Says that all was sent, and waits for the other side to take it in: closing at once could lose the end of a job.
  void finish(Deadline deadline);
  Line line() const { return line_; }

  const std::string& trouble() const { return trouble_; }

 private:
  bool connect_one(const TcpAddress& to, Deadline deadline);
  bool is_over(Deadline deadline) const;
  bool wait(short events, Deadline deadline);
  bool failed(const std::string& what);

  const std::atomic<bool>& interrupted_;
  Descriptor socket_;
  Line line_ = Line::open;
  std::string trouble_;
};

}  // namespace menting::printing
