#include "kiosk/program/nearby.h"

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>

#include "kiosk/domain/service_group.h"

namespace menting::program {
namespace {

using SortedJson = nlohmann::json;

constexpr std::int64_t fresh_ms = 10LL * 60 * 1000;

domain::LocalName texts_of(const SortedJson& json, const char* name) {
  domain::LocalName texts;
  const SortedJson given = json.value(name, SortedJson::object());  // items() of a temporary would outlive it
  for (const auto& [language, text] : given.items()) {
    if (text.is_string()) texts[language] = text.get<std::string>();
  }
  return texts;
}

}  // namespace

void Nearby::take(const std::string& body) {
  std::map<std::string, std::vector<ui::NearbyOffer>> by_group;
  try {
    const SortedJson said = SortedJson::parse(body);
    for (const auto& [group, halls] : said.at("groups").items()) {
      for (const SortedJson& hall : halls) {
        by_group[group].push_back({texts_of(hall, "name"), texts_of(hall, "address"), hall.at("minutes").get<int>(),
                                   hall.at("metres").get<int>(), hall.at("at_ms").get<std::int64_t>()});
        if (by_group[group].back().name.empty()) by_group[group].pop_back();
      }
    }
  } catch (const SortedJson::exception& error) {
    throw std::runtime_error(std::string("what headquarters says of halls nearby cannot be read: ") + error.what());
  }
  const std::lock_guard lock(mutex_);
  by_group_ = std::move(by_group);
}

std::vector<ui::NearbyOffer> Nearby::offers(domain::ServiceLetter service, std::int64_t now_ms) const {
  const domain::Service* planned = plan_.service(service);
  std::vector<ui::NearbyOffer> offers;
  if (planned == nullptr) return offers;
  const std::lock_guard lock(mutex_);
  const auto found = by_group_.find(std::string(domain::name_of(domain::service_groups, planned->group)));
  if (found == by_group_.end()) return offers;
  for (const ui::NearbyOffer& hall : found->second) {
    const std::int64_t age_ms = now_ms - hall.known_at_ms;
    if (age_ms > -fresh_ms && age_ms < fresh_ms) offers.push_back(hall);
  }
  return offers;
}

}  // namespace menting::program
