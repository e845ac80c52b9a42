#include "server_sync/wire/personal.h"

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

namespace menting::wire {
namespace {

using SortedJson = nlohmann::json;

constexpr std::size_t sealed_bytes_max = std::size_t{512} * 1024;
constexpr std::string_view plain_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:+-";

[[noreturn]] void fail(const std::string& where, const std::string& what) {
  throw std::runtime_error(where + ": " + what);
}

std::string text_of(const SortedJson& json, const char* name, const std::string& where, std::size_t length_max,
                    bool may_be_empty = false) {
  const auto found = json.find(name);
  const std::string place = where.empty() ? name : where + "." + name;
  if (found == json.end() || !found->is_string()) fail(place, "must be a string");
  std::string text = found->get<std::string>();
  if (text.size() > length_max) fail(place, "is longer than " + std::to_string(length_max) + " characters");
  if (text.empty() && !may_be_empty) fail(place, "is empty");
  if (text.find_first_not_of(plain_letters) != std::string::npos)
    fail(place, "has characters that do not belong there");
  return text;
}

const SortedJson& list_of(const SortedJson& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end() || !found->is_array()) fail(name, "must be a list");
  if (found->size() > personal_items_max) fail(name, "has more than " + std::to_string(personal_items_max));
  return *found;
}

std::string at_index(const char* name, std::size_t index) {
  return std::string(name) + "[" + std::to_string(index) + "]";
}

}  // namespace

std::string personal_json(const PersonalBatch& batch) {
  SortedJson json{{"branch", batch.branch}, {"items", SortedJson::array()}, {"erased", SortedJson::array()}};
  for (const PersonalItem& item : batch.items) {
    json["items"].push_back(
        {{"id", item.id}, {"about", item.about}, {"kind", item.kind}, {"at", item.at}, {"sealed", item.sealed}});
  }
  for (const PersonalErasure& erasure : batch.erased) {
    json["erased"].push_back({{"id", erasure.id}, {"at", erasure.at}});
  }
  return json.dump(-1, ' ', false, SortedJson::error_handler_t::replace);
}

PersonalBatch read_personal(const std::string& text) {
  const SortedJson json = SortedJson::parse(text, nullptr, false);
  if (!json.is_object()) fail("the request", "is no JSON object");
  PersonalBatch batch;
  batch.branch = text_of(json, "branch", "", 64);
  for (const SortedJson& item : list_of(json, "items")) {
    const std::string where = at_index("items", batch.items.size());
    if (!item.is_object()) fail(where, "must be an object");
    batch.items.push_back({text_of(item, "id", where, 64), text_of(item, "about", where, 64, true),
                           text_of(item, "kind", where, 64), text_of(item, "at", where, 40),
                           text_of(item, "sealed", where, sealed_bytes_max)});
  }
  for (const SortedJson& item : list_of(json, "erased")) {
    const std::string where = at_index("erased", batch.erased.size());
    if (!item.is_object()) fail(where, "must be an object");
    batch.erased.push_back({text_of(item, "id", where, 64), text_of(item, "at", where, 40)});
  }
  return batch;
}

std::string receipt_json(const PersonalReceipt& receipt) {
  SortedJson json{{"before", receipt.before}, {"after", receipt.after}, {"standings", SortedJson::array()}};
  for (const PersonalStanding& standing : receipt.standings) {
    SortedJson one{{"id", standing.id}, {"state", standing.erased ? "erased" : "stored"}};
    if (standing.erased) one["proof"] = standing.proof;
    json["standings"].push_back(std::move(one));
  }
  return json.dump();
}

std::optional<PersonalReceipt> read_receipt(const std::string& text) {
  const SortedJson json = SortedJson::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  PersonalReceipt receipt;
  try {
    receipt.before = json.at("before").get<std::int64_t>();
    receipt.after = json.at("after").get<std::int64_t>();
    for (const SortedJson& item : json.at("standings")) {
      PersonalStanding standing{item.at("id").get<std::string>(), item.at("state") == "erased", ""};
      if (standing.erased) standing.proof = item.at("proof").get<std::string>();
      if (!standing.erased && item.at("state") != "stored") return std::nullopt;
      if (standing.erased && standing.proof.empty()) return std::nullopt;
      receipt.standings.push_back(std::move(standing));
    }
  } catch (const SortedJson::exception&) {
    return std::nullopt;
  }
  return receipt;
}

}  // namespace menting::wire
