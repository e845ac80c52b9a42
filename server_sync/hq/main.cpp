#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <iostream>
#include <string>
#include <utility>

#include "server_sync/hq/commands.h"
#include "server_sync/hq/settings.h"

namespace {

namespace hq = menting::hq;
namespace fs = std::filesystem;

/// Installed: ../share/menting beside the program. Else the build tree's.
std::string assets_folder() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path installed = program.parent_path().parent_path() / "share" / "menting";
  if (!error && fs::exists(installed / "web" / "hq" / "index.html", error)) return installed.string();
  return MENTING_BUILD_ASSETS;
}

/// Where the data is kept when nobody says: systemd's folder for the unit, else the user's.
std::string default_data_folder() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value != nullptr ? value : "");
  };
  if (std::string folder = variable("STATE_DIRECTORY"); !folder.empty()) return folder;
  if (std::string folder = variable("XDG_DATA_HOME"); !folder.empty()) return folder + "/menting/hq";
  if (const std::string home = variable("HOME"); !home.empty()) return home + "/.local/share/menting/hq";
  return "/var/lib/menting-hq";
}

struct Arguments {
  std::string config;
  hq::Settings settings;
  std::string data = default_data_folder();
  std::string id;
  std::string name;
  std::string tier;
  std::string region;
  bool json = false;
  std::int64_t from_seq = 1;

  hq::Place place() const { return {settings.database, data}; }
};

/// False after having named every fault.
bool read_settings(Arguments& given) {
  hq::Loaded loaded = hq::load(given.config);
  for (const std::string& fault : loaded.faults) std::cerr << fault << '\n';
  given.settings = std::move(loaded.settings);
  return loaded.faults.empty();
}

int serve(const Arguments& given) {
  if (given.config.empty()) {
    std::cerr << "menting-hq: name the configuration: menting-hq --config hq.toml (see config/hq.toml.example)\n";
    return 2;
  }
  return hq::serve(given.settings, given.data, assets_folder());
}

/// Declares the words; each sets what to run.
void declare(CLI::App& app, Arguments& given, std::function<int()>& run) {
  app.add_option("--config", given.config, "headquarters' configuration (TOML)");
  app.add_option("--data", given.data, "the folder for all that is kept")->capture_default_str();
  app.set_version_flag("--version", MENTING_VERSION);
  app.fallthrough();
  const auto word = [&](CLI::App& at, const char* name, const char* about, std::function<int()> job) {
    CLI::App* sub = at.add_subcommand(name, about);
    sub->fallthrough();
    sub->callback([&run, job = std::move(job)] { run = job; });
    return sub;
  };
  CLI::App* branch = app.add_subcommand("branch", "the fleet: who may join and who has")->fallthrough();
  branch->require_subcommand(1);
  CLI::App* add = word(*branch, "add", "add a branch and print its one-time code", [&given] {
    return hq::add_branch(given.place(), given.id, given.name, given.tier, given.region);
  });
  add->add_option("ID", given.id, "such as BJ-0001")->required();
  add->add_option("--name", given.name, "the branch's name")->required();
  add->add_option("--tier", given.tier, "what it is compared with, such as flagship");
  add->add_option("--region", given.region, "who looks after it, such as 华北");
  CLI::App* code =
      word(*branch, "code", "print another one-time code", [&given] { return hq::make_code(given.place(), given.id); });
  code->add_option("ID", given.id)->required();
  CLI::App* revoke = word(*branch, "revoke", "take nothing more from a branch",
                          [&given] { return hq::revoke_branch(given.place(), given.id); });
  revoke->add_option("ID", given.id)->required();
  CLI::App* acknowledge = word(*branch, "acknowledge", "somebody has looked into a branch's alarms",
                               [&given] { return hq::acknowledge_alarms(given.place(), given.id); });
  acknowledge->add_option("ID", given.id)->required();
  CLI::App* list =
      word(*branch, "list", "list the branches", [&given] { return hq::list_branches(given.place(), given.json); });
  list->add_flag("--json", given.json, "one JSON object a line");
  CLI::App* events = word(app, "events", "a branch's events as received, one JSON object a line",
                          [&given] { return hq::list_events(given.place(), given.id, given.from_seq); });
  events->add_option("ID", given.id)->required();
  events->add_option("--from", given.from_seq, "the first number")->check([](const std::string& typed) {
    const bool number =
        !typed.empty() && typed.size() <= 18 && typed.find_first_not_of("0123456789") == std::string::npos;
    return number ? std::string() : "write an event's number, such as 1; not " + typed;
  });
  word(app, "verify", "check chains, gaps and figures", [&given] { return hq::verify(given.place()); });
  word(app, "hash-password", "read a password, print its hash for the configuration",
       [] { return hq::hash_password(); });
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Menting headquarters: takes in every branch's events and shows the fleet.", "menting-hq");
  Arguments given;
  std::function<int()> run = [&given] { return serve(given); };
  declare(app, given, run);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    // Commands need no configuration; one that is named has to be right all the same.
    if (!given.config.empty() && !read_settings(given)) return 2;
    return run();
  } catch (const std::exception& error) {
    std::cerr << "menting-hq: " << error.what() << '\n';
    return 1;
  }
}
