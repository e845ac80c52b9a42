// Headquarters over HTTP against the bare insert of the same events into the same server: batches of 100 events on four
// connections that send the next when the last one is answered. Bare is one prepared INSERT … SELECT … unnest a batch,
// a durable commit each, by libpq with binary arrays of events that are in memory, a row for each event, the key that
// tells them apart, and no partitions. Headquarters may commit batches of several connections at once, and does all
// else that it does (HTTP, zstd, JSON, proving signatures and hashes, sums, live rows, cursors, partitions). It stores
// the events of a batch in one row: a second bare side inserts just those rows, made beforehand, so that what all else
// costs is seen as well. Each side runs long enough that what is done once weighs little; they go in turns from either
// end, since the disk still writes what the one before left; and the ratios are the middle ones of all rounds.
#include <array>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/crypto/crypto.h"
#include "base/postgres/connection.h"
#include "base/sqlite/database.h"
#include "server_sync/client/pack.h"
#include "server_sync/hq/headquarters.h"
#include "server_sync/hq/open_store.h"
#include "server_sync/wire/event_list.h"
#include "tests/bench/clock.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/server_sync/hq/signing_device.h"
#include "tests/support/http_client.h"
#include "tests/support/postgres_server.h"
#include "tests/support/scratch_folder.h"

using namespace menting;

