#include "kiosk/storage/verify.h"

#include <exception>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/sqlite/database.h"
#include "base/time/zone.h"
#include "kiosk/storage/data_folder.h"
#include "kiosk/storage/fold.h"
#include "kiosk/storage/notes.h"
#include "kiosk/storage/schema/schema.h"
#include "kiosk/storage/soundness.h"
#include "kiosk/storage/state_rows.h"
#include "kiosk/storage/ticket_row.h"
#include "server_sync/wire/chain.h"

namespace menting::storage {
namespace {

constexpr std::size_t differences_max = 100;  // more of them help nobody

class Check {
 public:
  Check(sqlite::Database& database, Verified& result) : database_(database), result_(result) {}

  void run(const DataFolder& folder) {
    for (const std::string& fault : integrity_faults(database_)) differs(fault);
    chains();
    rows(folder);
    repair_columns();
    notes(folder);
    repair_notes();
    if (unnamed_ > 0) result_.differences.push_back("and " + std::to_string(unnamed_) + " more");
  }

 private:
  void differs(std::string what) {
    if (result_.differences.size() < differences_max) {
      result_.differences.push_back(std::move(what));
    } else {
      ++unnamed_;
    }
  }

  void chains() {
    const std::int64_t strays =
        database_.value("SELECT count(*) FROM event WHERE journal NOT IN (SELECT number FROM journal)");
    if (strays > 0) differs(std::to_string(strays) + " events belong to no journal");
    sqlite::Statement journals(database_, "SELECT number, id, acked FROM journal ORDER BY number");
    while (journals.step()) {
      ++result_.journals;
      chain(journals.integer(0), journals.text(1), journals.integer(2));
    }
    if (result_.journals == 0) differs("there is no journal");
  }

  void chain(std::int64_t journal, const std::string& id, std::int64_t acked) {
    std::string hash = wire::genesis_hash(id);
    std::int64_t seq = 0;
    sqlite::Statement rows(
        database_, "SELECT kind, version, at_ms, body, seq, at, hash FROM event WHERE journal = $1 ORDER BY seq");
    rows.bind(1, journal);
    while (rows.step()) {
      ++result_.events;
      const std::string name = "event " + std::to_string(rows.integer(4)) + " of journal " + id;
      if (rows.integer(4) != seq + 1) differs("before " + name + " events are missing");
      seq = rows.integer(4);
      const std::string expected =
          wire::chain_hash(hash, seq, rows.text(0), static_cast<int>(rows.integer(1)), rows.text(5), rows.text(3));
      if (expected != rows.text(6)) differs(name + " was altered: its hash does not follow from the one before");
      if (base::rfc3339(rows.integer(2)) != rows.text(5)) differs(name + " has two different times");
      hash = rows.text(6);  // so that one altered event is named once
      try {
        fold_.apply(event_at(rows));
      } catch (const std::exception& error) {
        differs(name + " cannot be read: " + error.what());
      }
    }
    if (acked < 0 || acked > seq)
      differs("journal " + id + " is acked through " + std::to_string(acked) + " but ends at " + std::to_string(seq));
  }

  /// The codes of an order are no event's matter, but the events have their hash.
  void codes(const DataFolder& folder, const domain::RepairBook& expected, domain::RepairBook& found) {
    const std::optional<std::string> key = read_file(folder.key());
    for (auto& [number, order] : found.orders) {
      const auto told = expected.orders.find(number);
      if (told == expected.orders.end() || !told->second.code.empty()) continue;
      const std::string both = "repair codes\n" + order.code + "\n" + order.pickup_code;
      const bool right = told->second.erased ? order.code.empty() && order.pickup_code.empty()
                                             : told->second.codes_hash.empty() || !key ||
                                                   pseudonym(*key, both) == told->second.codes_hash;
      if (!right) differs("repair " + number + ": its codes are not those that its events prove");
      order.code.clear();
      order.pickup_code.clear();
    }
  }

  void rows(const DataFolder& folder) {
    domain::BranchState found;
    try {
      found = read_state(database_, domain::BusinessDay{}, false);
    } catch (const std::exception& error) {
      differs(error.what());
      return;
    }
    const domain::BranchState expected = fold_.state();
    result_.tickets = static_cast<std::int64_t>(found.tickets.size());
    result_.counters = static_cast<std::int64_t>(found.counters.size());
    compare(
        "ticket", found.tickets, expected.tickets, [](const auto& id) { return id; },
        [](const auto& a, const auto& b) { return " (" + ticket_difference(a, b) + ")"; });
    compare("counter", found.counters, expected.counters, [](const auto& number) { return std::to_string(number); });
    compare("last number", found.last_numbers, expected.last_numbers,
            [](const auto& key) { return domain::to_string(key.first) + " " + std::string(1, key.second); });
    compare("priority run", found.priority_runs, expected.priority_runs,
            [](const auto& service) { return std::string(1, service); });
    compare("call for help", found.assistance, expected.assistance,
            [](const auto& number) { return std::to_string(number); });
    compare("closed service", found.closed_services, expected.closed_services,
            [](const auto& service) { return std::string(1, service); });
    codes(folder, expected.repairs, found.repairs);
    compare("repair", found.repairs.orders, expected.repairs.orders, [](const auto& number) { return number; });
    compare("loaner", found.repairs.loaners, expected.repairs.loaners,
            [](const auto& number) { return std::to_string(number); });
    compare("appointment", found.appointments, expected.appointments, [](const auto& id) { return id; });
    if (found.last_assistance != expected.last_assistance) {
      differs("the last call for help has number " + std::to_string(found.last_assistance) + ", the events say " +
              std::to_string(expected.last_assistance));
    }
    if (found.config_digest != expected.config_digest) differs("the configuration's digest is not the events'");
  }

