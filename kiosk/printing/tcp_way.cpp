#include "kiosk/printing/dialogue_printer.h"
#include "kiosk/printing/tcp_connection.h"

namespace menting::printing {

Way tcp_way(const std::string& host, const std::string& port) {
  Way way;
  way.name = "the printer at " + host + ":" + port;
  way.advice = "its power, cable and address";
  way.open = [host, port](Deadline deadline, const std::atomic<bool>& interrupted,
                          std::string& why) -> std::unique_ptr<Link> {
    const auto addresses = resolve(host, port, deadline, interrupted, why);
    if (addresses.empty()) return nullptr;
    auto connection = std::make_unique<TcpConnection>(interrupted);
    if (connection->connect(addresses, deadline)) return connection;
    why = connection->trouble();
    return nullptr;
  };
  return way;
}

}  // namespace menting::printing
