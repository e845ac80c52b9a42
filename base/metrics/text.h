#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What a program tells Prometheus, in its text format 0.0.4. Names and labels never hold personal data.
namespace menting::metrics {

inline constexpr const char* content_type = "text/plain; version=0.0.4; charset=utf-8";

using Labels = std::vector<std::pair<std::string, std::string>>;

enum class Kind { counter, gauge, histogram };

/// Writes families one after the other: family() begins one, value() adds a line to it.
class Text {
 public:
  /// `name` ends with its unit ("menting_hq_uptime_seconds"), that of a counter with "_total".
  Text& family(std::string_view name, Kind kind, std::string_view help);
  Text& value(double number, const Labels& labels = {});
  Text& value(std::int64_t number, const Labels& labels = {});
  Text& value(std::uint64_t number, const Labels& labels = {});
  Text& value(int number, const Labels& labels = {}) { return value(std::int64_t{number}, labels); }
  /// A line of a histogram: `suffix` is "_bucket", "_sum" or "_count".
  Text& part(std::string_view suffix, double number, const Labels& labels = {});

  const std::string& text() const { return text_; }

 private:
  Text& line(std::string_view suffix, const std::string& number, const Labels& labels);

  std::string text_;
  std::string name_;
};

/// Memory, processor time, open files and start of this process, under the names that dashboards know.
void write_process(Text& text);

}  // namespace menting::metrics
