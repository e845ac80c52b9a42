#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "kiosk/domain/event.h"
#include "kiosk/domain/ticket.h"

namespace menting::desk {

struct AuditQuery {
  std::int64_t from_ms = 0;        ///< wall clock
  std::int64_t until_ms = 0;       ///< exclusive
  std::string kind;                ///< empty: all
  std::string staff;               ///< empty: everybody
  std::int64_t after_journal = 0;  ///< 0: the newest
  std::int64_t after_seq = 0;      ///< only what was before this event; 0: from the newest on
  int limit = 100;
};

struct AuditEntry {
  std::int64_t journal = 0;  ///< a restored branch goes on in a new one
  std::int64_t seq = 0;
  domain::Event event;
};

struct AuditPage {
  std::vector<AuditEntry> entries;  ///< newest first
  std::int64_t total = 0;           ///< whatever the page
};

/// Port: what is on record, of any day, read apart from the desk. Any thread. May throw std::runtime_error.
class Records {
 public:
  virtual ~Records() = default;
  /// Every ticket of a day, one by one: none of them stays in memory.
  virtual void each_ticket(domain::BusinessDay day, const std::function<void(const domain::Ticket&)>& seen) = 0;
  virtual AuditPage audit(const AuditQuery& query) = 0;
};

}  // namespace menting::desk
