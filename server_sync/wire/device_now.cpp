#include "server_sync/wire/device_now.h"

#include <simdjson.h>

namespace menting::wire {
namespace {

namespace dom = simdjson::dom;

std::string_view text_at(const dom::element& document, const char* pointer) {
  std::string_view text;
  return document.at_pointer(pointer).get(text) == simdjson::SUCCESS ? text : std::string_view();
}

}  // namespace

DeviceNow read_device_now(std::string_view json) {
  thread_local dom::parser parser;
  dom::element document;
  DeviceNow now;
  // The parser copies it to where there is room behind it.
  if (parser.parse(json.data(), json.size(), true).get(document) != simdjson::SUCCESS) return now;
  now.printer = text_at(document, "/health/printer");
  now.is_degraded = text_at(document, "/health/status") == "degraded";
  now.refused_config = text_at(document, "/config/state") == "refused";
  std::int64_t free_mb = 0;
  if (document.at_pointer("/health/disk_free_mb").get(free_mb) == simdjson::SUCCESS) now.disk_free_mb = free_mb;
  return now;
}

}  // namespace menting::wire
