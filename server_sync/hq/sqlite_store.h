#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/sqlite/database.h"
#include "server_sync/hq/store.h"

namespace menting::hq {

/// The store in one SQLite file: WAL, synchronous FULL. Several of them, in one process or more, may have the file
/// open.
class SqliteStore : public Store {
 public:
  /// Opens or makes `file` and brings its schema up to date; one that is newer than the program throws and stays as it
  /// is.
  explicit SqliteStore(const std::string& file);

  void begin() override { database_.run("BEGIN IMMEDIATE"); }
  void commit() override { database_.run("COMMIT"); }
  void rollback() override;
  void savepoint() override { database_.run("SAVEPOINT work"); }
  void release() override { database_.run("RELEASE work"); }
  void rollback_to_savepoint() override { database_.run("ROLLBACK TO work"); }

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
  std::string hash_of(const std::string& branch, const std::string& journal, std::int64_t seq) override;
  void append(const std::string& branch, const std::string& journal, std::span<const wire::Event> events,
              const Changes& changes, std::int64_t now_ms) override;

  std::vector<BranchNow> branches() override { return read_branches(""); }
  std::optional<BranchNow> branch(const std::string& id) override;
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

  sqlite::Statement& statement(const char* sql);
  void apply(const std::string& branch, const Changes& changes);
  void turn_to_day(const std::string& branch, int day);
  /// All of them when `id` is empty.
  std::vector<BranchNow> read_branches(const std::string& id);
  void read_newest_journals(const std::string& id, std::map<std::string, BranchNow*>& rows);
  void read_figures(const std::string& id, std::map<std::string, BranchNow*>& rows);
  void read_live(const std::string& id, std::map<std::string, BranchNow*>& rows);
  std::vector<Journal> journals();
  Changes verify_journal(const Journal& journal, std::vector<std::string>& faults);
  void verify_rollups(const std::string& branch, const Changes& expected, std::vector<std::string>& faults);
  void refold();

  sqlite::Database database_;
  std::map<const char*, sqlite::Statement> statements_;  ///< by the address of a literal
};

}  // namespace menting::hq
