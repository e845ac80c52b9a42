#include "server_sync/hq/json_answer.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "server_sync/hq/said.h"

namespace menting::hq {

using Json = nlohmann::ordered_json;

http::Response json_answer(int status, const Json& body) {
  http::Response response;
  response.status = status;
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

std::string text_of(const Json& body, const char* name) {
  const auto found = body.find(name);
  return found != body.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Json share_json(std::int64_t count, std::int64_t of) {
  if (of <= 0) return nullptr;
  return std::round(static_cast<double>(count) / static_cast<double>(of) * 10'000) / 10'000;
}

http::Response field_invalid(const http::Request& request, const std::string& field) {
  http::Response response =
      refuse(request, 422, field,
             {"有一项填写不正确，请检查后再提交。",
              "Something is missing or not as it should be. Please correct it and send it again."});
  Json body = Json::parse(response.body, nullptr, false);
  if (body.is_object()) body["field"] = field;
  response.body = body.dump();
  return response;
}

}  // namespace menting::hq
