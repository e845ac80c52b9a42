#include <charconv>
#include <optional>
#include <stdexcept>
#include <system_error>

#include "kiosk/printing/cups_printer.h"
#include "kiosk/printing/dialogue_printer.h"
#include "kiosk/printing/file_printer.h"
#include "kiosk/printing/printer.h"

namespace menting::printing {
namespace {

[[noreturn]] void refuse(const std::string& transport, const std::string& what) {
  throw std::runtime_error("[printer] transport = \"" + transport + "\": " + what);
}

std::optional<int> number(const std::string& digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

/// HOST:PORT, or [IPv6]:PORT.
Way read_tcp(const std::string& transport, const std::string& address) {
  const std::size_t colon = address.rfind(':');
  if (colon == std::string::npos || colon == 0) refuse(transport, "write \"tcp:HOST:PORT\", the port is mostly 9100");
  std::string host = address.substr(0, colon);
  const std::string port = address.substr(colon + 1);
  const int value = number(port).value_or(0);
  if (value < 1 || value > 65535) refuse(transport, "the port must be a number from 1 to 65535, mostly 9100");
  if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  if (host.empty()) refuse(transport, "the host is missing; write \"tcp:HOST:PORT\"");
  return tcp_way(host, port);
}

/// PATH:BAUD.
Way read_serial(const std::string& transport, const std::string& line) {
  const std::size_t colon = line.rfind(':');
  if (colon == std::string::npos || colon == 0) refuse(transport, "write such as \"serial:/dev/ttyS0:115200\"");
  auto way = serial_way(line.substr(0, colon), number(line.substr(colon + 1)).value_or(0));
  if (!way) refuse(transport, "serial lines have no such speed; write such as \"serial:/dev/ttyS0:115200\"");
  return *std::move(way);
}

}  // namespace

std::unique_ptr<Printer> open_printer(const std::string& transport) {
  if (transport == "none") return nullptr;
  const std::size_t colon = transport.find(':');
  const std::string kind = transport.substr(0, colon);
  const std::string rest = colon == std::string::npos ? "" : transport.substr(colon + 1);
  if (kind == "tcp") return std::make_unique<DialoguePrinter>(read_tcp(transport, rest));
  if (kind == "serial") return std::make_unique<DialoguePrinter>(read_serial(transport, rest));
  if (kind != "file" && kind != "device" && kind != "cups")
    refuse(transport,
           "not a transport; use \"tcp:HOST:PORT\", \"device:PATH\", \"serial:PATH:BAUD\", \"cups:QUEUE\", "
           "\"file:PATH\" or \"none\"");
  if (rest.empty())
    refuse(transport,
           "what follows the colon is missing; write \"" + kind + ":" + (kind == "cups" ? "QUEUE" : "PATH") + "\"");
  if (kind == "device") return std::make_unique<DialoguePrinter>(device_way(rest));
  if (kind == "cups") return std::make_unique<CupsPrinter>(rest);
  return std::make_unique<FilePrinter>(rest);
}

}  // namespace menting::printing
