#include "server_sync/wire/damaged_batch.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <charconv>
#include <string_view>

namespace menting::wire {
namespace {

constexpr std::string_view list_start = R"("events":[)";
constexpr std::string_view event_start = R"({"seq":)";
constexpr std::string_view body_start = R"(,"body":)";
constexpr std::string_view list_end = "}]}";

bool is_object(std::string_view text) {
  simdjson::dom::parser parser;
  const simdjson::padded_string padded(text);
  simdjson::dom::object object;
  return parser.parse(padded).get(object) == simdjson::SUCCESS;
}

/// Where the body of event `seq` ends: before the event with the next number, or at the end of the batch.
std::size_t end_of_body(std::string_view json, std::size_t from, std::int64_t seq) {
  const std::size_t next = json.find(fmt::format(R"(}},{}{},)", event_start, seq + 1), from);
  return next != std::string_view::npos ? next : json.size() - list_end.size();
}

}  // namespace

std::optional<Mended> mend(const std::string& json) {
  const std::string_view text = json;
  std::size_t at = text.find(list_start);
  if (at == std::string_view::npos || !text.ends_with(list_end)) return std::nullopt;
  at += list_start.size();
  Mended mended{json.substr(0, at), {}};
  bool any = false;
  while (text.substr(at).starts_with(event_start)) {
    std::int64_t seq = 0;
    const char* digits = text.data() + at + event_start.size();
    if (std::from_chars(digits, text.data() + text.size(), seq).ec != std::errc()) return std::nullopt;
    std::size_t body = text.find(body_start, at);
    if (body == std::string_view::npos) return std::nullopt;
    body += body_start.size();
    const std::size_t end = end_of_body(text, body, seq);
    if (end <= body) return std::nullopt;
    const std::string_view bytes = text.substr(body, end - body);
    const bool sound = is_object(bytes);
    any = any || !sound;
    mended.bodies.emplace_back(sound ? "" : bytes);
    mended.json += text.substr(at, body - at);
    mended.json += sound ? bytes : "{}";
    at = end + 1;
    if (text.substr(at) == "]}") {
      mended.json += list_end;
      return any ? std::optional(std::move(mended)) : std::nullopt;
    }
    mended.json += "},";
    ++at;
  }
  return std::nullopt;
}

}  // namespace menting::wire
