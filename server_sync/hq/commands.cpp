#include "server_sync/hq/commands.h"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "base/crypto/crypto.h"
#include "base/time/zone.h"
#include "server_sync/hq/audit.h"
#include "server_sync/hq/branch_json.h"
#include "server_sync/hq/fleet.h"

namespace menting::hq {
namespace {

constexpr std::size_t password_length_min = 8;

int complain(const std::string& what, int exit_code = 1) {
  std::cerr << "menting-hq: " << what << '\n';
  return exit_code;
}

/// What was done on the machine itself is on record beside what pages did.
void record_command(Store& store, const char* action, const std::string& branch, int status = 200) {
  Deed deed;
  deed.user = "command line";
  deed.action = action;
  deed.branch = branch;
  deed.status = status;
  record(store.connection(), deed, base::wall_ms());
}

void print_code(const std::string& id, const std::string& code) {
  std::cout << "At branch " << id << ", within 24 hours and once: menting-kiosk enrol --code CODE\n"
            << "Code: " << code << '\n';
}

/// The database that must be there already: a mistyped folder is not made.
std::unique_ptr<Store> open_existing(const Place& place) {
  if (place.in_one_file() && !std::filesystem::exists(std::filesystem::path(place.data_folder) / "hq.db")) {
    throw std::runtime_error("there is no headquarters in " + place.data_folder +
                             ": name its folder with --data, its PostgreSQL with --config, or begin with: menting-hq "
                             "branch add ID --name NAME");
  }
  return open_store(place);
}

int unknown_branch(const std::string& id) {
  return complain("there is no branch " + id + "; see: menting-hq branch list");
}

/// Terminal columns, near enough: what is not ASCII or Latin takes two.
std::size_t terminal_columns(const std::string& text) {
  std::size_t count = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 || (byte >= 0xC0 && byte < 0xE0)) count += 1;
    if (byte >= 0xE0) count += 2;
  }
  return count;
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t used = terminal_columns(text);
  return text + std::string(used < width ? width - used : 1, ' ');
}

const char* standing(const BranchNow& branch) {
  if (branch.revoked) return "revoked";
  return branch.enrolled ? "enrolled" : "code given";
}

/// Switches the terminal's echo off while a password is typed.
class SilentTyping {
 public:
  SilentTyping() : active_(isatty(STDIN_FILENO) == 1 && tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!active_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    std::cerr << "Password: " << std::flush;
  }
  SilentTyping(const SilentTyping&) = delete;
  SilentTyping& operator=(const SilentTyping&) = delete;
  ~SilentTyping() {
    if (!active_) return;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    std::cerr << '\n';
  }

 private:
  termios before_{};
  bool active_;
};

}  // namespace

int add_branch(const Place& place, const std::string& id, const std::string& name, const std::string& tier,
               const std::string& region) {
  if (!is_branch_id(id)) {
    return complain("a branch's id has 1 to 32 letters, digits, '.', '_' or '-', such as BJ-0001", 2);
  }
  if (!is_plain_text(name, branch_name_bytes_max)) return complain("give the branch a name: --name \"西单营业厅\"", 2);
  for (const std::string& group : {tier, region}) {
    if (!group.empty() && !is_plain_text(group, branch_group_bytes_max)) {
      return complain("a tier and a region are short texts of at most 64 bytes: --tier flagship --region 华北", 2);
    }
  }
  const auto opened = open_store(place);
  Store& store = *opened;
  std::string code;
  change_store(store, [&] {
    if (store.has_branch(id)) return;
    store.add_branch(id, name, base::wall_ms());
    change_branch(store, id, {name, tier, region});
    code = hq::make_code(store, id, base::wall_ms()).code;
    record_command(store, "command.branch.add", id, 201);
  });
  if (code.empty()) {
    return complain("branch " + id + " is there already; for another code: menting-hq branch code " + id);
  }
  std::cout << "Branch " << id << " (" << name << ") is added.\n";
  print_code(id, code);
  return 0;
}

int make_code(const Place& place, const std::string& id) {
  const auto opened = open_existing(place);
  Store& store = *opened;
  std::string code;
  change_store(store, [&] {
    if (!store.has_branch(id)) return;
    code = hq::make_code(store, id, base::wall_ms()).code;
    record_command(store, "command.branch.code", id, 201);
  });
  if (code.empty()) return unknown_branch(id);
  print_code(id, code);
  return 0;
}

