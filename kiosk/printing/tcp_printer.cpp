#include "kiosk/printing/tcp_printer.h"

#include <optional>
#include <utility>

namespace menting::printing {
namespace {

using std::chrono::steady_clock;

/// The answers to DLE EOT 1 (printer), 2 (why offline) and 4 (paper).
struct Status {
  unsigned printer = 0;
  unsigned offline_cause = 0;
  unsigned paper = 0;
};

bool is_status(unsigned char byte) {
  return (byte & 0x93) == 0x12;
}

Outcome read_status(const Status& status) {
  constexpr unsigned offline = 0x08;
  constexpr unsigned cover_open = 0x04;
  constexpr unsigned paper_end_stop = 0x20;
  constexpr unsigned error = 0x40;
  constexpr unsigned paper_near_end = 0x0c;
  constexpr unsigned paper_end = 0x60;
  if ((status.offline_cause & cover_open) != 0) return Outcome::cover_open;
  if ((status.paper & paper_end) != 0 || (status.offline_cause & paper_end_stop) != 0) return Outcome::paper_out;
  if ((status.printer & offline) != 0 || (status.offline_cause & error) != 0) return Outcome::offline;
  if ((status.paper & paper_near_end) != 0) return Outcome::paper_low;
  return Outcome::done;
}

bool takes_jobs(Outcome outcome) {
  switch (outcome) {
    case Outcome::done:
    case Outcome::paper_low:
    case Outcome::unknown:
      return true;
    case Outcome::paper_out:
    case Outcome::cover_open:
    case Outcome::offline:
      return false;
  }
  return false;
}

}  // namespace

TcpPrinter::TcpPrinter(std::string host, std::string port, TcpPatience patience)
    : host_(std::move(host)), port_(std::move(port)), patience_(patience) {}

Outcome TcpPrinter::print(std::string_view escpos) {
  TcpConnection connection(interrupted_);
  if (!connect(connection)) return Outcome::offline;
  if (!silent_) {
    const Outcome before = ask(connection);
    if (connection.line() != Line::open) return settle(Outcome::offline, connection.trouble());
    if (!takes_jobs(before)) return settle(before);
  }
  if (interrupted_) return settle(Outcome::offline, "the branch stops");
  if (!connection.send(escpos, steady_clock::now() + patience_.send))
    return settle(Outcome::offline, connection.trouble());
  const Outcome after = ask(connection);
  // A printer may close once it has everything; one that breaks off has not.
  if (connection.line() == Line::broken) return settle(Outcome::offline, connection.trouble());
  silent_ = after == Outcome::unknown;
  connection.finish(steady_clock::now() + patience_.finish);
  return settle(after);
}

Outcome TcpPrinter::look() {
  TcpConnection connection(interrupted_);
  if (!connect(connection)) return Outcome::offline;
  const Outcome state = ask(connection);
  if (connection.line() != Line::open && state == Outcome::unknown)
    return settle(Outcome::offline, connection.trouble());
  silent_ = state == Outcome::unknown;
  connection.finish(steady_clock::now() + patience_.finish);
  return settle(state);
}

bool TcpPrinter::connect(TcpConnection& connection) {
  const Deadline deadline = steady_clock::now() + patience_.connect;
  std::string why;
  const auto addresses = resolve(host_, port_, deadline, interrupted_, why);
  if (!addresses.empty() && connection.connect(addresses, deadline)) return true;
  settle(Outcome::offline, addresses.empty() ? why : connection.trouble());
  return false;
}

Outcome TcpPrinter::ask(TcpConnection& connection) {
  connection.discard_received(steady_clock::now() + patience_.reply);
  Status status;
  const std::pair<char, unsigned*> questions[] = {
      {'\x01', &status.printer}, {'\x02', &status.offline_cause}, {'\x04', &status.paper}};
  bool answered = false;
  for (const auto& [number, answer] : questions) {
    const Deadline deadline = steady_clock::now() + patience_.reply;
    if (!connection.send(std::string("\x10\x04") + number, deadline)) break;
    std::optional<unsigned char> byte = connection.receive(deadline);
    while (byte && !is_status(*byte)) byte = connection.receive(deadline);
    if (!byte) break;
    *answer = *byte;
    answered = true;
  }
  return answered ? read_status(status) : Outcome::unknown;
}

Outcome TcpPrinter::settle(Outcome outcome, const std::string& why) {
  const std::string name = "the printer at " + host_ + ":" + port_;
  switch (outcome) {
    case Outcome::done:
    case Outcome::unknown:
      trouble_.clear();
      break;
    case Outcome::paper_low:
      trouble_ = name + " has little paper left: have a new roll ready";
      break;
    case Outcome::paper_out:
      trouble_ = name + " has no paper: put in a new roll";
      break;
    case Outcome::cover_open:
      trouble_ = "the cover of " + name + " is open: close it";
      break;
    case Outcome::offline:
      trouble_ = name + (why.empty() ? " says that it is offline" : " cannot be reached (" + why + ")") +
                 ": check its power, cable and address";
      break;
  }
  return outcome;
}

}  // namespace menting::printing
