#pragma once

#include <string>
#include <string_view>

#include "kiosk/domain/event.h"

namespace menting::desk {

/// "ticket_taken": the event's name on the wire.
std::string_view event_kind(const domain::Fact& fact);
/// Whether there is such a kind.
bool is_event_kind(std::string_view kind);
/// Version of the body's shape, for readers of old events.
int event_version(const domain::Fact& fact);
/// The body as compact JSON with sorted keys: ASCII-safe UTF-8, `steady_ms` included, no personal data.
std::string event_body(const domain::Event& event);
/// The event back from storage. Throws std::runtime_error for an unknown kind or a body that lacks a field.
domain::Event read_event(std::string_view kind, int version, std::int64_t at_ms, std::string_view body);

}  // namespace menting::desk
