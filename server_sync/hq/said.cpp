#include "server_sync/hq/said.h"

namespace menting::hq {

bool in_english(const http::Request& request) {
  const std::string_view wanted = request.header("Accept-Language");
  const std::size_t english = wanted.find("en");
  return english != std::string_view::npos && english < wanted.find("zh");
}

std::string_view in_language(const http::Request& request, const Said& said) {
  return in_english(request) ? said.english : said.chinese;
}

http::Response refuse(const http::Request& request, int status, std::string_view refusal, const Said& said) {
  return http::problem(status, refusal, in_language(request, said));
}

}  // namespace menting::hq
