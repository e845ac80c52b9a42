#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// TOML texts laid over each other.
namespace menting::toml_reader {

struct SyntaxFault {
  unsigned line = 0;
  std::string what;
};

/// Why `text` is no TOML; none: it is.
std::optional<SyntaxFault> syntax_fault(std::string_view text);

/// A key of the text: "queue" and "recall_gap_s" of [queue]; `key` is empty for what is no table ([[service]]).
struct Key {
  std::string section;
  std::string key;
  unsigned line = 0;
};

/// The keys of the first two levels, in the text's order. Throws std::runtime_error for what is no TOML.
std::vector<Key> keys_of(std::string_view text);

/// `over` laid over `base`: table by table and key by key; anything else, lists and [[tables]] too, takes the place of
/// what was there as a whole. Throws std::runtime_error for what is no TOML.
std::string overlaid(std::string_view base, std::string_view over);

}  // namespace menting::toml_reader
