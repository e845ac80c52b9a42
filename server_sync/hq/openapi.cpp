#include "server_sync/hq/openapi.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "server_sync/hq/session_cookie.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

struct Shapes {
  Json named = Json::object();
  Json routes = Json::object();  ///< by "GET /api/v1/branches"
};

Shapes read_shapes(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  Shapes all;
  for (const auto& file : files) {
    std::ifstream in(file);
    const Json read = Json::parse(in, nullptr, false);
    if (!read.is_object()) throw std::runtime_error(file.string() + " is no JSON object: correct it");
    if (read.contains("shapes")) all.named.update(read.at("shapes"));
    if (read.contains("routes")) all.routes.update(read.at("routes"));
  }
  return all;
}

Json or_null(Json schema) {
  if (schema.contains("type") && schema["type"].is_string()) {
    schema["type"] = Json::array({schema["type"], "null"});
    return schema;
  }
  if (schema.empty()) return schema;
  return {{"anyOf", Json::array({schema, Json{{"type", "null"}}})}};
}

/// A shape is an example of what may stand there.
Json schema_of(const Json& shape);

Json object_schema(const Json& shape) {
  Json schema{{"type", "object"}};
  Json required = Json::array();
  for (const auto& [name, value] : shape.items()) {
    if (name == "*") {
      schema["additionalProperties"] = schema_of(value);
    } else if (name.ends_with('?')) {
      schema["properties"][name.substr(0, name.size() - 1)] = or_null(schema_of(value));
    } else {
      schema["properties"][name] = schema_of(value);
      required.push_back(name);
    }
  }
  if (!required.empty()) schema["required"] = required;
  return schema;
}

Json schema_of(const Json& shape) {
  if (shape.is_object()) return object_schema(shape);
  if (shape.is_array()) {
    Json schema{{"type", "array"}};
    if (!shape.empty()) schema["items"] = schema_of(shape.front());
    return schema;
  }
  if (shape.is_string()) {
    const auto text = shape.get<std::string>();
    if (text.starts_with('$')) return {{"$ref", "#/components/schemas/" + text.substr(1)}};
    return {{"type", "string"}, {"examples", Json::array({shape})}};
  }
  if (shape.is_boolean()) return {{"type", "boolean"}};
  if (shape.is_number_integer()) return {{"type", "integer"}};
  if (shape.is_number()) return {{"type", "number"}};
  return Json::object();
}