  template <class Key, class Value, class Name>
  void compare(const std::string& what, const std::map<Key, Value>& found, const std::map<Key, Value>& expected,
               const Name& name) {
    compare(what, found, expected, name, [](const Value&, const Value&) { return std::string(); });
  }

  template <class Key, class Value, class Name, class Detail>
  void compare(const std::string& what, const std::map<Key, Value>& found, const std::map<Key, Value>& expected,
               const Name& name, const Detail& detail) {
    for (const auto& [key, value] : expected) {
      const auto row = found.find(key);
      if (row == found.end()) {
        differs(what + " " + name(key) + ": its row is missing");
      } else if (!(row->second == value)) {
        differs(what + " " + name(key) + ": its row is not what its events say" + detail(row->second, value));
      }
    }
    for (const auto& [key, value] : found) {
      if (!expected.contains(key)) differs(what + " " + name(key) + ": a row without events");
    }
  }

  /// What rows are looked for by has to be what they say.
  void repair_columns() {
    sqlite::Statement repairs(database_,
                              "SELECT number FROM repair WHERE number <> json_extract(body, '$.number')"
                              " OR day <> json_extract(body, '$.day') OR state <> json_extract(body, '$.state')"
                              " OR ended_day <> json_extract(body, '$.ended_day')"
                              " OR erased <> json_extract(body, '$.erased')");
    while (repairs.step()) differs("repair " + repairs.text(0) + ": the columns of its row are not what the row says");
    sqlite::Statement loaners(database_,
                              "SELECT number FROM loaner WHERE number <> json_extract(body, '$.number')"
                              " OR state <> json_extract(body, '$.state')");
    while (loaners.step()) differs("loaner " + loaners.text(0) + ": the columns of its row are not what the row says");
  }

  /// Notes are emptied and never deleted, and only of orders whose events say so.
  void repair_notes() {
    const std::int64_t written =
        database_.value("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'note'), 0)");
    if (written > result_.notes) differs(std::to_string(written - result_.notes) + " notes are missing");
    for (const char* kind : {"customer_name", "customer_phone"}) {
      sqlite::Statement rows(database_,
                             "SELECT number FROM repair WHERE erased = 0 AND EXISTS (SELECT 1 FROM note WHERE"
                             " ticket = number AND kind = $1) AND NOT EXISTS (SELECT 1 FROM note WHERE"
                             " ticket = number AND kind = $1 AND erased_at_ms = 0)"
                             " AND number NOT IN (SELECT about FROM erasure_owed)");
      rows.bind(1, kind);
      while (rows.step()) differs("repair " + rows.text(0) + ": its note " + kind + " is gone, and nobody erased it");
    }
    sqlite::Statement kept(database_,
                           "SELECT DISTINCT number FROM repair JOIN note ON ticket = number"
                           " WHERE erased = 1 AND erased_at_ms = 0");
    while (kept.step()) differs("repair " + kept.text(0) + ": it was erased, and notes of it can be read still");
  }

  void notes(const DataFolder& folder) {
    result_.notes = database_.value("SELECT count(*) FROM note");
    result_.notes_erased = database_.value("SELECT count(*) FROM note WHERE erased_at_ms > 0");
    result_.notes_erased_there =
        database_.value("SELECT count(*) FROM note WHERE erased_at_ms > 0 AND erased_there <> ''");
    const std::int64_t left = database_.value("SELECT count(*) FROM note WHERE erased_at_ms > 0 AND sealed <> x''");
    if (left > 0) differs(std::to_string(left) + " notes were erased, and what they said is still there");
    if (result_.notes == 0) return;
    const std::optional<std::string> key = read_file(folder.key());
    if (!key) {
      differs(folder.key() + " is missing: the notes in the database cannot be read");
    } else if (const int closed = count_closed_notes(database_, *key); closed > 0) {
      differs(std::to_string(closed) + " notes cannot be opened with " + folder.key());
    }
  }

  sqlite::Database& database_;
  Verified& result_;
  Fold fold_;
  std::size_t unnamed_ = 0;
};

}  // namespace

Verified verify(const std::string& data_folder) {
  const DataFolder folder(data_folder);
  Verified result;
  try {
    if (!std::filesystem::exists(folder.database())) {
      result.differences.push_back("there is no database in " + data_folder + ": check the folder given with --data");
      return result;
    }
    sqlite::refuse_newer(folder.database(), schema_steps());
    sqlite::Database database(folder.database(), sqlite::Access::read_only);
    database.run("BEGIN");  // one look: the kiosk may go on writing meanwhile
    const std::int64_t version = database.value("PRAGMA user_version");
    if (version < schema_steps().back().version) {
      result.differences.push_back(folder.database() + " is of an older schema (" + std::to_string(version) +
                                   "): start the kiosk once, it brings the file up to date");
      return result;
    }
    Check(database, result).run(folder);
  } catch (const std::exception& error) {
    result.differences.emplace_back(error.what());
  }
  return result;
}

}  // namespace menting::storage
