#include "server_sync/wire/batch_reader.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <stdexcept>
#include <string_view>

namespace menting::wire {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::int64_t version_max = 1'000'000;

/// A place in the batch, put into words only when something is wrong there.
struct Where {
  std::string_view field;
  std::size_t event = not_in_an_event;

  static constexpr std::size_t not_in_an_event = SIZE_MAX;
  std::string text() const {
    if (event == not_in_an_event) return std::string(field);
    return field.empty() ? fmt::format("events[{}]", event) : fmt::format("events[{}].{}", event, field);
  }
};

[[noreturn]] void fail(const Where& where, std::string_view what) {
  throw std::runtime_error(fmt::format("{}: {}", where.text(), what));
}

template <typename T>
T need(simdjson::simdjson_result<T>&& result, const Where& where, std::string_view what) {
  T value{};
  if (std::move(result).get(value) != simdjson::SUCCESS) fail(where, what);
  return value;
}

/// Which bytes belong in a text.
class Letters {
 public:
  explicit constexpr Letters(std::string_view letters) {
    for (const char c : letters) belongs_[static_cast<unsigned char>(c)] = true;
  }
  bool only(std::string_view text) const {
    return std::all_of(text.begin(), text.end(), [this](char c) { return belongs_[static_cast<unsigned char>(c)]; });
  }

 private:
  std::array<bool, 256> belongs_{};
};

constexpr Letters hex_digits("0123456789abcdef");
constexpr Letters lower("abcdefghijklmnopqrstuvwxyz0123456789_");
constexpr Letters name_letters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
constexpr Letters time_letters("0123456789-:.TZ+");

/// A string made of `allowed` only, so that nothing odd can reach logs, tables or pages.
std::string plain(ondemand::value value, const Where& where, const Letters& allowed, std::size_t length_max) {
  const auto text = need<std::string_view>(value.get_string(), where, "must be a string");
  if (text.size() > length_max) fail(where, fmt::format("is longer than {} characters", length_max));
  if (!allowed.only(text)) fail(where, "has characters that do not belong there");
  return std::string(text);
}

std::string required(ondemand::value value, const Where& where, const Letters& allowed, std::size_t length_max) {
  std::string text = plain(value, where, allowed, length_max);
  if (text.empty()) fail(where, "is empty");
  return text;
}

std::string hash(ondemand::value value, const Where& where) {
  std::string text = plain(value, where, hex_digits, 64);
  if (text.size() != 64) fail(where, "must be 64 lower-case hexadecimal digits");
  return text;
}

std::int64_t integer(ondemand::value value, const Where& where, std::int64_t low, std::int64_t high) {
  const auto number = need<std::int64_t>(value.get_int64(), where, "must be a whole number");
  if (number < low || number > high) fail(where, "is out of range");
  return number;
}

/// The object's text as it stands in the document.
std::string raw_object(ondemand::value value, const Where& where) {
  auto object = need<ondemand::object>(value.get_object(), where, "must be an object");
  auto text = need<std::string_view>(object.raw_json(), where, "cannot be read");
  const auto end = text.find_last_not_of(" \t\r\n");  // simdjson hands out the space up to the next token as well
  return std::string(text.substr(0, end + 1));
}

/// Which of the known fields were there; a doubled one is refused, since readers differ in which of the two they
/// believe.
template <std::size_t N>
class Seen {
 public:
  explicit Seen(const std::string_view (&names)[N]) : names_(names) {}
  /// The field's index; N for one that this version does not know.
  std::size_t mark(std::string_view key, const Where& where) {
    for (std::size_t i = 0; i < N; ++i) {
      if (key != names_[i]) continue;
      if (seen_[i]) fail(where, "is there twice");
      seen_[i] = true;
      return i;
    }
    return N;
  }
  void all(const Where& where) const {
    for (std::size_t i = 0; i < N; ++i) {
      if (!seen_[i]) fail(where, fmt::format("\"{}\" is missing", names_[i]));
    }
  }

