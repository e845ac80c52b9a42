#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/http/address.h"
#include "kiosk/settings/sections.h"

namespace menting::settings {
namespace {

constexpr int speeds[] = {1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400};

bool is_speed(const std::string& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool number = error == std::errc() && end == text.data() + text.size();
  return number && std::find(std::begin(speeds), std::end(speeds), value) != std::end(speeds);
}

/// What CUPS allows in the name of a queue.
bool is_queue(const std::string& name) {
  return !name.empty() && name.size() <= 127 && std::all_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) > ' ' && c != 127 && c != '/' && c != '#' && c != '?' && c != '%';
  });
}

bool is_absolute(const std::string& path) {
  return path.size() > 1 && path.front() == '/';
}

/// The way to the printer, or none: `fault` says what is wrong with `rest`, which follows `kind` and its colon.
std::string read_way(const std::string& kind, const std::string& rest, const std::filesystem::path& folder,
                     std::string& fault) {
  if (kind == "file") {
    if (!rest.empty()) return absolute(folder, rest);
    fault = "names no file; write \"file:PATH\"";
  } else if (kind == "tcp") {
    const auto address = http::parse_address(rest);
    if (address && address->port != 0) return rest;
    fault = fmt::format("\"{}\" is not HOST:PORT; write such as \"tcp:192.168.8.31:9100\"", rest);
  } else if (kind == "device") {
    if (is_absolute(rest)) return rest;
    fault = fmt::format("\"{}\" is not a device's whole path; write such as \"device:/dev/usb/lp0\"", rest);
  } else if (kind == "serial") {
    const std::size_t colon = rest.rfind(':');
    const std::string path = rest.substr(0, colon);
    const std::string speed = colon == std::string::npos ? "" : rest.substr(colon + 1);
    if (is_absolute(path) && is_speed(speed)) return rest;
    fault = is_absolute(path) && !speed.empty()
                ? fmt::format("serial lines have no speed \"{}\"; write one of {}", speed, fmt::join(speeds, ", "))
                : fmt::format("\"{}\" is not PATH:BAUD; write such as \"serial:/dev/ttyS0:115200\"", rest);
  } else if (kind == "cups") {
    if (is_queue(rest)) return rest;
    fault = fmt::format("\"{}\" is not the name of a CUPS printer; write such as \"cups:slips\" (lpstat -e lists them)",
                        rest);
  } else {
    fault = fmt::format(
        "\"{}\" is not a way to a printer; write \"tcp:HOST:PORT\", \"device:PATH\", "
        "\"serial:PATH:BAUD\", \"cups:NAME\", \"file:PATH\" or \"none\"",
        kind);
  }
  return {};
}

void read_transport(toml_reader::Table& printer, const std::filesystem::path& folder, Settings& settings) {
  const auto transport = printer.string("transport");
  if (!transport) return;
  if (*transport == "none") {
    settings.printer_transport = *transport;
    return;
  }
  const std::size_t colon = std::min(transport->find(':'), transport->size());
  const std::string kind = transport->substr(0, colon);
  std::string fault;
  const std::string way = read_way(kind, transport->substr(std::min(colon + 1, transport->size())), folder, fault);
  if (fault.empty())
    settings.printer_transport = kind + ":" + way;
  else
    printer.fault("transport", fault);
}

/// Takes one of a few words into `target`.
void read_choice(toml_reader::Table& printer, const char* key, const std::vector<std::string>& choices,
                 std::string& target) {
  const auto word = printer.string(key);
  if (!word) return;
  if (std::find(choices.begin(), choices.end(), *word) != choices.end())
    target = *word;
  else
    printer.fault(key,
                  fmt::format("\"{}\" is none of its words; write one of \"{}\"", *word, fmt::join(choices, "\", \"")));
}

}  // namespace

void read_printer(toml_reader::Table& root, const std::filesystem::path& folder, Settings& settings) {
  auto printer = root.table("printer");
  if (!printer) return;
  read_transport(*printer, folder, settings);
  if (const auto dots = printer->integer("width_dots", 1, 10'000)) {
    if (*dots != 576 && *dots != 384) {
      printer->fault("width_dots", fmt::format("is {}; write 576 (paper of 80 mm) or 384 (58 mm)", *dots));
    } else {
      settings.printer_width_dots = static_cast<int>(*dots);
    }
  }
  read_choice(*printer, "encoding", {"raster", "gb18030"}, settings.printer_encoding);
  read_choice(*printer, "qr", {"raster", "command"}, settings.printer_qr);
  read_choice(*printer, "cut", {"full", "partial", "none"}, settings.printer_cut);
  if (settings.printer_qr == "command" && settings.printer_encoding == "raster")
    printer->fault("qr", "\"command\" is for slips in text; write encoding = \"gb18030\" too, or qr = \"raster\"");
  printer->finish();
}

}  // namespace menting::settings
