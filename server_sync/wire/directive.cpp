#include "server_sync/wire/directive.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/crypto/crypto.h"

namespace menting::wire {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t directive_version_max = std::int64_t{1} << 53;  // what every JSON reader keeps exactly

const std::string* text_of(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found == json.end() ? nullptr : found->get_ptr<const std::string*>();
}

std::optional<std::int64_t> version_of(const Json& json) {
  const auto found = json.find("version");
  if (found == json.end() || !found->is_number_integer()) return std::nullopt;
  const auto version = found->get<std::int64_t>();
  if (version < 0 || version > directive_version_max) return std::nullopt;
  return version;
}

std::optional<Directive> read_one(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  const auto version = version_of(json);
  const std::string* name = text_of(json, "name");
  const std::string* body = text_of(json, "body");
  const std::string* signature = text_of(json, "signature");
  if (!version || name == nullptr || body == nullptr || signature == nullptr) return std::nullopt;
  if (name->empty() || name->size() > directive_name_max || name->find('\n') != std::string::npos) return std::nullopt;
  return Directive{*name, *version, *body, *signature};
}

}  // namespace

std::string directive_text(std::string_view branch, const Directive& directive) {
  std::string text = "menting-directive-1\n";
  return text.append(branch)
      .append("\n")
      .append(directive.name)
      .append("\n")
      .append(std::to_string(directive.version))
      .append("\n")
      .append(crypto::hash_hex(directive.body));
}

bool is_signed(std::string_view branch, const Directive& directive, std::string_view signing_key) {
  const auto key = crypto::from_base64(signing_key);
  const auto signature = crypto::from_base64(directive.signature);
  return key && signature && crypto::signature_matches(*key, directive_text(branch, directive), *signature);
}

std::string directives_json(const Directives& directives) {
  Json items = Json::array();
  for (const Directive& one : directives.items) {
    items.push_back({{"name", one.name}, {"version", one.version}, {"body", one.body}, {"signature", one.signature}});
  }
  const Json json{
      {"version", directives.version}, {"directives", std::move(items)}, {"signing_key", directives.signing_key}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Directives> read_directives(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const auto version = version_of(json);
  const auto items = json.find("directives");
  if (!version || items == json.end() || !items->is_array()) return std::nullopt;
  Directives read;
  read.version = *version;
  if (const std::string* key = text_of(json, "signing_key")) read.signing_key = *key;
  for (const Json& item : *items) {
    auto one = read_one(item);
    if (!one) return std::nullopt;
    read.items.push_back(std::move(*one));
  }
  std::stable_sort(read.items.begin(), read.items.end(),
                   [](const Directive& a, const Directive& b) { return a.version < b.version; });
  return read;
}

}  // namespace menting::wire
