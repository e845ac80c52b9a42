#include "server_sync/wire/envelope.h"

#include <fmt/format.h>

#include <stdexcept>

#include "server_sync/wire/batch_reader.h"
#include "server_sync/wire/chain.h"
#include "server_sync/wire/damaged_batch.h"

namespace menting::wire {
namespace {

void append_text(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += fmt::format("\\u{:04x}", static_cast<int>(c));
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void append_field(std::string& out, std::string_view name, std::string_view text) {
  out += ",\"";
  out += name;
  out += "\":";
  append_text(out, text);
}

/// The bodies that are no JSON, where their hashes say that they are what the branch has; else false.
bool put_back(const std::vector<std::string>& bodies, Batch& batch) {
  if (bodies.size() != batch.events.size()) return false;
  std::string before = batch.prev_hash;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    Event& event = batch.events[i];
    if (!bodies[i].empty()) {
      event.body = bodies[i];
      event.damaged = true;
      const bool whole = chain_hash(before, event.seq, event.kind, event.version, event.at, event.body) == event.hash;
      if (!whole) return false;
    }
    before = event.hash;
  }
  return true;
}

}  // namespace

std::string batch_json(const Batch& batch) {
  std::size_t size = 256;
  for (const Event& event : batch.events) size += event.body.size() + 224;
  std::string out;
  out.reserve(size);
  out += R"({"branch":)";
  append_text(out, batch.branch);
  append_field(out, "journal", batch.journal);
  out += fmt::format(R"(,"first_seq":{})", batch.first_seq);
  append_field(out, "prev_hash", batch.prev_hash);
  out += R"(,"events":[)";
  bool first = true;
  for (const Event& event : batch.events) {
    if (!first) out += ',';
    first = false;
    out += fmt::format(R"({{"seq":{})", event.seq);
    append_field(out, "kind", event.kind);
    out += fmt::format(R"(,"version":{})", event.version);
    append_field(out, "at", event.at);
    append_field(out, "hash", event.hash);
    out += R"(,"body":)";
    out += event.body;
    out += '}';
  }
  out += "]}";
  return out;
}

Batch read_batch(const std::string& json) {
  try {
    return BatchReader(json).read();
  } catch (const std::runtime_error&) {
    const auto mended = mend(json);
    if (!mended) throw;
    Batch batch = BatchReader(mended->json).read();
    // What was broken on the way is sent again; only what the branch itself made so is taken as it is.
    if (!put_back(mended->bodies, batch)) throw;
    return batch;
  }
}

}  // namespace menting::wire
