#pragma once

#include <string>
#include <string_view>

#include "base/http/server.h"

namespace menting::hq {

/// One sentence for people, in both languages of headquarters.
struct Said {
  std::string_view chinese;
  std::string_view english;
};

/// Whether Accept-Language asks for English first.
bool in_english(const http::Request& request);

/// The sentence in the language that Accept-Language asks for first; Chinese when it asks for neither.
std::string_view in_language(const http::Request& request, const Said& said);

/// problem+json with the sentence in that language.
http::Response refuse(const http::Request& request, int status, std::string_view refusal, const Said& said);

}  // namespace menting::hq
