// One customer: from the request to the durable receipt, next to a bare SQLite commit of the same rows. Both are taken
// in turn in the same run, so that whatever else the machine does meets both.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/crypto/crypto.h"
#include "base/sqlite/database.h"
#include "base/time/zone.h"
#include "kiosk/desk/branch_clock.h"
#include "kiosk/desk/desk.h"
#include "kiosk/storage/data_folder.h"
#include "kiosk/storage/schema/schema.h"
#include "kiosk/storage/sqlite_journal.h"
#include "tests/bench/clock.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/scratch_folder.h"

using namespace menting;

namespace {

/// Copies the newest rows of one database into another one, in one transaction of its own.
class BareCommit {
 public:
  BareCommit(const std::string& from, const std::string& to)
      : source_(from, sqlite::Access::read_only), target_(to, sqlite::Access::read_write_create) {
    target_.set_durable();
    sqlite::migrate(target_, storage::schema_steps());
    for (const char* table : {"event", "ticket", "number", "receipt"}) tables_.push_back(prepare(table));
  }

  /// How long the commit took, in microseconds; reading the rows is not counted.
  double copy_newest(const std::string& ticket, const std::string& request) {
    std::vector<std::vector<std::string>> rows;
    for (Table& table : tables_) rows.push_back(newest(table, ticket, request));
    return bench::microseconds([&] {
      begin_.run();
      for (std::size_t i = 0; i < tables_.size(); ++i) {
        int index = 0;
        for (const auto& value : rows[i]) tables_[i].write.bind(++index, value);
        tables_[i].write.run();
      }
      commit_.run();
    });
  }

 private:
  struct Table {
    std::string name;
    int columns;
    sqlite::Statement read;
    sqlite::Statement write;
  };

  Table prepare(const std::string& name) {
    const auto columns = static_cast<int>(source_.value("SELECT count(*) FROM pragma_table_info('" + name + "')"));
    std::string values = "$1";
    for (int i = 2; i <= columns; ++i) values += ", $" + std::to_string(i);
    const char* which = " ORDER BY seq DESC LIMIT 1";
    if (name == "ticket") which = " WHERE id = $1";
    if (name == "receipt") which = " WHERE request_id = $1";
    if (name == "number") which = " LIMIT 1";
    return {name, columns, sqlite::Statement(source_, "SELECT * FROM " + name + which),
            sqlite::Statement(target_, "INSERT OR REPLACE INTO " + name + " VALUES (" + values + ")")};
  }

  static std::vector<std::string> newest(Table& table, const std::string& ticket, const std::string& request) {
    if (table.name == "ticket") table.read.bind(1, ticket);
    if (table.name == "receipt") table.read.bind(1, request);
    std::vector<std::string> row;
    if (!table.read.step()) {
      std::fprintf(stderr, "the branch wrote no row into %s: this benchmark would lie\n", table.name.c_str());
      std::exit(1);
    }
    for (int column = 0; column < table.columns; ++column) row.push_back(table.read.text(column));
    table.read.reset();
    return row;
  }

  sqlite::Database source_;
  sqlite::Database target_;
  std::vector<Table> tables_;
  sqlite::Statement begin_{target_, "BEGIN IMMEDIATE"};
  sqlite::Statement commit_{target_, "COMMIT"};
};

}  // namespace

int main() {
  constexpr int kWarmUp = 50;
  constexpr int kRequests = 800;
  const tests::ScratchFolder folder;
  const std::string data = folder.file("branch");
  domain::Plan plan = tests::demo_plan();
  for (auto& service : plan.services) service.last_number = 9999;

  storage::SqliteJournal journal(data);
  desk::BranchClock clock("Asia/Shanghai", 0, 0);
  desk::Health health;
  desk::Desk desk(plan, "bench", "bench", journal, clock, health);
  desk.start();
  BareCommit bare(storage::DataFolder(data).database(), folder.file("bare.db"));

  std::vector<double> desk_us;
  std::vector<double> bare_us;
  for (int i = 0; i < kWarmUp + kRequests; ++i) {
    const std::string request = crypto::random_uuid();
    const domain::TakeTicket take{'A', domain::Lane::standard, crypto::random_code(12), "zh-CN"};
    desk::Receipt receipt;
    const double took = bench::microseconds([&] { receipt = desk.ask(take, request, "bench"); });
    const auto* answer = std::get_if<desk::Answer>(&receipt);
    if (answer == nullptr || !answer->ticket) {
      std::fprintf(stderr, "the branch refused a ticket: this benchmark would lie\n");
      return 1;
    }
    const double bare_took = bare.copy_newest(answer->ticket->id, request);
    if (i < kWarmUp) continue;
    desk_us.push_back(took);
    bare_us.push_back(bare_took);
  }
  desk.stop();

  const double desk_median = bench::quantile(desk_us, 0.5);
  const double bare_median = bench::quantile(bare_us, 0.5);
  std::printf("one customer, request to durable receipt: median %.0f us, 95%% %.0f us\n", desk_median,
              bench::quantile(desk_us, 0.95));
  std::printf("the same rows in a bare SQLite commit:    median %.0f us, 95%% %.0f us\n", bare_median,
              bench::quantile(bare_us, 0.95));
  std::printf("ratio one customer : bare commit = %.2f (at most 2)\n", desk_median / bare_median);
  return 0;
}
