#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "base/http/server.h"
#include "kiosk/domain/refusal.h"

namespace menting::lan {

/// A request that never reaches the desk: what is the matter with it. Thrown while it is read, caught once.
struct Unfit : std::exception {
  Unfit(int http_status, std::string refusal_code, const char* english_sentence,
        std::vector<std::string> sentence_values = {}, std::string field_name = {})
      : status(http_status),
        refusal(std::move(refusal_code)),
        sentence(english_sentence),
        values(std::move(sentence_values)),
        field(std::move(field_name)) {}
  const char* what() const noexcept override { return sentence; }

  int status;
  std::string refusal;
  const char* sentence;  ///< a MENTING_TEXT: its English form
  std::vector<std::string> values;
  std::string field;  ///< of a 422
  http::Headers headers{};
};

/// A rule of the domain that the request breaks before the desk needs to be asked.
struct Refused : std::exception {
  explicit Refused(domain::Refusal why) : refusal(std::move(why)) {}
  domain::Refusal refusal;
};

/// 422 `field_invalid`, naming the field.
Unfit invalid_field(const std::string& field);
/// 404 for an address that is not there.
Unfit no_such_address();

/// application/problem+json: title, status, refusal, detail and, for a 422, field.
http::Response problem_for(const Unfit& unfit, std::string_view language);
http::Response problem_for(const domain::Refusal& refusal, std::string_view language);

/// Exhaustive: 404 unknown things, 403 roles, 422 fields out of range, 503 a branch that is not able, else 409.
int status_of(domain::RefusalCode code);

}  // namespace menting::lan
