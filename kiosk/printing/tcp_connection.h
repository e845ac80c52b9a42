#pragma once

#include <sys/socket.h>

#include <atomic>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/printing/link.h"

namespace menting::printing {

/// Where a name leads to.
struct TcpAddress {
  sockaddr_storage address{};
  socklen_t size = 0;
};

/// Looks the host up by `deadline`, or until `interrupted`. Empty: not found, `why` says so. The system's look-up
/// itself can take longer; it is then left to end on its own.
std::vector<TcpAddress> resolve(const std::string& host, const std::string& port, Deadline deadline,
                                const std::atomic<bool>& interrupted, std::string& why);

class TcpConnection : public Link {
 public:
  explicit TcpConnection(const std::atomic<bool>& interrupted) : Link(interrupted) {}

  /// False: trouble() says why.
  bool connect(const std::vector<TcpAddress>& addresses, Deadline deadline);
  void finish(Deadline deadline) override;
  void abandon() override;

 private:
  bool connect_one(const TcpAddress& to, Deadline deadline);
  long write_some(std::string_view bytes) override;
  long read_some(char* into, std::size_t size) override;
  bool ends_on_empty_read() const override { return true; }
};

}  // namespace menting::printing
