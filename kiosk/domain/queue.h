#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "kiosk/domain/branch.h"
#include "kiosk/domain/refusal.h"

namespace menting::domain {

struct Choice {
  TicketId ticket;
  Why why = Why::none;
};

/// Who is next at a counter, by the queue's rule alone. None: nobody waits for its services.
std::optional<Choice> choose_next(const Branch& branch, CounterNumber counter, const Moment& moment);

/// Somebody of the standard lane waits whom this counter could call.
bool standard_waits(const Branch& branch, CounterNumber counter, const Moment& moment);

/// Tickets waiting for `service` at any of its counters, in the order in which they would be called.
std::vector<const Ticket*> waiting_in_order(const Branch& branch, ServiceLetter service, const Moment& moment);

/// How many of those waiting a new ticket of this lane would find before it. `due_steady_ms`: of an appointment.
int count_ahead(const Branch& branch, ServiceLetter service, Lane lane, const Moment& moment,
                std::int64_t due_steady_ms = 0);

/// Why no number of this service is given now; none: one is.
std::optional<Refusal> intake_obstacle(const Branch& branch, const Service& service, const Moment& moment);

}  // namespace menting::domain
