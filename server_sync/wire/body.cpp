#include "server_sync/wire/body.h"

#include <simdjson.h>

namespace menting::wire {
namespace {

namespace dom = simdjson::dom;

struct Reading {
  dom::parser parser;
  dom::object object;
};

Reading& of_this_thread() {
  thread_local Reading reading;
  return reading;
}

template <typename T>
std::optional<T> field(std::string_view name) {
  T value{};
  if (of_this_thread().object.at_key(name).get(value) != simdjson::SUCCESS) return std::nullopt;
  return value;
}

}  // namespace

Body::Body(std::string_view json) {
  Reading& reading = of_this_thread();
  // The parser copies it to where there is room behind it.
  is_object_ = reading.parser.parse(json.data(), json.size(), true).get(reading.object) == simdjson::SUCCESS;
}

bool Body::has(std::string_view name) const {
  return is_object_ && of_this_thread().object.at_key(name).error() == simdjson::SUCCESS;
}

std::optional<std::int64_t> Body::integer(std::string_view name) const {
  return is_object_ ? field<std::int64_t>(name) : std::nullopt;
}

std::optional<bool> Body::truth(std::string_view name) const {
  return is_object_ ? field<bool>(name) : std::nullopt;
}

std::optional<std::string_view> Body::text(std::string_view name) const {
  return is_object_ ? field<std::string_view>(name) : std::nullopt;
}

std::optional<std::vector<std::string_view>> Body::texts(std::string_view name) const {
  dom::array list;
  if (!is_object_ || of_this_thread().object.at_key(name).get(list) != simdjson::SUCCESS) return std::nullopt;
  std::vector<std::string_view> found;
  for (const dom::element item : list) {
    std::string_view text;
    if (item.get(text) != simdjson::SUCCESS) return std::nullopt;
    found.push_back(text);
  }
  return found;
}

}  // namespace menting::wire
