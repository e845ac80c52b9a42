#pragma once

#include <cstdint>
#include <string>

#include "kiosk/desk/journal.h"
#include "kiosk/domain/branch.h"

namespace menting::tests {

/// Writes facts through a journal as the desk does: the event, then the rows it touched. Times go on by a second a
/// fact.
class Scribe {
 public:
  explicit Scribe(desk::Journal& journal);

  /// Within a transaction of the caller's.
  void write(const domain::Fact& fact);
  /// In a transaction of its own.
  void commit(const domain::Fact& fact);
  /// The next number of the service, taken and committed. Gives its id.
  domain::TicketId take(domain::ServiceLetter service = 'A', domain::BusinessDay day = {20261123});

  const domain::BranchState& state() const { return branch_.state(); }

 private:
  desk::Journal& journal_;
  domain::Branch branch_;
  std::int64_t at_ms_;
};

/// A fact that changes a ticket at a counter from its taking to its rating, in order.
void write_visit(Scribe& scribe, const domain::TicketId& ticket, domain::CounterNumber counter);

/// The whole file's bytes.
std::string bytes_of(const std::string& file);

}  // namespace menting::tests
