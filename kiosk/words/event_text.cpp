#include <array>

#include "base/text/catalog.h"
#include "kiosk/words/repair_words.h"
#include "kiosk/words/words.h"

// What happened, for the audit trail: one sentence for each kind of event. Nothing in an event says who a customer is.
namespace menting::words {
namespace {

using namespace domain;

struct Reason {
  std::string_view code;
  const char* text;
};

constexpr std::array<Reason, 70> reasons{{
    {"restored", MENTING_TEXT("it was erased before the backup was put back")},
    {"repair_over", MENTING_TEXT("the repair is over")},
    {"goodwill", MENTING_TEXT("goodwill")},
    {"proof_of_purchase", MENTING_TEXT("proof of purchase shown")},
    {"no_proof", MENTING_TEXT("no proof of purchase")},
    {"abuse", MENTING_TEXT("damaged by use")},
    {"water_damage", MENTING_TEXT("water damage")},
    {"more_found", MENTING_TEXT("more was found")},
    {"parts_late", MENTING_TEXT("parts come late")},
    {"workload", MENTING_TEXT("too much work")},
    {"technician_ill", MENTING_TEXT("technician is ill")},
    {"no_parts", MENTING_TEXT("no parts to be had")},
    {"not_worth_it", MENTING_TEXT("not worth repairing")},
    {"test_failed", MENTING_TEXT("test failed")},
    {"lost", MENTING_TEXT("lost")},
    {"stolen", MENTING_TEXT("stolen")},
    {"request", MENTING_TEXT("on request")},
    {"retention", MENTING_TEXT("its time was over")},
    {"break", MENTING_TEXT("a break")},
    {"meal", MENTING_TEXT("a meal")},
    {"lunch", MENTING_TEXT("lunch")},
    {"meeting", MENTING_TEXT("a meeting")},
    {"training", MENTING_TEXT("training")},
    {"paperwork", MENTING_TEXT("paperwork")},
    {"equipment", MENTING_TEXT("equipment trouble")},
    {"other", MENTING_TEXT("another reason")},
    {"done", MENTING_TEXT("done")},
    {"partly", MENTING_TEXT("partly done")},
    {"referred", MENTING_TEXT("referred elsewhere")},
    {"gave_up", MENTING_TEXT("the customer gave up")},
    {"documents", MENTING_TEXT("missing documents")},
    {"form", MENTING_TEXT("a form to fill in")},
    {"payment", MENTING_TEXT("payment")},
    {"phone", MENTING_TEXT("a telephone call")},
    {"system", MENTING_TEXT("system trouble")},
    {"customer_left", MENTING_TEXT("the customer left")},
    {"mistake", MENTING_TEXT("a mistake")},
    {"duplicate", MENTING_TEXT("a second number")},
    {"elderly", MENTING_TEXT("elderly customer")},
    {"disabled", MENTING_TEXT("customer with a disability")},
    {"pregnant", MENTING_TEXT("pregnant customer")},
    {"customer_asked", MENTING_TEXT("the customer asked for it")},
    {"no_staff", MENTING_TEXT("no staff")},
    {"full", MENTING_TEXT("too many waiting")},
    {"out_of_stock", MENTING_TEXT("out of stock")},
    {"closed", MENTING_TEXT("closed by hand")},
    {"signed_out", MENTING_TEXT("signed out")},
    {"day_end", MENTING_TEXT("the day ended")},
    {"counter_closed", MENTING_TEXT("the counter closed")},
    {"counter_removed", MENTING_TEXT("the counter is no longer configured")},
    {"staff_removed", MENTING_TEXT("the clerk is no longer configured")},
    {"service_removed", MENTING_TEXT("the service is no longer configured")},
    {"resumed", MENTING_TEXT("resumed")},
    {"reopened", MENTING_TEXT("opened by hand")},
    {"moved", MENTING_TEXT("moved by hand")},
    {"answered", MENTING_TEXT("answered")},
    {"transferred", MENTING_TEXT("passed on")},
    {"held", MENTING_TEXT("put on hold")},
    {"apologised", MENTING_TEXT("apologised")},
    {"explained", MENTING_TEXT("explained")},
    {"solved", MENTING_TEXT("solved")},
    {"passed_on", MENTING_TEXT("passed on")},
    {"none", MENTING_TEXT("nothing to do")},
    {"paper_out", MENTING_TEXT("out of paper")},
    {"cover_open", MENTING_TEXT("cover open")},
    {"offline", MENTING_TEXT("printer offline")},
    {"no_reply", MENTING_TEXT("not confirmed by the printer")},
    {"stale", MENTING_TEXT("too late to print")},
    {"not_drawn", MENTING_TEXT("could not be drawn")},
    {"no_printer", MENTING_TEXT("no printer")},
}};

/// The letters with commas, as people list them.
std::string listed(const std::string& letters) {
  std::string text;
  for (const char letter : letters) text.append(text.empty() ? "" : ", ").append(1, letter);
  return text;
}

std::string minutes(std::int64_t ms, std::string_view language) {
  if (ms < 60'000) return text::tr(language, "less than a minute");
  return text::tr(language, "{1} min", {std::to_string(ms / 60'000)});
}

class Teller {
 public:
  explicit Teller(std::string_view language) : language_(language) {}

  std::string operator()(const TicketTaken& e) const {
    return say(MENTING_TEXT("{1} was taken for service {2}, lane: {3}; {4} ahead."),
               {number_of(e.ticket_id), one(e.service), lane(e.lane, language_), std::to_string(e.ahead)});
  }
  std::string operator()(const TicketCalled& e) const {
    return say(MENTING_TEXT("{1} was called to counter {2} after {3}."),
               {number_of(e.ticket_id), at(e.counter), minutes(e.waited_ms, language_)});
  }
  std::string operator()(const TicketRecalled& e) const {
    return say(MENTING_TEXT("{1} was called to counter {2} again, call {3}."),
               {number_of(e.ticket_id), at(e.counter), std::to_string(e.call)});
  }
  std::string operator()(const ServingStarted& e) const {
    return say(MENTING_TEXT("Serving {1} began at counter {2}."), {number_of(e.ticket_id), at(e.counter)});
  }
  std::string operator()(const VisitFinished& e) const {
    return say(MENTING_TEXT("{1} was finished at counter {2} after {3}: {4}."),
               {number_of(e.ticket_id), at(e.counter), minutes(e.served_ms, language_), why(e.outcome)});
  }
  std::string operator()(const NoShowMarked& e) const {
    return say(MENTING_TEXT("{1} did not come to counter {2}."), {number_of(e.ticket_id), at(e.counter)});
  }
  std::string operator()(const TicketCancelled& e) const {
    return say(MENTING_TEXT("{1} was cancelled: {2}."), {number_of(e.ticket_id), why(e.reason)});
  }
  std::string operator()(const TicketResumed& e) const {
    return say(MENTING_TEXT("{1} waits again: {2}."), {number_of(e.ticket_id), why(e.reason)});
  }
  std::string operator()(const CounterOpened& e) const {
    return say(MENTING_TEXT("Counter {1} was opened."), {at(e.counter)});
  }
  std::string operator()(const CounterPaused& e) const {
    return say(MENTING_TEXT("Counter {1} was paused: {2}."), {at(e.counter), why(e.reason)});
  }
  std::string operator()(const CounterClosed& e) const {
    return say(MENTING_TEXT("Counter {1} was closed: {2}."), {at(e.counter), why(e.reason)});
  }
  std::string operator()(const VisitRated& e) const {
    return say(MENTING_TEXT("{1} rated counter {2} with {3} of 5."),
               {number_of(e.ticket_id), at(e.counter), std::to_string(e.score)});
  }
  std::string operator()(const TicketReprintAsked& e) const {
    return say(MENTING_TEXT("The slip of {1} is to be printed again."), {number_of(e.ticket_id)});
  }
  std::string operator()(const TicketPrinted& e) const {
    return say(MENTING_TEXT("The slip of {1} was printed."), {number_of(e.ticket_id)});
  }
  std::string operator()(const PrintFailed& e) const {
    return say(MENTING_TEXT("The slip of {1} was not printed: {2}."), {number_of(e.ticket_id), why(e.reason)});
  }
  std::string operator()(const StaffSignedIn&) const { return text::tr(language_, "Signed in."); }
  std::string operator()(const StaffSignedOut&) const { return text::tr(language_, "Signed out."); }
  std::string operator()(const BranchStarted& e) const {
    return say(MENTING_TEXT("The branch was started, version {1}."), {e.version});
  }
  std::string operator()(const ConfigApplied& e) const {
    return say(MENTING_TEXT("A new configuration is in use: {1}."), {e.digest.substr(0, 8)});
  }
  std::string operator()(const ConfigRefused& e) const {
    return say(MENTING_TEXT("Configuration {1} from headquarters was not taken: {2} faults."),
               {std::to_string(e.version), std::to_string(e.fault_count)});
  }
  std::string operator()(const AssistanceCalled& e) const {
    return say(MENTING_TEXT("Help was called for at {1}."), {place(e.place, language_)});
  }
  std::string operator()(const AssistanceAnswered& e) const {
    return say(MENTING_TEXT("A call for help ended after {1}: {2}."),
               {minutes(e.waited_ms, language_), why(e.outcome)});
  }
  std::string operator()(const TicketTransferred& e) const { return transferred(e); }
  std::string operator()(const TicketHeld& e) const {
    return say(MENTING_TEXT("{1} was put on hold at counter {2}: {3}."),
               {number_of(e.ticket_id), at(e.counter), why(e.reason)});
  }
  std::string operator()(const ServiceAdded& e) const {
    return say(MENTING_TEXT("Service {2} was added to {1}."), {number_of(e.ticket_id), one(e.service)});
  }
  std::string operator()(const ServingFinished& e) const {
    return say(MENTING_TEXT("One service of {1} was finished at counter {2}: {3}; service {4} is next."),
               {number_of(e.ticket_id), at(e.counter), why(e.outcome), one(e.next_service)});
  }
  std::string operator()(const LaneChanged& e) const {
    return say(MENTING_TEXT("{1} changed to lane {2}: {3}."),
               {number_of(e.ticket_id), lane(e.lane, language_), why(e.reason)});
  }
  std::string operator()(const TicketReturned& e) const {
    return say(MENTING_TEXT("{1} came back after a no-show."), {number_of(e.ticket_id)});
  }
  std::string operator()(const TicketLetPass& e) const {
    return say(MENTING_TEXT("{1} let {2} others go first."), {number_of(e.ticket_id), std::to_string(e.passed)});
  }
  std::string operator()(const ServiceClosed& e) const {
    return say(MENTING_TEXT("No more numbers of service {1} today: {2}."), {one(e.service), why(e.reason)});
  }
  std::string operator()(const ServiceReopened& e) const {
    return say(MENTING_TEXT("Service {1} gives numbers again: {2}."), {one(e.service), why(e.reason)});
  }
  std::string operator()(const CounterReassigned& e) const { return reassigned(e); }
  std::string operator()(const RatingAnswered& e) const {
    return say(MENTING_TEXT("The rating of {1} was answered: {2}."), {number_of(e.ticket_id), why(e.action)});
  }
  std::string operator()(const RepairOpened& e) const {
    return say(MENTING_TEXT("Repair {1} was handed in, promised for {2}."), {e.repair_id, to_string(e.promised_day)});
  }
  std::string operator()(const RepairAdvanced& e) const {
    return say(MENTING_TEXT("Repair {1} went from \"{2}\" to \"{3}\"."),
               {e.repair_id, repair_state(e.move.from, language_), repair_state(e.move.to, language_)});
  }
  std::string operator()(const RepairCorrected& e) const {
    return say(MENTING_TEXT("The details of repair {1} were corrected."), {e.repair_id});
  }
  std::string operator()(const RepairPromised& e) const {
    return say(MENTING_TEXT("Repair {1} is now promised for {2}: {3}."),
               {e.repair_id, to_string(e.promised_day), why(e.reason)});
  }
  std::string operator()(const RepairFetched& e) const {
    return say(MENTING_TEXT("{1} was taken to fetch repair {2}."), {number_of(e.ticket_id), e.repair_id});
  }
  std::string operator()(const RepairErased& e) const {
    return say(MENTING_TEXT("The personal data of repair {1} was erased."), {e.repair_id});
  }
  std::string operator()(const LoanerAdded& e) const {
    return say(MENTING_TEXT("Loaner {1} ({2}) came into the stock."), {e.label, e.model});
  }
  std::string operator()(const LoanerLent& e) const {
    return say(MENTING_TEXT("A loaner was lent for repair {1}, to be back on {2}."),
               {e.repair_id, to_string(e.due_day)});
  }
  std::string operator()(const LoanerReturned& e) const {
    return say(MENTING_TEXT("The loaner of repair {1} came back."), {e.repair_id});
  }
  std::string operator()(const LoanerRetired&) const {
    return say(MENTING_TEXT("A loaner was taken out of the stock."), {});
  }
  std::string operator()(const NotesRead& e) const {
    return say(MENTING_TEXT("The notes about {1} were read."), {e.subject});
  }

  std::string operator()(const AppointmentNoted& e) const {
    return say(MENTING_TEXT("Appointment {1} was booked for {2}, {3}."),
               {e.number, to_string(e.day), time_of_day(e.from_minute)});
  }
  std::string operator()(const AppointmentCancelled&) const {
    return say(MENTING_TEXT("An appointment was cancelled."), {});
  }
  std::string operator()(const AppointmentCheckedIn& e) const {
    return say(MENTING_TEXT("{1} came by appointment for {2}."), {number_of(e.ticket_id), time_of_day(e.from_minute)});
  }
  std::string operator()(const AppointmentMissed&) const {
    return say(MENTING_TEXT("Nobody came to an appointment; its time is free again."), {});
  }
  std::string operator()(const AppointmentSettled& e) const {
    switch (e.state) {
      case AppointmentState::served:
        return say(MENTING_TEXT("An appointment was kept."), {});
      case AppointmentState::no_show:
        return say(MENTING_TEXT("Who came by appointment was not there when called."), {});
      case AppointmentState::checked_in:
      case AppointmentState::booked:
      case AppointmentState::cancelled:
        break;
    }
    return say(MENTING_TEXT("Who came by appointment waits again."), {});
  }

 private:
  std::string transferred(const TicketTransferred& e) const {
    if (e.to_counter != 0) {
      return say(MENTING_TEXT("{1} was passed on from counter {2} to counter {3}."),
                 {number_of(e.ticket_id), at(e.counter), at(e.to_counter)});
    }
    return say(MENTING_TEXT("{1} was passed on from counter {2} to service {3}."),
               {number_of(e.ticket_id), at(e.counter), one(e.service)});
  }

  std::string reassigned(const CounterReassigned& e) const {
    if (e.services.empty()) {
      return say(MENTING_TEXT("Counter {1} serves what is configured again: {2}."), {at(e.counter), why(e.reason)});
    }
    return say(MENTING_TEXT("Counter {1} serves {2} for today."), {at(e.counter), listed(e.services)});
  }

  std::string say(const char* sentence, const std::vector<std::string>& values) const {
    return text::tr(language_, sentence, values);
  }
  std::string why(const std::string& code) const { return reason(code, language_); }
  static std::string one(ServiceLetter letter) { return std::string(1, letter); }
  static std::string at(CounterNumber counter) { return std::to_string(counter); }

  std::string_view language_;
};

}  // namespace

std::string number_of(const TicketId& ticket) {
  const std::size_t dash = ticket.find('-');
  return dash == std::string::npos ? ticket : ticket.substr(dash + 1);
}

std::string reason(std::string_view code, std::string_view language) {
  for (const Reason& known : reasons) {
    if (known.code == code) return text::tr(language, known.text);
  }
  return std::string(code);
}

std::string happened(const Fact& fact, std::string_view language) {
  return std::visit(Teller(language), fact);
}

}  // namespace menting::words
