#include <charconv>
#include <stdexcept>
#include <system_error>

#include "kiosk/printing/file_printer.h"
#include "kiosk/printing/printer.h"
#include "kiosk/printing/tcp_printer.h"

namespace menting::printing {
namespace {

[[noreturn]] void refuse(const std::string& transport, const std::string& what) {
  throw std::runtime_error("[printer] transport = \"" + transport + "\": " + what);
}

/// HOST:PORT, or [IPv6]:PORT.
std::unique_ptr<Printer> open_tcp(const std::string& transport, const std::string& address) {
  const std::size_t colon = address.rfind(':');
  if (colon == std::string::npos || colon == 0) refuse(transport, "write \"tcp:HOST:PORT\", the port is mostly 9100");
  std::string host = address.substr(0, colon);
  const std::string port = address.substr(colon + 1);
  unsigned number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (error != std::errc() || end != port.data() + port.size() || number == 0 || number > 65535)
    refuse(transport, "the port must be a number from 1 to 65535, mostly 9100");
  if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  if (host.empty()) refuse(transport, "the host is missing; write \"tcp:HOST:PORT\"");
  return std::make_unique<TcpPrinter>(host, port);
}

}  // namespace

std::unique_ptr<Printer> open_printer(const std::string& transport) {
  if (transport == "none") return nullptr;
  const std::size_t colon = transport.find(':');
  const std::string kind = transport.substr(0, colon);
  const std::string rest = colon == std::string::npos ? "" : transport.substr(colon + 1);
  if (kind == "file") {
    if (rest.empty()) refuse(transport, "the path is missing; write \"file:PATH\"");
    return std::make_unique<FilePrinter>(rest);
  }
  if (kind == "tcp") return open_tcp(transport, rest);
  if (kind == "device" || kind == "serial" || kind == "cups")
    refuse(transport, "not available in this version; use \"tcp:HOST:PORT\", \"file:PATH\" or \"none\"");
  refuse(transport, "not a transport; use \"tcp:HOST:PORT\", \"file:PATH\" or \"none\"");
}

}  // namespace menting::printing
