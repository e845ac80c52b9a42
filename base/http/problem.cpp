#include <nlohmann/json.hpp>

#include "base/http/reason.h"
#include "base/http/server.h"

namespace menting::http {

Response problem(int status, std::string_view refusal, std::string_view detail) {
  nlohmann::ordered_json body;
  body["title"] = reason(status);
  body["status"] = status;
  body["refusal"] = refusal;
  body["detail"] = detail;
  // A detail may quote what the client sent: whatever is no UTF-8 there becomes U+FFFD instead of an exception.
  return {status, "application/problem+json", body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), {}};
}

}  // namespace menting::http
