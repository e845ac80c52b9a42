#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server_sync/hq/sql.h"
#include "server_sync/hq/store.h"

namespace menting::hq {

/// The store in a database that speaks SQL.
class SqlStore : public Store {
 public:
  explicit SqlStore(std::unique_ptr<sql::Connection> connection);

  void begin() override;
  void commit() override;
  void rollback() override;
  void savepoint() override { connection_->savepoint(); }
  void release() override { connection_->release(); }
  void rollback_to_savepoint() override;
  void settle() override { connection_->settle(); }
  sql::Connection& connection() override { return *connection_; }

  bool has_branch(const std::string& id) override;
  void add_branch(const std::string& id, const std::string& name, std::int64_t now_ms) override;
  void revoke_branch(const std::string& id, std::int64_t now_ms) override;
  void save_code(const std::string& branch, const std::string& code_hash, std::int64_t now_ms,
                 std::int64_t expires_at_ms) override;
  std::optional<EnrolmentCode> find_code(const std::string& code_hash) override;
  void enrol(const std::string& branch, const std::string& code_hash, const std::string& credential_hash,
             const std::string& public_key, std::int64_t now_ms) override;
  std::optional<Device> find_device(const std::string& credential_hash) override;
  void mark_signing(const Device& device) override;
  void rotate(const Device& device, const std::string& credential_hash, const std::string& public_key,
              std::int64_t now_ms, std::int64_t ends_at_ms) override;

  void raise_alarm(const std::string& branch, const std::string& kind, const std::string& source,
                   std::int64_t now_ms) override;
  std::vector<Alarm> alarms(const std::string& branch) override;
  void clear_alarms(const std::string& branch) override;
  FleetFigures figures(std::int64_t now_ms) override;

  void record_contact(const std::string& branch, std::int64_t now_ms) override;
  Cursor cursor(const std::string& branch, const std::string& journal) override;
  std::optional<Cursor> remembered_cursor(const std::string& branch, const std::string& journal) const override;
  std::string hash_of(const std::string& branch, const std::string& journal, std::int64_t seq) override;
  std::vector<std::string> hashes_of(const std::string& branch, const std::string& journal, std::int64_t first,
                                     std::int64_t last) override;
  void hear(std::span<const Device* const> devices, std::int64_t now_ms) override;
  void append(std::span<const Arrival> arrivals, std::int64_t now_ms) override;

  std::optional<PersonalNow> find_personal(const std::string& branch, const std::string& id) override;
  void save_personal(const std::string& branch, const wire::PersonalItem& item, const std::string& digest,
                     std::int64_t now_ms) override;
  void erase_personal(const std::string& branch, const wire::PersonalErasure& erasure, const std::string& proof,
                      std::int64_t now_ms) override;
  std::int64_t personal_change(const std::string& branch) override;
  PersonalCounts personal_counts(const std::string& branch) override;

  void save_session(const std::string& hash, const std::string& user, const std::string& address,
                    std::int64_t now_ms) override;
  std::optional<Session> session(const std::string& hash) override;
  void erase_session(const std::string& hash) override;
  void forget_sessions(std::int64_t opened_before_ms, std::int64_t kept_max) override;

  std::int64_t quarantined() override;
  std::vector<BranchNow> branches() override;
  std::vector<BranchNow> branches(const std::vector<std::string>& ids) override;
  std::optional<BranchNow> branch(const std::string& id) override;
  std::vector<RepairRow> repairs(const RepairQuestion& question) override;
  std::vector<RepairStateRow> repair_states(const RepairQuestion& question) override;
  void each_event(const std::string& branch, std::int64_t from_seq,
                  const std::function<void(const ReceivedEvent&)>& take) override;
  std::vector<std::string> verify() override;

  /// Builds live tables and rollups again from the events when they were made by another version of fold().
  void refold_if_needed();

 private:
  struct Journal {
    std::string branch;
    std::string id;
    std::int64_t through = 0;
    std::string hash;
  };

  using JournalKey = std::pair<std::string, std::string>;

  sql::Statement& statement(std::string_view sql) { return connection_->statement(sql); }
  void insert_events(std::span<const Arrival> arrivals, std::int64_t now_ms);
  void begin_journal(const Arrival& arrival, std::int64_t now_ms);
  void move_cursors(std::span<const Arrival> arrivals, std::int64_t now_ms);
  void remember_moved(const Arrival& arrival);
  /// Only branch, journal and changes of each are looked at.
  void apply(std::span<const Arrival> arrivals);
  void set_aside(const Arrival& arrival);
  void apply_tickets(std::span<const Arrival> arrivals);
  void apply_counters(std::span<const Arrival> arrivals);
  void apply_repairs(const std::string& branch, const std::string& journal, const std::vector<RepairChange>& changes);
  std::map<std::string, RepairNow> read_repair_rows(const std::string& branch, const std::string& journal,
                                                    const std::vector<RepairChange>& changes);
  void save_repairs(const std::string& branch, const std::string& journal,
                    const std::map<std::string, RepairNow>& orders);
  void add_repair_sums(const std::string& branch, const RepairSums& sums);
  void turn_to_day(const std::string& branch, int day);
  /// What is asked about rows of branches is asked from the first id to the last, and the others are left out.
  using BranchRows = std::map<std::string, BranchNow>;
  void read_newest_journals(const std::vector<std::string>& ids, BranchRows& rows);
  void read_figures(const std::vector<std::string>& ids, BranchRows& rows);
  void read_live(const std::vector<std::string>& ids, BranchRows& rows);
  std::vector<Journal> journals_of(const std::string& branch);
  /// Adds to `repairs` what the journal says of them.
  Changes verify_journal(const Journal& journal, RepairSums& repairs, std::vector<std::string>& faults);
  void verify_repair_rows(const Journal& journal, const std::map<std::string, RepairNow>& expected,
                          std::vector<std::string>& faults);
  void verify_repairs(const std::string& branch, RepairSums expected, std::vector<std::string>& faults);
  void verify_quarantine(const std::string& branch, const Changes& expected, std::vector<std::string>& faults);
  void count_personal_change(const std::string& branch);
  void verify_personal(const std::string& branch, std::vector<std::string>& faults);
  void find_strays(std::vector<std::string>& faults);
  void refold_all();
  void refold(const Journal& journal);
  std::vector<std::string> branch_ids();

  std::unique_ptr<sql::Connection> connection_;
  std::map<std::string, int, std::less<>> days_;  ///< of branches whose rows this transaction has locked

  /// Where this store's own appends have left a journal and its branch's day.
  struct Remembered {
    Cursor cursor;
    std::optional<int> day;
  };
  std::map<JournalKey, Remembered> remembered_;
  std::map<JournalKey, Remembered> moved_;               ///< in this transaction
  std::unordered_map<std::string, std::int64_t> heard_;  ///< what hear() wrote last of each branch
  void forget_moved();
};

}  // namespace menting::hq
