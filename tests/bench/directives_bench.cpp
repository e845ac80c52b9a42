// A thousand branches that wait at one headquarters, and how long it takes until each of them has what is put for all.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <list>
#include <string>
#include <vector>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "base/time/zone.h"
#include "server_sync/hq/directives.h"
#include "tests/bench/fleet/branches.h"
#include "tests/server_sync/hq/hq_process.h"
#include "tests/support/http_client.h"
#include "tests/support/postgres_server.h"
#include "tests/support/scratch_folder.h"

using namespace menting;

namespace {

constexpr double reach_s_max = 5;
constexpr int rounds = 3;

std::string question(const bench::FleetBranch& branch, std::int64_t have, int wait_s) {
  const tests::SigningDevice& device = branch.device();
  const std::string path = "/sync/v1/directives";
  const std::int64_t at_ms = base::wall_ms();
  const std::string signature =
      wire::signature_value({at_ms, crypto::sign(device.keys.secret_key, wire::signed_text(at_ms, "GET", path, ""))});
  return tests::request_text("GET", path + "?have=" + std::to_string(have) + "&wait_s=" + std::to_string(wait_s),
                             {{"Authorization", "Bearer " + device.credential}, {wire::signature_header, signature}});
}

/// For all of them in one transaction, as the roll-out of a configuration does.
void put(const hq::Place& place, const std::vector<bench::FleetBranch>& branches, int round) {
  const auto store = hq::open_store(place);
  const std::string body = R"({"version":)" + std::to_string(round) + R"(,"toml":")" + std::string(4000, 'x') + R"("})";
  hq::change_store(*store, [&] {
    for (const bench::FleetBranch& branch : branches) {
      hq::put_directive(store->connection(), branch.device().branch, "configuration", body, base::wall_ms());
    }
  });
}

/// Asks behind all the others, without waiting: by its answer theirs lie at headquarters.
void until_all_wait(std::uint16_t port, const bench::FleetBranch& last, std::int64_t have) {
  tests::RawConnection line(port, 60'000);
  line.send(question(last, have, 0));
  if (line.read_answer(false).status != 304) throw std::runtime_error("headquarters has something already");
}

bool reaches_all(const std::string& database, const char* name, int count) {
  const tests::ScratchFolder folder(tests::Kept::on_disk);
  const hq::Place place{database, folder.path().string()};
  const std::vector<bench::FleetBranch> branches = bench::enrolled_branches(place, count);
  tests::HqProcess hq(place);
  hq.start();
  std::list<tests::RawConnection> connections;
  for (int i = 0; i < count; ++i) connections.emplace_back(hq.port(), 60'000);
  double slowest_s = 0;
  for (int round = 1; round <= rounds; ++round) {
    auto branch = branches.begin();
    for (tests::RawConnection& connection : connections) connection.send(question(*branch++, round - 1, 60));
    until_all_wait(hq.port(), branches.back(), round - 1);
    const auto before = std::chrono::steady_clock::now();
    put(place, branches, round);
    const std::chrono::duration<double> stored = std::chrono::steady_clock::now() - before;
    for (tests::RawConnection& connection : connections) {
      const tests::HttpAnswer answer = connection.read_answer();
      if (answer.status == 200 && wire::read_directives(answer.body)) continue;
      std::fprintf(stderr, "a branch was answered %d: %s\n", answer.status, answer.body.c_str());
      return false;
    }
    const std::chrono::duration<double> reached = std::chrono::steady_clock::now() - before;
    slowest_s = std::max(slowest_s, reached.count());
    std::printf("%d waiting branches on %s: stored for all after %.2f s, the last one has it after %.2f s\n", count,
                name, stored.count(), reached.count());
  }
  std::printf("  at most %.2f s (at most %.0f)\n", slowest_s, reach_s_max);
  return hq.stop() == 0 && slowest_s <= reach_s_max;
}

}  // namespace

int main(int argc, char** argv) {
  log::set_level(log::Level::off);
  const int count = argc > 1 ? std::atoi(argv[1]) : 1'000;
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  if (count < 1 || static_cast<rlim_t>(count) + 100 > files.rlim_cur) {
    std::fputs("bench_directives [BRANCHES]: as many as this user may have open files\n", stderr);
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  bool well = reaches_all("sqlite", "SQLite", count);
  tests::PostgresServer server(tests::Kept::on_disk);
  well = reaches_all(server.new_database(), "PostgreSQL", count) && well;
  return well ? 0 : 1;
}
