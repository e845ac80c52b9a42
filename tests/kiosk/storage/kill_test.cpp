#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>
#include <string>

#include "kiosk/storage/sqlite_journal.h"
#include "kiosk/storage/verify.h"
#include "tests/kiosk/storage/scribe.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using storage::SqliteJournal;
using tests::ScratchFolder;

namespace {

constexpr int kills = 20;
constexpr int acks_before_kill_max = 25;

/// The child: takes tickets for ever and tells each number on the pipe once it is committed.
[[noreturn]] void take_tickets(const std::string& data, int pipe) {
  try {
    SqliteJournal journal(data);
    tests::Scribe scribe(journal);
    for (;;) {
      const domain::TicketId id = scribe.take();
      const int number = scribe.state().tickets.at(id).number;
      if (::write(pipe, &number, sizeof number) != sizeof number) _exit(1);
      // Two transactions more that may be under way when the blow comes.
      scribe.commit(domain::CounterOpened{1, "1001"});
      scribe.commit(domain::TicketCalled{id, 1, "1001", 1, domain::Why::first_come});
    }
  } catch (...) {
    _exit(2);
  }
}

/// Runs a child, kills it after it told `acks` numbers, and gives the last number it told before it died.
int run_and_kill(const std::string& data, int acks) {
  int pipe[2];
  REQUIRE(::pipe(pipe) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::close(pipe[0]);
    take_tickets(data, pipe[1]);
  }
  ::close(pipe[1]);
  int last = 0;
  for (int number = 0; ::read(pipe[0], &number, sizeof number) == sizeof number;) {
    last = number;
    if (--acks == 0) ::kill(child, SIGKILL);
  }
  ::close(pipe[0]);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  return last;
}

}  // namespace

TEST_CASE("whatever was told to be done is there after a kill", "[storage]") {
  const ScratchFolder folder;
  const std::string data = folder.file("data");
  std::mt19937 random(20261123);
  std::uniform_int_distribution<int> acks(1, acks_before_kill_max);
  std::int64_t events_before = 0;
  for (int i = 0; i < kills; ++i) {
    const int last = run_and_kill(data, acks(random));
    const storage::Verified result = storage::verify(data);
    INFO("kill " << i << " after number " << last);
    for (const std::string& difference : result.differences) UNSCOPED_INFO(difference);
    REQUIRE(result.sound());
    CHECK(result.events > events_before);
    events_before = result.events;
    SqliteJournal journal(data);
    const domain::BranchState state = journal.load({0});
    CHECK(state.tickets.size() >= static_cast<std::size_t>(last));
    CHECK(state.last_numbers.at({{20261123}, 'A'}) == static_cast<int>(state.tickets.size()));
    CHECK(journal.position().seq == result.events);
  }
}