namespace {

constexpr int kBranches = 4;
constexpr int kEventsInBatch = 100;
constexpr std::int64_t kNowMs = 1795399200000;

struct Branch {
  tests::SigningDevice device;
  std::vector<wire::Batch> batches;
  std::vector<std::string> packed;
  std::vector<std::string> stored;  ///< as headquarters has them in a row
};

/// Days of visits, each with the five events of one; what is sent is made beforehand.
std::vector<Branch> make_branches(int batches_each) {
  std::vector<Branch> branches;
  for (int number = 0; number < kBranches; ++number) {
    Branch branch;
    branch.device.branch = "BJ-000" + std::to_string(number);
    tests::FakeJournal journal(branch.device.branch, crypto::random_uuid());
    for (int visit = 0; visit < batches_each * kEventsInBatch / 5; ++visit) {
      const std::string day = std::to_string(20261101 + visit / 480 % 28);
      const std::string sequence = std::to_string(visit / 4 % 120 + 100);
      journal.add_visit(day + "-" + "ABCD"[visit % 4] + sequence, 120'000 + visit, 240'000 + visit, visit % 5 + 1);
    }
    for (std::int64_t first = 1; first < journal.size(); first += kEventsInBatch) {
      branch.batches.push_back(journal.batch(first, first + kEventsInBatch - 1));
      branch.packed.push_back(sync::pack(wire::batch_json(branch.batches.back())));
      branch.stored.push_back(wire::event_list(branch.batches.back().events));
    }
    branches.push_back(std::move(branch));
  }
  return branches;
}

template <typename Work>
double events_a_second(const std::vector<Branch>& branches, const Work& work) {
  const double took_us = bench::microseconds([&] {
    std::vector<std::thread> threads;
    threads.reserve(branches.size());
    for (const Branch& branch : branches) threads.emplace_back([&work, &branch] { work(branch); });
    for (auto& thread : threads) thread.join();
  });
  std::size_t events = 0;
  for (const Branch& branch : branches) events += branch.batches.size() * kEventsInBatch;
  return static_cast<double>(events) / (took_us / 1e6);
}

void enrol(const hq::Place& place, const std::vector<Branch>& branches) {
  const auto store = hq::open_store(place);
  store->begin();
  for (const Branch& branch : branches) {
    const tests::SigningDevice& device = branch.device;
    store->add_branch(device.branch, "西单营业厅", kNowMs);
    store->save_code(device.branch, device.branch, kNowMs, kNowMs + 1);
    store->enrol(device.branch, device.branch, device.hash(), device.public_key(), kNowMs);
  }
  store->commit();
}

/// A signature is good for minutes only.
std::vector<std::string> signed_requests(const Branch& branch) {
  constexpr const char* path = "/sync/v1/batches";
  std::vector<std::string> requests;
  for (const std::string& packed : branch.packed) {
    const std::string signature = branch.device.signature(path, packed, base::wall_ms());
    requests.push_back(tests::request_text("POST", path,
                                           {{"Authorization", "Bearer " + branch.device.credential},
                                            {wire::signature_header, signature},
                                            {"Content-Encoding", "zstd"}},
                                           packed));
  }
  return requests;
}

/// The whole headquarters, from the request to the answer.
double through_headquarters(const std::string& database, const std::vector<Branch>& branches) {
  const tests::ScratchFolder folder;
  const hq::Place place{database, folder.path().string()};
  enrol(place, branches);
  std::map<const Branch*, std::vector<std::string>> requests;
  for (const Branch& branch : branches) requests[&branch] = signed_requests(branch);
  hq::Settings settings;
  settings.listen = "127.0.0.1:0";
  settings.database = database;
  hq::Headquarters headquarters(settings, place.data_folder, MENTING_SOURCE_DIR "/assets");
  headquarters.start();
  const double rate = events_a_second(branches, [&](const Branch& branch) {
    tests::RawConnection connection(headquarters.port(), 60'000);
    for (const std::string& request : requests.at(&branch)) {
      connection.send(request);
      if (const auto answer = connection.read_answer(); answer.status != 200) {
        std::fprintf(stderr, "%d %s\n", answer.status, answer.body.c_str());
        std::exit(1);
      }
    }
  });
  headquarters.stop();
  if (const auto faults = hq::open_store(place)->verify(); !faults.empty()) {
    std::fprintf(stderr, "%s\n", faults.front().c_str());
    std::exit(1);
  }
  return rate;
}

constexpr const char* kTable =
    "CREATE TABLE bare (branch TEXT NOT NULL, journal TEXT NOT NULL, seq BIGINT NOT NULL, kind TEXT NOT NULL, version "
    "BIGINT NOT NULL, at TEXT NOT NULL, hash TEXT NOT NULL, body TEXT NOT NULL, received_at BIGINT NOT NULL, "
    "PRIMARY KEY (branch, journal, seq))";

struct Columns {
  std::vector<std::int64_t> seqs, versions;
  std::vector<std::string_view> kinds, times, hashes, bodies;
  explicit Columns(const wire::Batch& batch) {
    for (const wire::Event& event : batch.events) {
      seqs.push_back(event.seq);
      versions.push_back(event.version);
      kinds.emplace_back(event.kind);
      times.emplace_back(event.at);
      hashes.emplace_back(event.hash);
      bodies.emplace_back(event.body);
    }
  }
};

template <typename Insert>
double bare_postgres(const std::string& url, const char* table, const std::vector<Branch>& branches,
                     const Insert& insert) {
  postgres::Connection(url).run(table);
  return events_a_second(branches, [&](const Branch& branch) {
    postgres::Connection connection(url);
    for (std::size_t i = 0; i < branch.batches.size(); ++i) {
      postgres::Parameters values;
      values.set(1, branch.batches[i].branch);
      values.set(2, branch.batches[i].journal);
      insert(connection, values, branch, i);
    }
  });
}

double bare_unnest(const std::string& url, const std::vector<Branch>& branches) {
  const auto insert = [](postgres::Connection& connection, postgres::Parameters& values, const Branch& branch,
                         std::size_t i) {
    const Columns columns(branch.batches[i]);
    values.set(3, std::span<const std::int64_t>(columns.seqs));
    values.set(4, std::span<const std::string_view>(columns.kinds));
    values.set(5, std::span<const std::int64_t>(columns.versions));
    values.set(6, std::span<const std::string_view>(columns.times));
    values.set(7, std::span<const std::string_view>(columns.hashes));
    values.set(8, std::span<const std::string_view>(columns.bodies));
    values.set(9, kNowMs);
    connection.run(
        "INSERT INTO bare SELECT $1::text, $2::text, s, k, v, a, h, b, $9::bigint FROM (SELECT unnest($3::bigint[]) AS "
        "s, unnest($4::text[]) AS k, unnest($5::bigint[]) AS v, unnest($6::text[]) AS a, unnest($7::text[]) AS h, "
        "unnest($8::text[]) AS b) AS u",
        values);
  };
  return bare_postgres(url, kTable, branches, insert);
}

double bare_rows_of_headquarters(const std::string& url, const std::vector<Branch>& branches) {
  const auto insert = [](postgres::Connection& connection, postgres::Parameters& values, const Branch& branch,
                         std::size_t i) {
    values.set(3, branch.batches[i].first_seq);
    values.set(4, kNowMs);
    values.set(5, branch.stored[i]);
    connection.run("INSERT INTO bare SELECT $1::text, $2::text, $3::bigint, $4::bigint, $5::text", values);
  };
  return bare_postgres(url,
                       "CREATE TABLE bare (branch TEXT NOT NULL, journal TEXT NOT NULL, first_seq BIGINT NOT NULL, "
                       "received_at BIGINT NOT NULL, events TEXT COMPRESSION lz4 NOT NULL, PRIMARY KEY (branch, "
                       "journal, first_seq))",
                       branches, insert);
}

/// On the disk, of all tables named so; with their indexes and what stands beside them.
double bytes_an_event(const std::string& url, const std::string& tables, const std::vector<Branch>& branches) {
  const std::string sql =
      "SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class WHERE relkind = 'r' AND "
      "relname LIKE '" +
      tables + "'";
  return static_cast<double>(postgres::Connection(url).run(sql).integer(0, 0)) /
         static_cast<double>(branches.size() * branches.front().batches.size() * kEventsInBatch);
}

/// One connection, since SQLite has one writer; a commit for each batch too.
template <typename Insert>
double bare_sqlite(const std::string& table, const std::string& sql, const std::vector<Branch>& branches,
                   const Insert& insert) {
  const tests::ScratchFolder folder;
  sqlite::Database database(folder.file("bare.db"), sqlite::Access::read_write_create);
  database.set_durable();
  database.run(table);
  sqlite::Statement statement(database, sql);
  const double took_us = bench::microseconds([&] {
    for (std::size_t i = 0; i < branches.front().batches.size(); ++i) {
      for (const Branch& branch : branches) {
        database.run("BEGIN IMMEDIATE");
        insert(statement, branch, i);
        database.run("COMMIT");
      }
    }
  });
  return static_cast<double>(branches.size() * branches.front().batches.size() * kEventsInBatch) / (took_us / 1e6);
}

double bare_sqlite(const std::vector<Branch>& branches) {
  std::string table = kTable;
  for (auto at = table.find("BIGINT"); at != std::string::npos; at = table.find("BIGINT")) {
    table.replace(at, 6, "INTEGER");
  }
  const auto insert = [](sqlite::Statement& statement, const Branch& branch, std::size_t i) {
    for (const wire::Event& event : branch.batches[i].events) {
      statement.bind(1, branch.device.branch).bind(2, branch.batches[i].journal).bind(3, event.seq).bind(4, event.kind);
      statement.bind(5, event.version).bind(6, event.at).bind(7, event.hash).bind(8, event.body).bind(9, kNowMs).run();
    }
  };
  return bare_sqlite(table + " STRICT, WITHOUT ROWID", "INSERT INTO bare VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                     branches, insert);
}

double bare_sqlite_rows_of_headquarters(const std::vector<Branch>& branches) {
  const auto insert = [](sqlite::Statement& statement, const Branch& branch, std::size_t i) {
    statement.bind(1, branch.device.branch).bind(2, branch.batches[i].journal).bind(3, branch.batches[i].first_seq);
    statement.bind(4, kNowMs).bind(5, branch.stored[i]).run();
  };
  return bare_sqlite(
      "CREATE TABLE bare (branch TEXT NOT NULL, journal TEXT NOT NULL, first_seq INTEGER NOT NULL, received_at INTEGER "
      "NOT NULL, events TEXT NOT NULL, PRIMARY KEY (branch, journal, first_seq)) STRICT",
      "INSERT INTO bare VALUES ($1, $2, $3, $4, $5)", branches, insert);
}

/// What one side did in each round.
class Side {
 public:
  void add(double rate) { rates_.push_back(rate); }
  double middle() const { return bench::quantile(rates_, 0.5); }
  /// The middle one of all rounds' ratios.
  double to(const Side& other) const {
    std::vector<double> ratios;
    for (std::size_t i = 0; i < rates_.size(); ++i) ratios.push_back(rates_[i] / other.rates_[i]);
    return bench::quantile(ratios, 0.5);
  }

 private:
  std::vector<double> rates_;
};

void print(const char* database, double promised, const Side& headquarters, const Side& bare, const Side& rows) {
  std::printf("%s, batches of %d: bare %.0f events/s, headquarters %.0f events/s\n", database, kEventsInBatch,
              bare.middle(), headquarters.middle());
  std::printf("ratio headquarters : bare %s = %.2f (at least %.1f)\n", database, headquarters.to(bare), promised);
  std::printf("bare insert of headquarters' rows of them: %.0f events/s, headquarters : that = %.2f\n", rows.middle(),
              headquarters.to(rows));
}

}  // namespace

int main(int argc, char** argv) {
  const int batches_each = argc > 1 ? std::atoi(argv[1]) : 500;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 9;
  const std::vector<Branch> branches = make_branches(batches_each);
  tests::PostgresServer server(tests::Kept::on_disk);
  Side bare_pg, rows_pg, hq_pg, bare_file, rows_file, hq_file;
  double bare_bytes = 0;
  double hq_bytes = 0;
  const std::array<std::function<void()>, 3> sides = {
      [&] {
        const std::string database = server.new_database();
        bare_pg.add(bare_unnest(database, branches));
        bare_bytes = bytes_an_event(database, "bare", branches);
        bare_file.add(bare_sqlite(branches));
      },
      [&] {
        const std::string database = server.new_database();
        hq_pg.add(through_headquarters(database, branches));
        hq_bytes = bytes_an_event(database, "event_batch%", branches);
        hq_file.add(through_headquarters("sqlite", branches));
      },
      [&] {
        rows_pg.add(bare_rows_of_headquarters(server.new_database(), branches));
        rows_file.add(bare_sqlite_rows_of_headquarters(branches));
      },
  };
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < sides.size(); ++i) sides[round % 2 == 0 ? i : sides.size() - 1 - i]();
  }
  print("PostgreSQL", 0.6, hq_pg, bare_pg, rows_pg);
  std::printf("on the disk of PostgreSQL: %.0f bytes an event bare, %.0f in headquarters\n", bare_bytes, hq_bytes);
  print("SQLite", 0.5, hq_file, bare_file, rows_file);
  return 0;
}
