#include "server_sync/hq/openapi.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/server_sync/hq/batches.h"
#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::ask;
using tests::FakeJournal;
using tests::RunningHq;
using Json = nlohmann::json;

namespace {

const std::string shapes = MENTING_SOURCE_DIR "/assets/api";

Json description_of(const RunningHq& hq) {
  return Json::parse(ask(hq.port(), "GET", "/api/v1/openapi.json").body);
}

/// Checks answers against the description's schemas: types, names that have to be there, lists.
class Schemas {
 public:
  explicit Schemas(Json description) : description_(std::move(description)) {}

  /// What does not fit, each with its place.
  std::vector<std::string> faults(const Json& schema, const Json& value, const std::string& place = "answer") const {
    if (schema.contains("$ref")) {
      return faults(description_.at(Json::json_pointer(schema.at("$ref").get<std::string>().substr(1))), value, place);
    }
    if (schema.contains("anyOf")) {
      for (const Json& one : schema.at("anyOf")) {
        if (faults(one, value, place).empty()) return {};
      }
      return {place + " fits nothing of anyOf"};
    }
    if (!schema.contains("type")) return {};
    if (!has_type(schema.at("type"), value))
      return {place + " is " + value.type_name() + ", not " + schema.at("type").dump()};
    std::vector<std::string> all;
    const auto add = [&](const std::vector<std::string>& more) { all.insert(all.end(), more.begin(), more.end()); };
    if (value.is_object()) {
      for (const Json& name : schema.value("required", Json::array())) {
        if (!value.contains(name)) all.push_back(place + "." + name.get<std::string>() + " is missing");
      }
      const Json properties = schema.value("properties", Json::object());
      for (const auto& [name, there] : value.items()) {
        if (properties.contains(name)) {
          add(faults(properties.at(name), there, place + "." + name));
        } else if (schema.contains("additionalProperties")) {
          add(faults(schema.at("additionalProperties"), there, place + "." + name));
        } else if (!properties.empty()) {
          all.push_back(place + "." + name + " is not described");
        }
      }
    }
    if (value.is_array() && schema.contains("items")) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        add(faults(schema.at("items"), value.at(i), place + "[" + std::to_string(i) + "]"));
      }
    }
    return all;
  }

 private:
  static bool has_type(const Json& type, const Json& value) {
    if (type.is_array()) {
      return std::any_of(type.begin(), type.end(), [&](const Json& one) { return has_type(one, value); });
    }
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    return type == value.type_name();
  }

  Json description_;
};

/// The path with something in place of {…}: what is there for branches, nothing for others.
std::string filled(const std::string& path) {
  const std::string with_branch =
      std::regex_replace(path, std::regex(R"(/branches/\{id\}|/\{branch\})"), "/branches/BJ-0001");
  return std::regex_replace(with_branch, std::regex(R"(\{[a-z_]+\})"), "nothing");
}

/// Its query with the examples, of what has to be given.
std::string query_of(const Json& operation) {
  std::string query;
  for (const Json& parameter : operation.value("parameters", Json::array())) {
    if (parameter.at("in") != "query" || !parameter.at("required")) continue;
    const Json& example = parameter.at("example");
    query += (query.empty() ? "?" : "&") + parameter.at("name").get<std::string>() + "=" +
             (example.is_string() ? example.get<std::string>() : example.dump());
  }
  return query;
}

}  // namespace

TEST_CASE("every route of the table is described, and everything described is a route") {
  const RunningHq hq;
  for (const std::string& fault : hq::describe(hq.routes(), shapes).faults) FAIL_CHECK(fault);
  const Json description = description_of(hq);
  CHECK(description.at("openapi") == "3.1.0");
  std::size_t count = 0;
  for (const auto& [path, operations] : description.at("paths").items()) count += operations.size();
  CHECK(count == hq.routes().size());
  const auto without = hq::describe({{"GET", "/api/v1/new", hq::Right::view, {}, "new"}}, shapes).faults;
  CHECK(without.front() == "GET /api/v1/new has no entry in assets/api/*.json");
  CHECK(without.size() == hq.routes().size() + 1);
}

TEST_CASE("everything that is described answers at its path") {
  const RunningHq hq;
  const Json description = description_of(hq);
  for (const auto& [path, operations] : description.at("paths").items()) {
    for (const auto& [method, operation] : operations.items()) {
      CAPTURE(path, method);
      const auto answer = ask(hq.port(), method == "get" ? "GET" : "POST", filled(path));
      CHECK(answer.status != 0);
      CHECK(answer.status != 405);
      CHECK(answer.body.find(R"("refusal":"not_found")") == std::string::npos);
    }
  }
}

TEST_CASE("answers are as they are described") {
  RunningHq hq;
  const std::string credential = hq.join("BJ-0001");
  FakeJournal journal;
  journal.add("counter_opened", R"({"counter":2,"staff":"1001"})").add_visit("20261123-A001", 90000, 30000, 4);
  REQUIRE(hq.send(credential, journal.all()).status == 200);
  const std::string cookie = hq.sign_in();
  REQUIRE(ask(hq.port(), "POST", "/api/v1/branches/BJ-0001", R"({"region":"华北"})", {cookie}).status == 200);
  const Json description = description_of(hq);
  const Schemas schemas(description);
  int answered = 0;
  for (const auto& [path, operations] : description.at("paths").items()) {
    if (!operations.contains("get") || operations.at("get").at("x-right") == "device") continue;
    const Json& operation = operations.at("get");
    const Json content = operation.at("responses").value("200", Json::object()).value("content", Json::object());
    if (!content.contains("application/json")) continue;
    const auto answer = ask(hq.port(), "GET", filled(path) + query_of(operation), "", {cookie});
    CAPTURE(path, answer.status, answer.body);
    CHECK((answer.status == 200 || answer.status == 404));
    if (answer.status != 200) continue;
    ++answered;
    const Json& schema = content.at("application/json").at("schema");
    for (const std::string& fault : schemas.faults(schema, Json::parse(answer.body))) FAIL_CHECK(path + ": " + fault);
  }
  CHECK(answered >= 8);
  CHECK(schemas.faults({{"$ref", "#/components/schemas/alarm"}}, {{"kind", 3}}).size() == 5);
}
