#include "tests/kiosk/storage/scribe.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

#include "base/crypto/crypto.h"

namespace menting::tests {

using namespace domain;

Scribe::Scribe(desk::Journal& journal)
    : journal_(journal),
      branch_(Plan{}, journal.load({0})),
      at_ms_(std::max<std::int64_t>(branch_.state().at_ms, 1795399200000)) {}

void Scribe::write(const Fact& fact) {
  at_ms_ += 1001;
  const Event event{fact, at_ms_, at_ms_ - 1795399000000};
  journal_.append(event);
  const Touched touched = branch_.apply(event);
  if (touched.ticket) journal_.save(*branch_.ticket(*touched.ticket));
  if (touched.counter) journal_.save(branch_.counter(*touched.counter));
  if (touched.number) {
    const auto& [day, service] = *touched.number;
    journal_.save_number(day, service, branch_.last_number(day, service));
  }
  if (touched.priority_run)
    journal_.save_priority_run(*touched.priority_run, branch_.priority_run(*touched.priority_run));
  if (touched.assistance) {
    const auto& open = branch_.state().assistance;
    if (const auto call = open.find(*touched.assistance); call != open.end()) {
      journal_.save(call->second);
    } else {
      journal_.erase_assistance(*touched.assistance);
    }
    journal_.save_last_assistance(branch_.state().last_assistance);
  }
  if (touched.closed_service) {
    if (const ServiceClosure* closure = branch_.closure(*touched.closed_service)) {
      journal_.save(*closure);
    } else {
      journal_.erase_closure(*touched.closed_service);
    }
  }
  if (touched.repair) journal_.save(*branch_.repair(*touched.repair));
  if (touched.appointment) journal_.save(branch_.state().appointments.at(*touched.appointment));
  if (touched.loaner) journal_.save(*branch_.loaner(*touched.loaner));
  if (touched.config) journal_.save_config_digest(branch_.state().config_digest);
}

void Scribe::commit(const Fact& fact) {
  journal_.begin();
  write(fact);
  journal_.commit();
}

TicketId Scribe::take(ServiceLetter service, BusinessDay day) {
  TicketTaken taken;
  taken.number = branch_.last_number(day, service) + 1;
  taken.ticket_id = ticket_id(day, service, taken.number);
  taken.day = day;
  taken.service = service;
  taken.code = crypto::random_code(12);
  taken.language = "zh-CN";
  commit(taken);
  return taken.ticket_id;
}

void write_visit(Scribe& scribe, const TicketId& ticket, CounterNumber counter) {
  scribe.commit(CounterOpened{counter, "1001"});
  scribe.commit(TicketCalled{ticket, counter, "1001", 5000, Why::first_come});
  scribe.commit(TicketRecalled{ticket, counter, "1001", 2});
  scribe.commit(ServingStarted{ticket, counter, "1001"});
  scribe.commit(VisitFinished{ticket, counter, "1001", "done", 61000});
  scribe.commit(VisitRated{ticket, counter, "1001", 5, {"attitude", "speed"}});
}

std::string bytes_of(const std::string& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

}  // namespace menting::tests
