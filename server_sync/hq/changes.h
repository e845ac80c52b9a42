#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server_sync/hq/appointment_events.h"
#include "server_sync/hq/figures.h"
#include "server_sync/hq/repairs.h"
#include "server_sync/wire/envelope.h"

namespace menting::hq {

/// What a visit's events come to, of one or of many: sums only.
struct Tally {
  std::int64_t taken = 0;
  std::int64_t called = 0;  ///< calls of waiting tickets, no recalls; waited_ms_sum is over these, each minute once
  std::int64_t finished = 0;
  std::int64_t no_show = 0;
  std::int64_t cancelled = 0;
  std::int64_t rated = 0;
  std::int64_t score_sum = 0;
  std::int64_t waited_ms_sum = 0;
  std::int64_t served_ms_sum = 0;  ///< of all servings of a visit

  bool operator==(const Tally&) const = default;
};

enum class TicketState { waiting, called, serving, held, ended };

struct TicketChange {
  std::string ticket_id;
  int day = 0;
  std::string service;
  TicketState state = TicketState::waiting;
  std::int64_t taken_at_ms = 0;  ///< wall clock of the branch; a guess unless `taken_now`
  int counter = 0;
  bool taken_now = false;  ///< else the time that is stored stays
};

struct CounterChange {
  int counter = 0;
  std::string state;  ///< open, paused, closed
  std::int64_t at_ms = 0;
};

/// What a branch says of the configuration that it was sent.
struct ConfigurationChange {
  std::int64_t version = 0;  ///< 0: it goes by its own file alone
  bool refused = false;
  std::string fault;  ///< keys
  std::int64_t at_ms = 0;
};

/// An event that is kept as bytes beside the others, for people to look at.
struct Poison {
  std::int64_t seq = 0;
  std::string reason;  ///< not_understood: a newer program may; not_text: the body is no JSON
  std::string body;
};

/// What a run of events of one branch changes in the tables that pages read.
struct Changes {
  std::map<PartKey, Figures> parts;
  std::vector<TicketChange> tickets;
  std::vector<CounterChange> counters;
  std::vector<RepairChange> repairs;
  std::optional<ConfigurationChange> configuration;  ///< the last one
  std::vector<AppointmentChange> appointments;
  std::int64_t quarantined = 0;
  std::vector<Poison> poison;  ///< as many
  int day = 0;                 ///< business day of the ticket that was taken last; 0 none was
  std::string timezone;        ///< IANA name that the branch told last; empty: it told none
};

/// Raised when fold() counts differently than before: the derived tables are then built again from the events.
inline constexpr int fold_version = 6;

/// Adds one event. One that this version does not understand (an unknown kind, a missing field) counts as quarantined
/// and changes nothing else: it must never hold up the events behind it.
void fold(const wire::Event& event, Changes& changes);

}  // namespace menting::hq