 private:
  const std::string_view (&names_)[N];
  std::bitset<N> seen_;
};

constexpr std::string_view event_fields[] = {"seq", "kind", "version", "at", "hash", "body"};
constexpr std::string_view batch_fields[] = {"branch", "journal", "first_seq", "prev_hash", "events"};

Event read_event(ondemand::value value, std::size_t number) {
  const Where where{"", number};
  Event event;
  Seen seen(event_fields);
  auto object = need<ondemand::object>(value.get_object(), where, "must be an object");
  for (simdjson::simdjson_result<ondemand::field> item : object) {
    auto field = need<ondemand::field>(std::move(item), where, "cannot be read");
    const auto key = need<std::string_view>(field.unescaped_key(), where, "has a name that cannot be read");
    const Where place{key, number};
    switch (seen.mark(key, place)) {
      case 0:
        event.seq = integer(field.value(), place, 1, INT64_MAX - 1);
        break;
      case 1:
        event.kind = required(field.value(), place, lower, 64);
        break;
      case 2:
        event.version = static_cast<int>(integer(field.value(), place, 1, version_max));
        break;
      case 3:
        event.at = required(field.value(), place, time_letters, 40);
        break;
      case 4:
        event.hash = hash(field.value(), place);
        break;
      case 5:
        event.body = raw_object(field.value(), place);
        break;
      default:  // a newer branch may say more
        break;
    }
  }
  seen.all(where);
  return event;
}

std::vector<Event> read_events(ondemand::value value) {
  std::vector<Event> events;
  events.reserve(128);  // most batches are no larger
  auto array = need<ondemand::array>(value.get_array(), Where{"events"}, "must be a list");
  for (simdjson::simdjson_result<ondemand::value> item : array) {
    if (events.size() == events_in_batch_max) {
      throw std::overflow_error(fmt::format("events: has more than {}", events_in_batch_max));
    }
    const std::size_t number = events.size();
    // NOLINTNEXTLINE(performance-move-const-arg): trivially copyable in one release of simdjson only
    events.push_back(read_event(need<ondemand::value>(std::move(item), Where{"", number}, "cannot be read"), number));
  }
  return events;
}

void check_order(const Batch& batch) {
  std::int64_t expected = batch.first_seq;
  for (std::size_t i = 0; i < batch.events.size(); ++i, ++expected) {
    const std::int64_t seq = batch.events[i].seq;
    if (seq != expected) {
      fail({"seq", i}, fmt::format("is {} where {} must follow", seq, expected));
    }
  }
  if (!batch.events.empty() && batch.prev_hash.empty()) fail({"prev_hash"}, "is empty");
  if (!batch.events.empty() && batch.journal.empty()) fail({"journal"}, "is empty");
}

}  // namespace

/// The parsers keep their memory, which is ten times the batch's: one for each thread, and none for a large batch.
struct Parsers {
  simdjson::dom::parser whole;
  ondemand::parser parts;
};

constexpr std::size_t parsed_bytes_max = 256UL * 1024;

struct BatchReader::Impl {
  explicit Impl(const std::string& json) : text(json) {
    if (json.size() > parsed_bytes_max) own = std::make_unique<Parsers>();
  }
  Parsers& parsers() const {
    thread_local Parsers kept;
    return own ? *own : kept;
  }
  simdjson::padded_string text;
  std::unique_ptr<Parsers> own;
  ondemand::document document;
};

BatchReader::BatchReader(const std::string& json) : impl_(std::make_unique<Impl>(json)) {}
BatchReader::~BatchReader() = default;

Batch BatchReader::read() {
  Parsers& parsers = impl_->parsers();
  // The on-demand parser does not look at what it skips (bodies): the DOM proves that all of it is JSON in UTF-8.
  const auto error = parsers.whole.parse(impl_->text).error();
  if (error != simdjson::SUCCESS) fail({"the batch is not valid JSON"}, simdjson::error_message(error));
  const Where root{"the batch"};
  impl_->document = need<ondemand::document>(parsers.parts.iterate(impl_->text), root, "cannot be read");
  auto object = need<ondemand::object>(impl_->document.get_object(), root, "must be an object");
  Batch batch;
  Seen seen(batch_fields);
  for (simdjson::simdjson_result<ondemand::field> item : object) {
    auto field = need<ondemand::field>(std::move(item), root, "cannot be read");
    const auto key = need<std::string_view>(field.unescaped_key(), root, "has a name that cannot be read");
    const Where place{key};
    switch (seen.mark(key, place)) {
      case 0:
        batch.branch = plain(field.value(), place, name_letters, 64);
        break;
      case 1:
        batch.journal = plain(field.value(), place, name_letters, 64);
        break;
      case 2:
        batch.first_seq = integer(field.value(), place, 1, INT64_MAX - 1);
        break;
      case 3:
        batch.prev_hash = plain(field.value(), place, hex_digits, 64);
        break;
      case 4:
        batch.events = read_events(field.value());
        break;
      default:
        break;
    }
  }
  seen.all(root);
  check_order(batch);
  return batch;
}

}  // namespace menting::wire
