#pragma once

#include <utility>
#include <variant>

#include "kiosk/domain/refusal.h"

namespace menting::domain {

/// A value, or the reason why not.
template <class T>
class Result {
 public:
  Result(T value) : content_(std::move(value)) {}
  Result(Refusal refusal) : content_(std::move(refusal)) {}
  Result(RefusalCode code) : content_(Refusal{code, {}}) {}

  explicit operator bool() const { return std::holds_alternative<T>(content_); }
  const T& value() const { return std::get<T>(content_); }
  T& value() { return std::get<T>(content_); }
  const Refusal& refusal() const { return std::get<Refusal>(content_); }

 private:
  std::variant<T, Refusal> content_;
};

}  // namespace menting::domain
