#include "base/log/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>

namespace menting::log {
namespace {

/// UTC with milliseconds, so that lines of branches in different zones can be laid side by side.
std::shared_ptr<spdlog::logger> make_logger() {
  auto logger = std::make_shared<spdlog::logger>("menting", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  logger->set_level(spdlog::level::info);
  logger->flush_on(spdlog::level::info);
  return logger;
}

/// Never destroyed: threads that end after main() may still have something to say.
spdlog::logger& logger() {
  static auto* const only = new std::shared_ptr<spdlog::logger>(make_logger());
  return **only;
}

spdlog::level::level_enum to_spdlog(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warn:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
    case Level::off:
      return spdlog::level::off;
  }
  return spdlog::level::info;
}

/// One line a message, whatever the message holds: a line break in it could forge another line.
std::string one_line(std::string_view message) {
  std::string line;
  line.reserve(message.size());
  for (const char c : message) line += (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) ? ' ' : c;
  return line;
}

void write(Level level, std::string_view part, std::string_view message) {
  const auto to = to_spdlog(level);
  if (!logger().should_log(to)) return;
  logger().log(to, "{}: {}", one_line(part), one_line(message));
}

}  // namespace

void set_level(Level lowest) {
  logger().set_level(to_spdlog(lowest));
}
void debug(std::string_view part, std::string_view message) {
  write(Level::debug, part, message);
}
void info(std::string_view part, std::string_view message) {
  write(Level::info, part, message);
}
void warn(std::string_view part, std::string_view message) {
  write(Level::warn, part, message);
}
void error(std::string_view part, std::string_view message) {
  write(Level::error, part, message);
}

}  // namespace menting::log
