#pragma once

#include <stdexcept>
#include <string>

namespace menting::desk {

/// The value of an enumeration that domain's `from_string` knows, of `object[name]`. Throws std::runtime_error for a
/// word that it does not know, and what nlohmann::json throws for a member that is not there or no text.
template <class Code, class Json>
Code code_of(const Json& object, const char* name) {
  Code code{};
  const auto text = object.at(name).template get<std::string>();
  if (!from_string(text, code)) throw std::runtime_error("unknown " + std::string(name) + " " + text);
  return code;
}

}  // namespace menting::desk
