#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server_sync/hq/changes.h"
#include "server_sync/hq/sql.h"
#include "server_sync/wire/envelope.h"
#include "server_sync/wire/personal.h"

namespace menting::hq {

/// Who a credential belongs to.
struct Device {
  std::string branch;
  bool revoked = false;         ///< the branch may not come any more
  bool replaced = false;        ///< another device joined in its place
  std::int64_t ends_at_ms = 0;  ///< 0: no end is set; a newer key of the same device took over
  std::string public_key;       ///< Ed25519, base64
  bool signs = false;           ///< it has signed a request: from then on it always does
  bool followed = false;        ///< a newer key of it is in use already
  std::string credential_hash;
};

/// What somebody at headquarters should look into.
struct Alarm {
  std::string branch;
  std::string kind;  ///< code_reused, replaced_device, another_branch, bad_signature, fork, bad_hash
  std::int64_t count = 0;
  std::int64_t first_at_ms = 0;
  std::int64_t last_at_ms = 0;
  std::string source;  ///< the address that the last one came from
};

/// The fleet in figures.
struct FleetFigures {
  std::int64_t enrolled = 0;
  std::int64_t invited = 0;  ///< have a code and have not joined
  std::int64_t revoked = 0;
  std::int64_t silent = 0;  ///< of those enrolled, not heard of for two minutes
  std::int64_t events = 0;
  std::int64_t journals = 0;
  std::int64_t quarantined = 0;
  std::optional<std::int64_t> oldest_contact_ms;  ///< of those enrolled
  std::int64_t database_bytes = 0;
};

struct EnrolmentCode {
  std::string branch;
  std::int64_t expires_at_ms = 0;
  bool used = false;
  std::string unheard_key;  ///< public key of the device that used it, while that has not signed a request; or empty
};

/// How far a journal of a branch has arrived.
struct Cursor {
  std::int64_t through = 0;
  std::string hash;  ///< of event `through`; the journal's genesis when it is 0
};

/// What a branch said of itself beside its events.
struct SelfReport {
  std::string body{};  ///< JSON; empty: it never did
  std::int64_t at_ms = 0;
  std::int64_t received_at_ms = 0;
};

/// One branch as the list shows it.
struct BranchNow {
  std::string id;
  std::string name;
  std::string tier{};    ///< "flagship" …; empty: none was given
  std::string region{};  ///< "华北" …; empty: none was given
  bool revoked = false;
  bool enrolled = false;
  std::string journal;  ///< the newest; empty before the first event
  std::int64_t through = 0;
  std::optional<std::int64_t> last_seen_ms;
  std::int64_t quarantined = 0;
  std::int64_t waiting = 0;
  std::int64_t serving = 0;  ///< called or being served
  std::int64_t open_counters = 0;
  std::int64_t paused_counters = 0;
  std::optional<std::int64_t> oldest_taken_at_ms;  ///< of those who wait
  /// Business day of the ticket that was taken last; 0 none. The last to come, not the highest: a clock that was wrong
  /// for one ticket is forgotten with the next.
  int day = 0;
  Tally today;  ///< of that day, as are waiting and serving
  std::vector<Alarm> alarms{};
  SelfReport said{};  ///< filled in by add_branch_now()
};

/// A person who is signed in.
struct Session {
  std::string user;
  std::int64_t opened_at_ms = 0;
};

/// What is known of an item of personal data.
struct PersonalNow {
  std::string digest;  ///< of what was stored; empty once it is erased
  bool erased = false;
  std::string proof;
};

struct PersonalCounts {
  std::int64_t stored = 0;
  std::int64_t erased = 0;
};

/// Events of one journal that follow its cursor, and what they change.
struct Arrival {
  std::string_view branch;
  std::string_view journal;
  std::span<const wire::Event> events;
  const Changes* changes;
};

struct ReceivedEvent {
  std::string journal;
  wire::Event event;
};

struct RepairQuestion {
  std::string branch;  ///< empty: all
  int from = 0;        ///< days of the hand-in, both included
  int to = 99'991'231;
  std::string by;                      ///< branch, day, kind, brand, model, fault, age
  std::vector<std::string> regions{};  ///< of who asks; empty: all
  std::string tier{};                  ///< empty: all, as is region
  std::string region{};
};

struct RepairRow {
  std::string name;  ///< of the branch, the day (20261123), the brand …
  RepairTally tally;
};

struct RepairStateRow {
  std::string state;
  std::int64_t now = 0;  ///< orders that are in it
  StayTally stays;
};

/// Port: headquarters' durable memory. One thread at a time, one transaction at a time. Every function may throw
/// std::runtime_error; the caller then rolls back. Times are wall clock, milliseconds since 1970.
class Store {
 public:
  virtual ~Store() = default;

  virtual void begin() = 0;   ///< takes the write lock
  virtual void commit() = 0;  ///< durable on return
  virtual void rollback() = 0;
  virtual void savepoint() = 0;
  virtual void release() = 0;
  virtual void rollback_to_savepoint() = 0;
  virtual void settle() = 0;                  ///< all that was asked so far is done, though not durable, or this throws
  virtual sql::Connection& connection() = 0;  ///< for rooms of their own: appointments, directives …

