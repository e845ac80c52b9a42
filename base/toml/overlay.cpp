#include "base/toml/overlay.h"

#include <toml++/toml.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace menting::toml_reader {
namespace {

::toml::table parsed(std::string_view text) {
  try {
    return ::toml::parse(text);
  } catch (const ::toml::parse_error& error) {
    throw std::runtime_error(std::string(error.description()));
  }
}

void lay_over(::toml::table& base, const ::toml::table& over) {
  for (const auto& [key, value] : over) {
    ::toml::table* there = base[key.str()].as_table();
    if (there != nullptr && value.is_table()) {
      lay_over(*there, *value.as_table());
    } else {
      base.insert_or_assign(key.str(), value);
    }
  }
}

}  // namespace

std::optional<SyntaxFault> syntax_fault(std::string_view text) {
  try {
    static_cast<void>(::toml::parse(text));
    return std::nullopt;
  } catch (const ::toml::parse_error& error) {
    return SyntaxFault{error.source().begin.line, std::string(error.description())};
  }
}

std::vector<Key> keys_of(std::string_view text) {
  std::vector<Key> keys;
  for (const auto& [name, value] : parsed(text)) {
    const std::string section(name.str());
    const ::toml::table* table = value.as_table();
    if (table == nullptr || table->empty()) {
      keys.push_back({section, "", name.source().begin.line});
      continue;
    }
    for (const auto& [key, inner] : *table) {
      keys.push_back({section, std::string(key.str()), key.source().begin.line});
    }
  }
  std::stable_sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) { return a.line < b.line; });
  return keys;
}

std::string overlaid(std::string_view base, std::string_view over) {
  ::toml::table merged = parsed(base);
  lay_over(merged, parsed(over));
  std::ostringstream text;
  text << merged << "\n";
  return text.str();
}

}  // namespace menting::toml_reader
