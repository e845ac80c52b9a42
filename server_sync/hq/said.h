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

/// problem+json with the sentence in the language that Accept-Language asks for first; Chinese when it asks for
/// neither.
http::Response refuse(const http::Request& request, int status, std::string_view refusal, const Said& said);

}  // namespace menting::hq
