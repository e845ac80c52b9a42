#include "kiosk/printing/cups_printer.h"

#include <thread>
#include <utility>

#include "kiosk/printing/cups_queue.h"
#include "kiosk/printing/status.h"

namespace menting::printing {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds between_looks{100};

}  // namespace

CupsPrinter::CupsPrinter(std::string queue, CupsServer server, CupsPatience patience)
    : queue_(std::move(queue)), server_(std::move(server)), patience_(patience) {}

Outcome CupsPrinter::print(std::string_view escpos) {
  CupsQueue cups(queue_, server_, patience_.answer, interrupted_);
  const Outcome before = cups.state();
  if (!takes_jobs(before)) return settle(before, cups.why());
  const int job = cups.submit(escpos);
  if (job == 0) return settle(Outcome::offline, cups.why());
  const auto end = steady_clock::now() + patience_.job;
  JobProgress progress = cups.progress(job);
  Outcome state = cups.state();
  while (progress == JobProgress::under_way && takes_jobs(state) && !interrupted_ && steady_clock::now() < end) {
    std::this_thread::sleep_for(between_looks);
    progress = cups.progress(job);
    state = cups.state();
  }
  const std::string why = cups.why();
  if (progress == JobProgress::ended_unprinted)
    return settle(takes_jobs(state) ? Outcome::offline : state, takes_jobs(state) ? "CUPS gave the job up" : why);
  if (progress == JobProgress::completed) return settle(state, why);
  const bool withdrawn = cups.cancel(job);
  if (interrupted_) return settle(Outcome::offline, "the branch stops");
  if (!takes_jobs(state)) return settle(state, why);
  // Too late to take it back: it may be on paper by now.
  if (!withdrawn) return settle(cups.progress(job) == JobProgress::completed ? cups.state() : Outcome::no_reply);
  return settle(Outcome::offline, "CUPS could not pass the slip on in time");
}

Outcome CupsPrinter::look() {
  CupsQueue cups(queue_, server_, patience_.answer, interrupted_);
  const Outcome state = cups.state();
  return settle(state, cups.why());
}

Outcome CupsPrinter::settle(Outcome outcome, const std::string& why) {
  trouble_ = describe(outcome, "the CUPS printer \"" + queue_ + "\"", "the printer, and lpstat -t", why);
  return outcome;
}

}  // namespace menting::printing
