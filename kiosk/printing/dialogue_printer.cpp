#include "kiosk/printing/dialogue_printer.h"

#include <algorithm>
#include <utility>

#include "kiosk/printing/status.h"

namespace menting::printing {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds between_questions{200};

}  // namespace

DialoguePrinter::DialoguePrinter(Way way, Patience patience) : way_(std::move(way)), patience_(patience) {}

Outcome DialoguePrinter::print(std::string_view escpos) {
  std::unique_ptr<Link> link = open();
  if (!link) return Outcome::offline;
  if (!silent_) {
    const Outcome before = ask(*link);
    if (link->line() != Line::open) return settle(Outcome::offline, link->trouble());
    if (!takes_jobs(before)) return settle(before);
  }
  if (interrupted_) return settle(Outcome::offline, "the branch stops");
  const auto on_the_line =
      milliseconds(way_.bytes_per_s == 0 ? 0 : 1'000 * static_cast<long>(escpos.size()) / way_.bytes_per_s);
  // Flow control makes a slow line slower still.
  if (!link->send(escpos, steady_clock::now() + patience_.send + on_the_line * 3 / 2)) {
    const std::string why = link->trouble();
    const bool stalled = link->line() == Line::open;
    link->abandon();
    link.reset();
    return stalled && !interrupted_ ? cause_of_stall(why) : settle(Outcome::offline, why);
  }
  const Outcome after = watch(*link);
  // A printer may close once it has everything; one that breaks off has not.
  if (link->line() == Line::broken) return settle(Outcome::offline, link->trouble());
  link->finish(steady_clock::now() + patience_.finish);
  return settle(after);
}

Outcome DialoguePrinter::look() {
  const std::unique_ptr<Link> link = open();
  if (!link) return Outcome::offline;
  const Outcome state = ask(*link);
  if (link->line() != Line::open && (state == Outcome::unknown || state == Outcome::no_reply))
    return settle(Outcome::offline, link->trouble());
  link->finish(steady_clock::now() + patience_.finish);
  return settle(state);
}

std::unique_ptr<Link> DialoguePrinter::open() {
  std::string why;
  std::unique_ptr<Link> link = way_.open(steady_clock::now() + patience_.connect, interrupted_, why);
  if (!link) settle(Outcome::offline, why);
  return link;
}

Outcome DialoguePrinter::ask(Link& link) {
  link.discard_received(steady_clock::now() + patience_.reply);
  Status status;
  const std::pair<char, unsigned*> questions[] = {
      {'\x01', &status.printer}, {'\x02', &status.offline_cause}, {'\x04', &status.paper}};
  silent_ = true;
  for (const auto& [number, answer] : questions) {
    const Deadline deadline = steady_clock::now() + patience_.reply;
    if (!link.send(std::string("\x10\x04") + number, deadline)) break;
    std::optional<unsigned char> byte = link.receive(deadline);
    while (byte && !is_status(*byte)) byte = link.receive(deadline);
    if (!byte) break;
    *answer = *byte;
    silent_ = false;
  }
  answered_ = answered_ || !silent_;
  if (!silent_) return read_status(status);
  return answered_ ? Outcome::no_reply : Outcome::unknown;
}

/// A printer answers at once, also while it still prints: the paper may end in the rest of what it took in.
Outcome DialoguePrinter::watch(Link& link) {
  const Deadline end = steady_clock::now() + patience_.watch;
  Outcome state = ask(link);
  while (!silent_ && takes_jobs(state) && link.line() == Line::open && !interrupted_ && steady_clock::now() < end) {
    link.listen_until(std::min(end, steady_clock::now() + between_questions));
    if (link.line() != Line::open || interrupted_) break;
    state = ask(link);
  }
  return state;
}

/// Says why a printer took no more of a job, if it tells anybody.
Outcome DialoguePrinter::cause_of_stall(const std::string& why) {
  const std::unique_ptr<Link> link = open();
  if (!link) return Outcome::offline;
  const Outcome state = ask(*link);
  return takes_jobs(state) ? settle(Outcome::offline, why) : settle(state);
}

Outcome DialoguePrinter::settle(Outcome outcome, const std::string& why) {
  // Whoever comes back may be another printer, or have its voice back.
  if (outcome == Outcome::offline) silent_ = false;
  trouble_ = describe(outcome, way_.name, way_.advice, why);
  return outcome;
}

}  // namespace menting::printing
