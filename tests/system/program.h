#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "tests/support/scratch_folder.h"

namespace menting::tests {

/// One of the project's programs, as it was built, running as a process of its own.
class Program {
 public:
  /// `name` is "menting-kiosk" or "menting-hq".
  Program(const std::string& name, const std::vector<std::string>& words, const std::string& input = {});
  ~Program();  ///< kills it when it still runs
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void signal(int number);
  bool running();
  /// Processor time of all its threads so far; -1 when it has ended.
  long cpu_ms() const;
  /// Its exit code once it ends; 128 + the signal that ended it; -1 when it still runs after `timeout_ms`.
  int wait(int timeout_ms = 20'000);
  std::string output() const;  ///< standard output so far
  std::string errors() const;  ///< standard error so far

 private:
  void reap(int status);
  ScratchFolder folder_;
  pid_t pid_ = 0;
  bool ended_ = false;
  int exit_code_ = -1;
};

/// What a command that ends by itself came to.
struct Ran {
  int exit_code = -1;
  std::string output;
  std::string errors;
};
Ran run_program(const std::string& name, const std::vector<std::string>& words, const std::string& input = {});

std::string read_bytes(const std::string& file);
void write_bytes(const std::string& file, const std::string& bytes);

}  // namespace menting::tests