  virtual bool has_branch(const std::string& id) = 0;
  virtual void add_branch(const std::string& id, const std::string& name, std::int64_t now_ms) = 0;
  /// Its credentials and its unused codes are worth nothing from now on; what it sent stays.
  virtual void revoke_branch(const std::string& id, std::int64_t now_ms) = 0;
  virtual void save_code(const std::string& branch, const std::string& code_hash, std::int64_t now_ms,
                         std::int64_t expires_at_ms) = 0;
  virtual std::optional<EnrolmentCode> find_code(const std::string& code_hash) = 0;
  /// The code is used up, the branch has this one credential and no other, and is revoked no more.
  virtual void enrol(const std::string& branch, const std::string& code_hash, const std::string& credential_hash,
                     const std::string& public_key, std::int64_t now_ms) = 0;
  virtual std::optional<Device> find_device(const std::string& credential_hash) = 0;
  virtual void mark_signing(const Device& device) = 0;
  /// `device` goes on under another credential and key; the ones it has now end at `ends_at_ms`, others of the branch
  /// at once. A credential that is there already is left as it is.
  virtual void rotate(const Device& device, const std::string& credential_hash, const std::string& public_key,
                      std::int64_t now_ms, std::int64_t ends_at_ms) = 0;

  /// Counts one more of this kind; a fork that follows another one within a minute is the same.
  virtual void raise_alarm(const std::string& branch, const std::string& kind, const std::string& source,
                           std::int64_t now_ms) = 0;
  /// Of one branch; of all when `branch` is empty.
  virtual std::vector<Alarm> alarms(const std::string& branch) = 0;
  virtual void clear_alarms(const std::string& branch) = 0;
  virtual FleetFigures figures(std::int64_t now_ms) = 0;

  /// The branch was heard of.
  virtual void record_contact(const std::string& branch, std::int64_t now_ms) = 0;
  virtual Cursor cursor(const std::string& branch, const std::string& journal) = 0;
  /// What the cursor was when this store moved it last, without asking the database: good enough for events that follow
  /// it, since append() moves it from there only.
  virtual std::optional<Cursor> remembered_cursor(const std::string& branch, const std::string& journal) const = 0;
  /// Hash of a stored event; empty when it is not there.
  virtual std::string hash_of(const std::string& branch, const std::string& journal, std::int64_t seq) = 0;
  /// Hashes of the stored events `first` to `last`, in order.
  virtual std::vector<std::string> hashes_of(const std::string& branch, const std::string& journal, std::int64_t first,
                                             std::int64_t last) = 0;
  /// These devices stand as they are said to: neither revoked nor replaced nor ending, and signing or not; else
  /// Interrupted. Their branches, each there once, are locked in one order and were heard of (to a second or so).
  virtual void hear(std::span<const Device* const> devices, std::int64_t now_ms) = 0;
  /// Stores events of one branch or several, each there once and its row locked. Every cursor must be where the events
  /// begin; else Interrupted. Moves it behind them and applies what they change.
  virtual void append(std::span<const Arrival> arrivals, std::int64_t now_ms) = 0;

  virtual std::optional<PersonalNow> find_personal(const std::string& branch, const std::string& id) = 0;
  virtual void save_personal(const std::string& branch, const wire::PersonalItem& item, const std::string& digest,
                             std::int64_t now_ms) = 0;
  /// Leaves a row without data, also where there was none: what comes later is not stored.
  virtual void erase_personal(const std::string& branch, const wire::PersonalErasure& erasure, const std::string& proof,
                              std::int64_t now_ms) = 0;
  /// Counts what was saved and erased for a branch; in a database that was restored it is behind.
  virtual std::int64_t personal_change(const std::string& branch) = 0;
  virtual PersonalCounts personal_counts(const std::string& branch) = 0;

  virtual void save_session(const std::string& hash, const std::string& user, const std::string& address,
                            std::int64_t now_ms) = 0;
  virtual std::optional<Session> session(const std::string& hash) = 0;
  virtual void erase_session(const std::string& hash) = 0;
  /// Those opened before `opened_before_ms`, and all but the newest `kept_max`.
  virtual void forget_sessions(std::int64_t opened_before_ms, std::int64_t kept_max) = 0;

  /// Events of all branches that are kept in quarantine.
  virtual std::int64_t quarantined() = 0;
  virtual std::vector<BranchNow> branches() = 0;
  /// Those of `ids` that are there; `ids` in the database's order.
  virtual std::vector<BranchNow> branches(const std::vector<std::string>& ids) = 0;
  virtual std::optional<BranchNow> branch(const std::string& id) = 0;
  /// Sums of the orders that were handed in on those days; by name.
  virtual std::vector<RepairRow> repairs(const RepairQuestion& question) = 0;
  /// The same orders by state, whatever the question's `by`; in the states' order.
  virtual std::vector<RepairStateRow> repair_states(const RepairQuestion& question) = 0;
  /// Every stored event from `from_seq` on, the oldest journal first, in order; what cannot be read is in the log.
  virtual void each_event(const std::string& branch, std::int64_t from_seq,
                          const std::function<void(const ReceivedEvent&)>& take) = 0;
  /// What is wrong with what is stored; empty: chains unbroken, no gaps, rollups as the events say.
  virtual std::vector<std::string> verify() = 0;
};

/// `change` in a transaction of its own; what it throws undoes it.
template <typename Change>
void change_store(Store& store, const Change& change) {
  store.begin();
  try {
    change();
    store.commit();
  } catch (...) {
    store.rollback();
    throw;
  }
}

}  // namespace menting::hq
