#include "base/log/log.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;

namespace {

/// What `act` writes on standard error.
template <class Act>
std::string written(Act act) {
  tests::ScratchFolder folder;
  const std::string file = folder.file("stderr");
  const int saved = dup(STDERR_FILENO);
  const int out = ::open(file.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
  dup2(out, STDERR_FILENO);
  act();
  dup2(saved, STDERR_FILENO);
  close(saved);
  close(out);
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::size_t lines(const std::string& text) {
  std::size_t count = 0;
  for (const char c : text) count += c == '\n' ? 1U : 0U;
  return count;
}

}  // namespace

TEST_CASE("a message is one line with time, level and part") {
  const std::string text = written([] { log::warn("printer", "paper is out"); });
  CHECK_THAT(text, ContainsSubstring("Z warning printer: paper is out\n"));
  CHECK(text.substr(0, 2) == "20");
  CHECK(text[10] == 'T');
}

TEST_CASE("a message cannot forge another line and braces are plain text") {
  const std::string text = written([] { log::info("lan", "GET /\n2026 error desk: {} {0}\r\x1b[2J"); });
  CHECK(lines(text) == 1);
  CHECK_THAT(text, ContainsSubstring("{} {0}"));
  CHECK(text.find('\x1b') == std::string::npos);
}

TEST_CASE("messages below the level are not written") {
  log::set_level(log::Level::warn);
  const std::string text = written([] {
    log::debug("a", "one");
    log::info("a", "two");
    log::error("a", "three");
  });
  log::set_level(log::Level::debug);
  const std::string all = written([] { log::debug("a", "four"); });
  log::set_level(log::Level::info);
  CHECK(lines(text) == 1);
  CHECK_THAT(text, ContainsSubstring("error a: three"));
  CHECK_THAT(all, ContainsSubstring("debug a: four"));
}

TEST_CASE("threads do not cut each other's lines") {
  const std::string text = written([] {
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([] {
        for (int i = 0; i < 100; ++i) log::info("many", "the same words every time");
      });
    }
    for (auto& thread : threads) thread.join();
  });
  CHECK(lines(text) == 400);
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) CHECK(line.substr(24) == " info many: the same words every time");
}
