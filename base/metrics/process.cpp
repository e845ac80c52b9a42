#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "base/metrics/text.h"

namespace menting::metrics {
namespace {

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::int64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::int64_t all = 0;
  std::int64_t resident = 0;
  file >> all >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

std::int64_t open_files() {
  std::error_code error;
  std::int64_t count = 0;
  for (std::filesystem::directory_iterator at("/proc/self/fd", error), end; !error && at != end; at.increment(error)) {
    ++count;
  }
  return count;
}

/// Seconds since 1970; 0 when /proc does not say.
double started_s() {
  std::ifstream stat("/proc/self/stat");
  std::string line;
  std::getline(stat, line);
  std::istringstream words(line.substr(std::min(line.rfind(')') + 1, line.size())));
  std::string word;
  constexpr int place_of_start = 20;  // counted behind the name
  for (int i = 0; i < place_of_start; ++i) words >> word;
  std::ifstream machine("/proc/stat");
  std::string key;
  double booted_s = 0;
  for (std::string rest; machine >> key && key != "btime";) std::getline(machine, rest);
  machine >> booted_s;
  if (word.empty() || booted_s <= 0) return 0;
  return booted_s + std::strtod(word.c_str(), nullptr) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace

void write_process(Text& text) {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  text.family("process_resident_memory_bytes", Kind::gauge, "Memory that this process holds.").value(resident_bytes());
  text.family("process_cpu_seconds_total", Kind::counter, "Processor time that this process took.")
      .value(seconds_of(used.ru_utime) + seconds_of(used.ru_stime));
  text.family("process_open_fds", Kind::gauge, "Open files and connections.").value(open_files());
  text.family("process_start_time_seconds", Kind::gauge, "When this process started.").value(started_s());
}

}  // namespace menting::metrics