int revoke_branch(const Place& place, const std::string& id) {
  const auto opened = open_existing(place);
  Store& store = *opened;
  bool known = false;
  change_store(store, [&] {
    known = store.has_branch(id);
    if (!known) return;
    store.revoke_branch(id, base::wall_ms());
    record_command(store, "command.branch.revoke", id);
  });
  if (!known) return unknown_branch(id);
  std::cout << "Branch " << id
            << " is revoked: it goes on working by itself, and headquarters takes nothing more from it.\n"
            << "To let it join again: menting-hq branch code " << id << '\n';
  return 0;
}

int acknowledge_alarms(const Place& place, const std::string& id) {
  const auto opened = open_existing(place);
  Store& store = *opened;
  bool known = false;
  std::size_t count = 0;
  change_store(store, [&] {
    known = store.has_branch(id);
    if (!known) return;
    count = store.alarms(id).size();
    store.clear_alarms(id);
    record_command(store, "command.branch.acknowledge", id);
  });
  if (!known) return unknown_branch(id);
  std::cout << (count == 0 ? "There was no alarm of branch " : "Looked into: the alarms of branch ") << id << ".\n";
  return 0;
}

int list_branches(const Place& place, bool json) {
  const auto opened = open_existing(place);
  Store& store = *opened;
  const auto branches = store.branches();
  if (json) {
    for (const BranchNow& branch : branches) std::cout << branch_line(branch) << '\n';
    return 0;
  }
  if (branches.empty()) {
    std::cout << "No branches yet. Add one: menting-hq branch add ID --name NAME\n";
    return 0;
  }
  std::size_t id_width = 2;
  std::size_t name_width = 4;
  for (const BranchNow& branch : branches) {
    id_width = std::max(id_width, terminal_columns(branch.id));
    name_width = std::max(name_width, terminal_columns(branch.name));
  }
  std::cout << padded("ID", id_width + 2) << padded("NAME", name_width + 2)
            << "STATE       THROUGH     QUARANTINED  LAST SEEN\n";
  for (const BranchNow& branch : branches) {
    std::cout << padded(branch.id, id_width + 2) << padded(branch.name, name_width + 2)
              << fmt::format("{:<12}{:<12}{:<13}{}\n", standing(branch), branch.through, branch.quarantined,
                             branch.last_seen_ms ? base::rfc3339(*branch.last_seen_ms) : "never");
    for (const Alarm& alarm : branch.alarms) {
      std::cout << fmt::format(
          "  ALARM {}: {} times, the last at {} from {}; looked into it? menting-hq branch acknowledge {}\n",
          alarm.kind, alarm.count, base::rfc3339(alarm.last_at_ms), alarm.source, branch.id);
    }
  }
  return 0;
}

int list_events(const Place& place, const std::string& id, std::int64_t from_seq) {
  const auto opened = open_existing(place);
  Store& store = *opened;
  if (!store.has_branch(id)) return unknown_branch(id);
  store.each_event(id, from_seq, [](const ReceivedEvent& received) { std::cout << event_line(received) << '\n'; });
  std::cout.flush();
  return std::cout ? 0 : complain("the events could not be written out");
}

int verify(const Place& place) {
  const auto opened = open_existing(place);
  Store& store = *opened;
  const auto faults = store.verify();
  for (const std::string& fault : faults) std::cout << fault << '\n';
  if (!faults.empty()) {
    return complain(
        "the stored events are not whole: keep this database, restore the newest backup into another one; "
        "branches then send what is missing");
  }
  std::cout << "Every branch's chain is unbroken, nothing is missing, the figures are what the events say.\n";
  return 0;
}

int hash_password() {
  std::string password;
  {
    const SilentTyping silent;
    std::getline(std::cin, password);
  }
  if (!password.empty() && password.back() == '\r') password.pop_back();
  if (password.empty()) return complain("type the password, or give it on standard input", 2);
  if (password.size() < password_length_min) {
    std::cerr << "menting-hq: this password is short and easily guessed; better take twelve characters or more\n";
  }
  std::cout << crypto::hash_password(password) << '\n';
  return 0;
}

}  // namespace menting::hq
