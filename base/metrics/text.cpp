#include "base/metrics/text.h"

#include <fmt/format.h>

#include <cmath>

namespace menting::metrics {
namespace {

std::string_view word(Kind kind) {
  switch (kind) {
    case Kind::counter:
      return "counter";
    case Kind::gauge:
      return "gauge";
    case Kind::histogram:
      return "histogram";
  }
  return "untyped";
}

std::string escaped(std::string_view text, bool quotes) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\\\";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '"' && quotes) {
      out += "\\\"";
    } else {
      out += c;
    }
  }
  return out;
}

std::string number_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "+Inf" : "-Inf";
  return fmt::format("{}", number);
}

}  // namespace

Text& Text::family(std::string_view name, Kind kind, std::string_view help) {
  name_ = name;
  text_ += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, escaped(help, false), word(kind));
  return *this;
}

Text& Text::line(std::string_view suffix, const std::string& number, const Labels& labels) {
  text_.append(name_).append(suffix);
  char before = '{';
  for (const auto& [label, said] : labels) {
    text_ += before;
    text_.append(label).append("=\"").append(escaped(said, true)).append("\"");
    before = ',';
  }
  if (!labels.empty()) text_ += '}';
  text_.append(" ").append(number).append("\n");
  return *this;
}

Text& Text::value(double number, const Labels& labels) {
  return line("", number_text(number), labels);
}
Text& Text::value(std::int64_t number, const Labels& labels) {
  return line("", std::to_string(number), labels);
}
Text& Text::value(std::uint64_t number, const Labels& labels) {
  return line("", std::to_string(number), labels);
}
Text& Text::part(std::string_view suffix, double number, const Labels& labels) {
  return line(suffix, number_text(number), labels);
}

}  // namespace menting::metrics
