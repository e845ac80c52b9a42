#include "server_sync/wire/event_list.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <iterator>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace menting::wire {
namespace {

namespace ondemand = simdjson::ondemand;

[[noreturn]] void fail(std::int64_t seq) {
  throw std::runtime_error(fmt::format("event {} is not as it was written", seq));
}

template <typename T>
T need(simdjson::simdjson_result<T>&& result, std::int64_t seq) {
  T value{};
  if (std::move(result).get(value) != simdjson::SUCCESS) fail(seq);
  return value;
}

/// As it stands in the document, whatever it is; simdjson hands out the space behind it as well.
std::string_view raw(ondemand::value value, std::int64_t seq) {
  std::string_view text;
  switch (need<ondemand::json_type>(value.type(), seq)) {
    case ondemand::json_type::object: {
      auto object = need<ondemand::object>(value.get_object(), seq);
      text = need<std::string_view>(object.raw_json(), seq);
      break;
    }
    case ondemand::json_type::array: {
      auto array = need<ondemand::array>(value.get_array(), seq);
      text = need<std::string_view>(array.raw_json(), seq);
      break;
    }
    default:
      text = value.raw_json_token();
  }
  return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

void set_part(Event& event, int part, ondemand::value value) {
  switch (part) {
    case 0:
      event.kind = need<std::string_view>(value.get_string(), event.seq);
      break;
    case 1: {
      const auto version = need<std::int64_t>(value.get_int64(), event.seq);
      event.version = static_cast<int>(version);
      if (event.version != version) fail(event.seq);
      break;
    }
    case 2:
      event.at = need<std::string_view>(value.get_string(), event.seq);
      break;
    case 3:
      event.hash = need<std::string_view>(value.get_string(), event.seq);
      break;
    case 4:
      event.body = raw(value, event.seq);
      break;
    default:
      fail(event.seq);
  }
}

Event event_of(ondemand::value value, std::int64_t seq) {
  constexpr int parts_of_damaged = 4;
  Event event;
  event.seq = seq;
  int parts = 0;
  auto array = need<ondemand::array>(value.get_array(), seq);
  for (simdjson::simdjson_result<ondemand::value> part : array) {
    // NOLINTNEXTLINE(performance-move-const-arg): trivially copyable in one release of simdjson only
    set_part(event, parts++, need<ondemand::value>(std::move(part), seq));
  }
  if (parts < parts_of_damaged) fail(seq);
  event.damaged = parts == parts_of_damaged;
  return event;
}

}  // namespace

std::string event_list(std::span<const Event> events) {
  constexpr std::size_t head_bytes = 160;
  std::size_t size = 2;
  for (const Event& event : events) size += event.body.size() + head_bytes;
  std::string out;
  out.reserve(size);
  out += '[';
  for (const Event& event : events) {
    if (&event != events.data()) out += ',';
    fmt::format_to(std::back_inserter(out), R"(["{}",{},"{}","{}")", event.kind, event.version, event.at, event.hash);
    if (!event.damaged) {
      out += ',';
      out += event.body;
    }
    out += ']';
  }
  out += ']';
  return out;
}

std::vector<Event> read_event_list(std::int64_t first_seq, const std::string& text) {
  const simdjson::padded_string padded(text);
  ondemand::parser parser;
  auto document = need<ondemand::document>(parser.iterate(padded), first_seq);
  std::vector<Event> events;
  auto array = need<ondemand::array>(document.get_array(), first_seq);
  for (simdjson::simdjson_result<ondemand::value> item : array) {
    const auto seq = first_seq + static_cast<std::int64_t>(events.size());
    // NOLINTNEXTLINE(performance-move-const-arg): trivially copyable in one release of simdjson only
    events.push_back(event_of(need<ondemand::value>(std::move(item), seq), seq));
  }
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) fail(first_seq);
  return events;
}

}  // namespace menting::wire
