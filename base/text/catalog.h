#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Texts for people, from the gettext catalogues of assets/text. The English sentence is the key.
namespace menting::text {

/// Reads every catalogue below `folder` (`<folder>/<language>/LC_MESSAGES/menting.mo`), once, at start.
/// Throws std::runtime_error when none is there.
void load(const std::string& folder);

/// `english` in `language` ("zh-CN", "en"); English itself when there is no translation.
std::string tr(std::string_view language, const char* english);
/// With {1}, {2} … replaced.
std::string tr(std::string_view language, const char* english, const std::vector<std::string>& values);

/// The best of the languages that are there for an Accept-Language header; "zh-CN" when none fits.
std::string best_language(std::string_view accept_language);

}  // namespace menting::text

/// Marks a text for extraction where it is not translated at once.
#define MENTING_TEXT(english) english
