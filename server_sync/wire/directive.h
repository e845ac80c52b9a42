#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace menting::wire {

/// A named document that headquarters has for one branch. A newer one of the same name takes its place.
struct Directive {
  std::string name;
  std::int64_t version = 0;  ///< the branch's own count, over all names
  std::string body;
  std::string signature;  ///< base 64, over directive_text()
};

struct Directives {
  std::int64_t version = 0;        ///< all of the branch's are known up to here
  std::vector<Directive> items{};  ///< the oldest first
  std::string signing_key{};       ///< base 64; counts only for a branch that knows none yet
};

inline constexpr std::size_t directive_name_max = 40;

/// What headquarters signs: for which branch, under which name and number, and the body by its hash.
std::string directive_text(std::string_view branch, const Directive& directive);
/// Whether `signing_key` (base 64) signed it for this branch.
bool is_signed(std::string_view branch, const Directive& directive, std::string_view signing_key);

std::string directives_json(const Directives& directives);
/// None when it is not such an answer.
std::optional<Directives> read_directives(std::string_view text);

}  // namespace menting::wire
