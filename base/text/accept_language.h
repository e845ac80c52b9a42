#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace menting::text {

/// The one of `languages` that `tag` means: the same tag, or one of the same primary language (zh-Hans for zh-CN,
/// en-GB for en); case does not matter. Null when none does.
const std::string* nearest_language(const std::vector<std::string>& languages, std::string_view tag);

/// The best of `languages` for an Accept-Language header (RFC 9110 12.5.4): highest q, then first named; `q=0` and
/// what is malformed do not count, "*" is `fallback`. `fallback` when nothing fits.
std::string choose_language(const std::vector<std::string>& languages, std::string_view header,
                            const std::string& fallback);

}  // namespace menting::text
