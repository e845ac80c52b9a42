#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace menting::wire {

/// An event's body, read for its own fields. It stands in memory of the thread that is used again: only the newest one
/// of a thread may be asked, and what it hands out is gone with it.
class Body {
 public:
  explicit Body(std::string_view json);
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  bool is_object() const { return is_object_; }
  bool has(std::string_view name) const;
  /// None: it is missing, no whole number, or larger than 64 bits with a sign hold.
  std::optional<std::int64_t> integer(std::string_view name) const;
  std::optional<bool> truth(std::string_view name) const;
  std::optional<std::string_view> text(std::string_view name) const;
  /// None unless it is a list of texts.
  std::optional<std::vector<std::string_view>> texts(std::string_view name) const;

 private:
  bool is_object_ = false;
};

}  // namespace menting::wire
