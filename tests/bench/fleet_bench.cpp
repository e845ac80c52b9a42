// A whole chain at one headquarters on this machine, beside this program: each branch posts a few events every five
// seconds on a connection of its own. What its requests wait for, and what a connection costs that nobody uses.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <list>
#include <string>
#include <string_view>

#include "base/log/log.h"
#include "tests/bench/clock.h"
#include "tests/bench/fleet/fleet.h"
#include "tests/server_sync/hq/hq_process.h"
#include "tests/support/certificates.h"
#include "tests/support/http_client.h"
#include "tests/support/postgres_server.h"
#include "tests/support/scratch_folder.h"

using namespace menting;

namespace {

constexpr double plain_kb_max = 16;
constexpr double tls_kb_max = 64;
constexpr int tls_connections_max = 2'000;  // this program's end of each costs more than headquarters'

struct Options {
  int branches = 10'000;
  bench::Load load{};
  bool sqlite = true;
  bool postgres = false;
};

[[noreturn]] void explain() {
  std::fputs(
      "bench_fleet [--branches N] [--seconds S] [--every S] [--postgres | --both]\n"
      "N branches (10000) against one menting-hq on this machine, each posting every S seconds (5), S seconds (30) of "
      "it "
      "measured;\nheadquarters keeps everything in SQLite, unless --postgres or --both is given.\n",
      stderr);
  std::exit(2);
}

Options read_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--postgres" || word == "--both") {
      options.postgres = true;
      options.sqlite = word == "--both";
      continue;
    }
    const double value = i + 1 < argc ? std::atof(argv[++i]) : 0;
    if (value <= 0 || value > 100'000) explain();
    if (word == "--branches") {
      options.branches = std::max(1, static_cast<int>(value));
    } else if (word == "--seconds") {
      options.load.measured_s = value;
    } else if (word == "--every") {
      options.load.every_s = value;
      options.load.warm_up_s = 2 * value;
    } else {
      explain();
    }
  }
  return options;
}

/// As many open files as this process may have, headquarters' process inherits it; how many connections that makes.
int connections_max() {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  return static_cast<int>(std::min<rlim_t>(files.rlim_cur, 100'000)) - 100;
}

/// What headquarters' memory grows by for each connection that has been used once, in kilobytes.
double idle_kb(int connections, const tests::CertificateFiles& tls, const std::string& ca) {
  const tests::ScratchFolder folder;
  tests::HqProcess hq({"sqlite", folder.path().string()}, {tls.certificate, tls.key});
  hq.start();
  std::list<tests::RawConnection> open;
  const auto add = [&] {
    tests::RawConnection& connection = open.emplace_back(hq.port(), 60'000);
    if (!ca.empty()) connection.encrypt(ca);
    connection.send(tests::request_text("GET", "/api/v1/health"));
    if (connection.read_answer().status != 200) throw std::runtime_error("headquarters is not well");
  };
  for (int i = 0; i < 20; ++i) add();  // what the first ones need is nobody's
  const std::int64_t before = hq.memory_bytes();
  for (int i = 0; i < connections; ++i) add();
  return static_cast<double>(hq.memory_bytes() - before) / connections / 1024;
}

bool idle_is_cheap(int connections) {
  const tests::ScratchFolder folder;
  tests::TestCa ca(folder.path().string());
  const int encrypted = std::min(connections, tls_connections_max);
  const double plain_kb = idle_kb(connections, {}, "");
  const double tls_kb = idle_kb(encrypted, ca.issue("hq"), ca.file());
  std::printf("idle connection: %.1f kB plain (at most %.0f) of %d, %.1f kB with TLS (at most %.0f) of %d\n", plain_kb,
              plain_kb_max, connections, tls_kb, tls_kb_max, encrypted);
  return plain_kb <= plain_kb_max && tls_kb <= tls_kb_max;
}

double own_cpu_s() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

bool works(const std::string& database, const char* name, const Options& options) {
  const tests::ScratchFolder folder(tests::Kept::on_disk);
  const hq::Place place{database, folder.path().string()};
  std::vector<bench::FleetBranch> branches = bench::enrolled_branches(place, options.branches);
  tests::HqProcess hq(place);
  hq.start();
  double hq_cpu_s = 0;
  double cpu_s = 0;
  const bench::Heard heard = bench::run_fleet(
      branches, hq.port(), options.load,
      [&] {
        hq_cpu_s = hq.cpu_s();
        cpu_s = own_cpu_s();
      },
      [&] {
        hq_cpu_s = hq.cpu_s() - hq_cpu_s;
        cpu_s = own_cpu_s() - cpu_s;
      });
  const double memory_mb = static_cast<double>(hq.memory_bytes()) / 1e6;
  const int code = hq.stop();
  const double seconds = options.load.measured_s;
  if (heard.failures > 0 || heard.waits_ms.empty()) {
    std::fprintf(stderr, "%lld requests failed, the first: %s\n", static_cast<long long>(heard.failures),
                 heard.first_failure.c_str());
    return false;
  }
  const auto wait_ms = [&](double share) { return bench::quantile(heard.waits_ms, share); };
  std::printf(
      "%d branches on %s, each every %.0f s for %.0f s: %.0f requests/s, %.0f events/s, no errors; answered after p50 "
      "%.1f ms, p99 %.1f ms, at most %.1f ms\n",
      options.branches, name, options.load.every_s, seconds, static_cast<double>(heard.waits_ms.size()) / seconds,
      static_cast<double>(heard.events) / seconds, wait_ms(0.5), wait_ms(0.99), wait_ms(1));
  std::printf("  headquarters used %.2f cores and %.0f MB, this program %.2f cores and was up to %.1f ms late\n",
              hq_cpu_s / seconds, memory_mb, cpu_s / seconds, heard.late_ms_max);
  if (const auto faults = hq::open_store(place)->verify(); !faults.empty()) {
    std::fprintf(stderr, "%s\n", faults.front().c_str());
    return false;
  }
  return code == 0;
}

}  // namespace

int main(int argc, char** argv) {
  log::set_level(log::Level::off);
  const Options options = read_options(argc, argv);
  if (const int most = connections_max(); options.branches > most) {
    std::fprintf(stderr, "%d branches need more open files than the %d this user may have: raise ulimit -Hn\n",
                 options.branches, most + 100);
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  bool well = idle_is_cheap(options.branches);
  if (options.sqlite) well = works("sqlite", "SQLite", options) && well;
  if (options.postgres) {
    tests::PostgresServer server(tests::Kept::on_disk);
    well = works(server.new_database(), "PostgreSQL", options) && well;
  }
  return well ? 0 : 1;
}
