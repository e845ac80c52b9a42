#include "server_sync/hq/place_routes.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "server_sync/hq/places.h"
#include "server_sync/hq/said.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t address_bytes_max = 240;

http::Response place_answer(const BranchPlace& place) {
  const auto degrees = [](const std::optional<std::int64_t>& millionths) {
    return millionths ? Json(static_cast<double>(*millionths) / 1e6) : Json();
  };
  const Json body{{"latitude", degrees(place.latitude)},
                  {"longitude", degrees(place.longitude)},
                  {"address", Json::parse(place.address)}};
  http::Response response;
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

/// False: it is neither missing nor a number within.
bool read_degrees(const Json& body, const char* name, double most, std::optional<std::int64_t>& into) {
  into.reset();
  const auto found = body.find(name);
  if (found == body.end() || found->is_null()) return true;
  if (!found->is_number()) return false;
  const double degrees = found->get<double>();
  if (!(degrees >= -most && degrees <= most)) return false;
  into = std::llround(degrees * 1e6);
  return true;
}

bool read_address(const Json& body, std::string& into) {
  const Json given = body.value("address", Json::object());
  if (!given.is_object() || given.size() > 8) return false;
  Json address = Json::object();
  for (const auto& [language, text] : given.items()) {
    if (!text.is_string() || language.size() > 16) return false;
    const auto& words = text.get_ref<const std::string&>();
    if (words.size() > address_bytes_max || words.find_first_of("\n\r\t") != std::string::npos) return false;
    if (!words.empty()) address[language] = words;
  }
  into = address.dump();
  return true;
}

http::Response get(Store& store, const Asker& /*asker*/, const http::Request& request, const Params& params) {
  if (!store.has_branch(params.at("id"))) return no_such_branch(request);
  return place_answer(place_of(store.connection(), params.at("id")));
}

http::Response put(Store& store, const Asker& /*asker*/, const http::Request& request, const Params& params) {
  const std::string& id = params.at("id");
  if (!store.has_branch(id)) return no_such_branch(request);
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) return refuse(request, 400, "malformed", {"请求不是 JSON 对象。", "Send a JSON object."});
  BranchPlace place;
  if (!read_degrees(body, "latitude", 90, place.latitude)) {
    return refuse(request, 422, "latitude", {"纬度是 -90 到 90 的数。", "A latitude is a number from -90 to 90."});
  }
  if (!read_degrees(body, "longitude", 180, place.longitude) ||
      place.latitude.has_value() != place.longitude.has_value()) {
    return refuse(request, 422, "longitude",
                  {"经度是 -180 到 180 的数，与纬度一起填写。",
                   "A longitude is a number from -180 to 180; it goes together with the latitude."});
  }
  if (!read_address(body, place.address)) {
    return refuse(request, 422, "address",
                  {"地址按语言填写，最多 60 个字。", "An address by language, 60 characters at most."});
  }
  save_place(store.connection(), id, place);
  return place_answer(place);
}

}  // namespace

void add_place_routes(Router& router) {
  router.add({"GET", "/api/v1/branches/{id}/place", Right::view, get, "Where a branch is"});
  router.add({"POST", "/api/v1/branches/{id}/place", Right::operate, put, "Say where a branch is"});
}

}  // namespace menting::hq
