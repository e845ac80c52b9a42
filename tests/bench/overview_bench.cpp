// The overview and the reports of a chain of ten thousand branches with a year of sums, on SQLite or PostgreSQL: what
// people wait for them.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/time/zone.h"
#include "server_sync/hq/chain_keeper.h"
#include "server_sync/hq/open_store.h"
#include "server_sync/hq/overview.h"
#include "server_sync/hq/report_answer.h"
#include "tests/bench/clock.h"
#include "tests/bench/year/year.h"
#include "tests/support/postgres_server.h"
#include "tests/support/scratch_folder.h"

using namespace menting;

namespace {

constexpr double overview_ms_max = 200;

struct Options {
  bench::YearSize size{};
  std::string folder;
  bool postgres = false;
};

[[noreturn]] void explain() {
  std::fputs(
      "bench_overview [--branches N] [--days N] [--postgres] [--data DIR]\n"
      "Makes the sums of N branches (10000) over N days (365) and asks for the overview and the reports. --data keeps\n"
      "the SQLite file in DIR, for menting-hq to run on; without it everything is gone afterwards.\n",
      stderr);
  std::exit(2);
}

Options read_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--postgres") {
      options.postgres = true;
      continue;
    }
    if (i + 1 >= argc) explain();
    const char* value = argv[++i];
    const int number = std::atoi(value);
    if (word == "--data") {
      options.folder = value;
    } else if (word == "--branches" && number > 0 && number <= 50'000) {
      options.size.branches = number;
    } else if (word == "--days" && number > 0 && number <= 4'000) {
      options.size.days = number;
    } else {
      explain();
    }
  }
  return options;
}

template <typename Work>
double ms(const Work& work) {
  return bench::microseconds(work) / 1000;
}

template <typename Work>
double reading(hq::Store& store, const Work& work) {
  store.connection().begin_reading();
  const double took = ms(work);
  store.rollback();
  return took;
}

/// As headquarters answers it: from the picture that is kept, which a thread beside reads again and again.
double answered(const hq::Place& place) {
  hq::ChainKeeper keeper([&place] { return hq::open_store(place); });
  const auto store = hq::open_store(place);
  reading(*store, [&] { keeper.newest(store->connection()); });
  std::vector<double> took;
  for (int i = 0; i < 50; ++i) {
    took.push_back(reading(*store, [&] {
      const std::string body =
          hq::overview_json(*keeper.newest(store->connection()), {"", "", i % 2 == 0 ? "" : "华北", {}});
      if (body.empty()) std::abort();
    }));
  }
  return bench::quantile(took, 0.95);
}

void report(hq::Store& store, const char* what, hq::ReportKind kind, const std::string& by, const std::string& days,
            const std::string& branch, double overview_ms) {
  const std::int64_t now_ms = base::wall_ms();
  const int today = hq::day_in_china(now_ms);
  http::Request request;
  request.query = {
      {"by", by}, {"from", hq::day_text(hq::days_after(today, 1 - std::atoi(days.c_str())))}, {"branch", branch}};
  std::size_t bytes = 0;
  const double took =
      reading(store, [&] { bytes = hq::report_answer(request, store.connection(), kind, {}, now_ms).body.size(); });
  std::printf("  %-44s %8.1f ms, %5.1f times the overview read anew, %zu kB\n", what, took, took / overview_ms,
              bytes / 1000);
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = read_options(argc, argv);
  const tests::ScratchFolder scratch(tests::Kept::on_disk);
  hq::Place place{"sqlite", options.folder.empty() ? scratch.path().string() : options.folder};
  std::unique_ptr<tests::PostgresServer> server;
  if (options.postgres) {
    server = std::make_unique<tests::PostgresServer>(tests::Kept::on_disk);
    place.database = server->new_database();
  }
  std::printf("%d branches, %d days, %s\n", options.size.branches, options.size.days,
              options.postgres ? "PostgreSQL" : "SQLite");
  const double made_ms = ms([&] {
    const auto store = hq::open_store(place);
    bench::make_year(store->connection(), options.size, base::wall_ms(), [](int /*branches*/) { std::fflush(stdout); });
  });
  const auto store = hq::open_store(place);
  std::printf("  made in %.0f s, %.2f GB\n", made_ms / 1000, static_cast<double>(store->connection().bytes()) / 1e9);
  hq::ChainPicture picture;
  const auto read = [&](const hq::ChainPicture* last) {
    return reading(*store, [&] { picture = hq::read_chain(store->connection(), last, base::wall_ms()); });
  };
  const double first_ms = read(nullptr);
  const double again_ms = read(nullptr);
  const hq::ChainPicture last = picture;
  const double fast_ms = read(&last);
  const double answer_ms = answered(place);
  std::printf(
      "  overview: answered in %.1f ms (95 of 100; at most %.0f); read the first time in %.0f ms, all anew in %.0f "
      "ms, with the sums of the last minute at hand in %.0f ms\n",
      answer_ms, overview_ms_max, first_ms, again_ms, fast_ms);
  using hq::ReportKind;
  report(*store, "waits of a week by day", ReportKind::waits, "day", "7", "", again_ms);
  report(*store, "waits of a week by hour", ReportKind::waits, "hour", "7", "", again_ms);
  report(*store, "waits of a week by branch", ReportKind::waits, "branch", "7", "", again_ms);
  report(*store, "ratings of 30 days by tier", ReportKind::ratings, "tier", "30", "", again_ms);
  report(*store, "service of a year by day, one branch", ReportKind::service, "day", "365", "CN-00017", again_ms);
  report(*store, "ratings of a year by clerk, one branch", ReportKind::ratings, "clerk", "365", "CN-00017", again_ms);
  return answer_ms <= overview_ms_max ? 0 : 1;
}
