#include <CLI/CLI.hpp>
#include <cstdlib>
#include <functional>
#include <string>

#include "kiosk/program/commands.h"
#include "kiosk/program/serve.h"

namespace {

using namespace menting::program;

constexpr int wrong_use = 2;

std::string default_data() {
  if (const char* state = std::getenv("STATE_DIRECTORY")) return state;
  if (const char* home = std::getenv("HOME")) return std::string(home) + "/.local/share/menting";
  return "/var/lib/menting";
}

std::string check_window(const std::string& text) {
  int width = 0;
  int height = 0;
  char rest = 0;
  const bool fits = std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &rest) == 2;
  if (fits && width >= 320 && height >= 320 && width <= 8192 && height <= 8192) return {};
  return "WxH in pixels, such as 1080x1920, each 320 to 8192";
}

struct Words {
  ServeWords serve;
  EnrolWords enrol;
  std::string window;
  std::string file;
};

void add_commands(CLI::App& app, Words& words, std::function<int()>& work) {
  const auto command = [&](const char* name, const char* text, bool config, std::function<int()> run) {
    CLI::App* sub = app.add_subcommand(name, text);
    sub->fallthrough();  // --config and --data may stand behind the command's words too
    sub->callback([&, config, run = std::move(run)] {
      if (config && words.serve.config.empty()) throw CLI::RequiredError("--config");
      work = run;
    });
    return sub;
  };
  command("check-config", "names every fault of a configuration file", true,
          [&] { return check_config(words.serve.config); });
  command("verify", "proves the journal's chain and that it folds to the rows", false,
          [&] { return verify(words.serve.data); });
  command("backup", "copies the branch's database while it works", false,
          [&] { return backup(words.serve.data, words.file); })
      ->add_option("FILE", words.file, "the copy to make")
      ->required();
  command("restore", "puts a copy back, as a new journal", false, [&] { return restore(words.serve.data, words.file); })
      ->add_option("FILE", words.file, "the copy to put back")
      ->required();
  command("hash-pin", "reads a PIN from standard input, prints its hash for the configuration", false,
          [] { return hash_pin(); });
  command("rotate-key", "gives this device a new key at headquarters", true,
          [&] { return rotate_key(words.serve.config, words.serve.data); });
  CLI::App* enrolling = command("enrol", "joins headquarters with a one-time code", true, [&] {
    words.enrol.config = words.serve.config;
    words.enrol.data = words.serve.data;
    return enrol(words.enrol);
  });
  enrolling->add_option("--hq", words.enrol.url, "headquarters' address; default: [hq] url");
  enrolling->add_option("--ca", words.enrol.ca, "headquarters' CA certificate; default: [hq] ca");
  enrolling->add_option("--code", words.enrol.code, "the one-time code from headquarters")->required();
}

}  // namespace

int main(int argc, char** argv) {
  Words words;
  words.serve.data = default_data();
  CLI::App app{"Menting: a branch's kiosk and counters. Without a command it runs the branch."};
  app.set_version_flag("--version", std::string("menting-kiosk ") + MENTING_VERSION);
  app.add_option("--config", words.serve.config, "the branch's configuration (TOML)");
  app.add_option("--data", words.serve.data, "the folder that holds all that is written")->capture_default_str();
  app.add_option("--window", words.window, "a window of WxH instead of the full screen")
      ->check(CLI::Validator(check_window, "WxH"));
  app.add_flag("--headless", words.serve.headless, "no screen: counters, pages and headquarters only");
  app.add_option("--targets", words.serve.targets_file, "where to write what can be touched on the screen");
  std::function<int()> work = [&] { return serve(words.serve); };
  add_commands(app, words, work);
  app.require_subcommand(0, 1);
  try {
    app.parse(argc, argv);
    if (app.get_subcommands().empty() && words.serve.config.empty()) throw CLI::RequiredError("--config");
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : wrong_use;
  }
  if (!words.window.empty()) std::sscanf(words.window.c_str(), "%dx%d", &words.serve.width, &words.serve.height);
  return work();
}
