#include "kiosk/printing/status.h"

namespace menting::printing {

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
    case Outcome::no_reply:
      return true;
    case Outcome::paper_out:
    case Outcome::cover_open:
    case Outcome::offline:
      return false;
  }
  return false;
}

std::string describe(Outcome outcome, const std::string& name, const std::string& advice, const std::string& why) {
  switch (outcome) {
    case Outcome::done:
      return {};
    case Outcome::paper_low:
      return name + " has little paper left: have a new roll ready";
    case Outcome::paper_out:
      return name + " has no paper: put in a new roll";
    case Outcome::cover_open:
      return "the cover of " + name + " is open: close it";
    case Outcome::offline:
      return name + (why.empty() ? " says that it is offline" : " cannot be reached (" + why + ")") + ": check " +
             advice;
    case Outcome::no_reply:
      return name + " does not answer any more, so nobody knows whether slips come out: check " + advice;
    case Outcome::unknown:
      return name + " tells nothing of itself: look at it now and then, whether slips come out is not known";
  }
  return {};
}

}  // namespace menting::printing