void add_path_parameters(const std::string& path, Json& parameters) {
  for (std::size_t from = path.find('{'); from != std::string::npos; from = path.find('{', from + 1)) {
    const std::string name = path.substr(from + 1, path.find('}', from) - from - 1);
    parameters.push_back({{"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
  }
}

void add_query_parameters(const Json& entry, Json& parameters) {
  if (!entry.contains("query")) return;
  for (const auto& [name, value] : entry.at("query").items()) {
    const bool optional = name.ends_with('?');
    parameters.push_back({{"name", optional ? name.substr(0, name.size() - 1) : name},
                          {"in", "query"},
                          {"required", !optional},
                          {"schema", schema_of(value)},
                          {"example", value}});
  }
}

Json answers_of(const Route& route, const Json& entry) {
  const int status = entry.value("status", 200);
  Json answer{{"description", "Done"}};
  if (entry.contains("answer")) answer["content"]["application/json"]["schema"] = schema_of(entry.at("answer"));
  if (entry.contains("type")) {
    const Json text{{"type", "string"}};
    answer["content"][entry.at("type").get<std::string>()]["schema"] = text;
  }
  if (entry.value("csv", false)) answer["content"]["text/csv"]["schema"] = {{"type", "string"}};
  Json answers{{std::to_string(status), answer}};
  if (entry.contains("unchanged")) answers["304"] = {{"description", entry.at("unchanged")}};
  const Json refusal{{"$ref", "#/components/responses/refusal"}};
  if (route.right != Right::open) answers["401"] = refusal;
  answers["default"] = refusal;
  return answers;
}

Json operation_of(const Route& route, const Json& entry) {
  Json operation;
  operation["summary"] = route.summary;
  const bool of_sync = route.path.starts_with("/sync/");
  operation["operationId"] = (route.method == "GET" ? "get." : "post.") + action_of(route.path);
  operation["tags"] =
      Json::array({of_sync ? "branches' own" : action_of(route.path).substr(0, action_of(route.path).find('.'))});
  operation["x-right"] = name_of(route.right);
  Json parameters = Json::array();
  add_path_parameters(route.path, parameters);
  add_query_parameters(entry, parameters);
  if (!parameters.empty()) operation["parameters"] = parameters;
  if (entry.contains("body")) {
    operation["requestBody"] = {{"required", true},
                                {"content", {{"application/json", {{"schema", schema_of(entry.at("body"))}}}}}};
  }
  operation["responses"] = answers_of(route, entry);
  switch (route.right) {
    case Right::open:
      operation["security"] = Json::array();
      break;
    case Right::device:
      operation["security"] = Json::array({{{"device", Json::array()}}});
      break;
    case Right::self:
    case Right::view:
    case Right::quality:
    case Right::operate:
    case Right::administer:
      operation["security"] = Json::array({{{"session", Json::array()}}});
      break;
  }
  return operation;
}

Json head() {
  Json all;
  all["openapi"] = "3.1.0";
  all["info"] = {{"title", "Menting headquarters"},
                 {"version", MENTING_VERSION},
                 {"description",
                  "Refusals are application/problem+json (RFC 9457) with a code in \"refusal\"; a 422 names the field "
                  "there. Lists are {\"items\":[…],\"total\":n}. Tables are given as CSV for Accept: text/csv or "
                  "?format=csv."}};
  all["servers"] = Json::array({{{"url", "/"}}});
  return all;
}

Json problem_schema() {
  return {{"type", "object"},
          {"required", {"title", "status", "refusal", "detail"}},
          {"properties",
           {{"title", {{"type", "string"}}},
            {"status", {{"type", "integer"}}},
            {"refusal", {{"type", "string"}}},
            {"detail", {{"type", "string"}}}}}};
}

}  // namespace

Description describe(const std::vector<Route>& routes, const std::string& folder) {
  const Shapes shapes = read_shapes(folder);
  Description description;
  Json all = head();
  Json left = shapes.routes;
  for (const Route& route : routes) {
    const std::string key = route.method + " " + route.path;
    if (!left.contains(key)) description.faults.push_back(key + " has no entry in assets/api/*.json");
    const Json entry = left.contains(key) ? left.at(key) : Json::object();
    left.erase(key);
    all["paths"][route.path][route.method == "GET" ? "get" : "post"] = operation_of(route, entry);
  }
  for (const auto& [key, entry] : left.items()) description.faults.push_back(key + " is described and is no route");
  Json& parts = all["components"];
  parts["schemas"]["problem"] = problem_schema();
  for (const auto& [name, shape] : shapes.named.items()) parts["schemas"][name] = schema_of(shape);
  parts["responses"]["refusal"] = {
      {"description", "Refused"},
      {"content", {{"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/problem"}}}}}}}};
  parts["securitySchemes"]["session"] = {{"type", "apiKey"}, {"in", "cookie"}, {"name", session_cookie_name}};
  parts["securitySchemes"]["device"] = {{"type", "http"}, {"scheme", "bearer"}};
  description.json = all.dump();
  return description;
}

void add_description_route(Router& router, const std::string& folder) {
  router.add({"GET",
              "/api/v1/openapi.json",
              Right::open,
              {},
              "This description",
              [&router, folder, made = std::make_shared<std::string>()](const http::ExchangePtr& exchange,
                                                                        const Params& /*params*/) {
                if (made->empty()) *made = describe(router.routes(), folder).json;
                http::Response response;
                response.body = *made;
                exchange->answer(std::move(response));
              }});
}

}  // namespace menting::hq
