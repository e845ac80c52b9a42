#include <nlohmann/json.hpp>

#include "kiosk/lan/repair_views.h"
#include "kiosk/words/repair_words.h"

namespace menting::lan {
namespace {

using Json = nlohmann::ordered_json;
using domain::RepairTally;

Json share(int part, int whole) {
  return whole == 0 ? Json(nullptr) : Json(static_cast<double>(part) / whole);
}

void put(Json& row, const RepairTally& tally) {
  row["opened"] = tally.opened;
  row["ended"] = tally.ended;
  row["handed_over"] = tally.handed_over;
  row["returned_unrepaired"] = tally.returned_unrepaired;
  row["abandoned"] = tally.abandoned;
  row["warranty"] = tally.warranty;
  row["came_back"] = tally.came_back;
  row["came_back_share"] = share(tally.came_back, tally.opened);
  row["promises"] = tally.promises;
  row["promises_kept"] = tally.promises_kept;
  row["promises_kept_share"] = share(tally.promises_kept, tally.promises);
  row["first_promises_kept"] = tally.first_promises_kept;
  row["due_minor"] = tally.due_minor;
  row["age_months_mean"] =
      tally.age_known == 0 ? Json(nullptr) : Json(static_cast<double>(tally.age_months_sum) / tally.age_known);
}

Json time_json(const domain::StateTime& time) {
  return {{"count", time.count},
          {"mean_s", time.count == 0 ? Json(nullptr) : Json(time.sum_ms / time.count / 1000)},
          {"max_s", time.max_ms / 1000}};
}

}  // namespace

std::string repair_figures_view(const domain::RepairFigures& figures, domain::BusinessDay from, domain::BusinessDay to,
                                const ViewContext& context) {
  Json json;
  json["from"] = domain::to_string(from);
  json["to"] = domain::to_string(to);
  json["currency"] = context.plan.repairs.currency;
  put(json["totals"], figures.totals);
  Json& brands = json["brands"] = Json::array();
  for (const auto& [brand, tally] : figures.by_brand) put(brands.emplace_back(Json{{"brand", brand}}), tally);
  Json& models = json["models"] = Json::array();
  for (const auto& [model, tally] : figures.by_model) {
    put(models.emplace_back(Json{{"brand", model.first}, {"model", model.second}}), tally);
  }
  Json& kinds = json["kinds"] = Json::array();
  for (const auto& [kind, tally] : figures.by_kind) {
    put(kinds.emplace_back(Json{{"kind", kind}, {"text", words::device_kind(kind, context.language)}}), tally);
  }
  Json& faults = json["faults"] = Json::array();
  for (const auto& [fault, tally] : figures.by_fault) {
    put(faults.emplace_back(Json{{"fault", fault}, {"text", words::fault(fault, context.language)}}), tally);
  }
  Json& states = json["states"] = Json::array();
  for (std::size_t at = 0; at < figures.times.size(); ++at) {
    const auto state = static_cast<domain::RepairState>(at);
    if (!domain::is_open(state)) continue;
    Json row = {{"state", domain::to_string(state)}, {"text", words::repair_state(state, context.language)}};
    row.update(time_json(figures.times[at]));
    states.push_back(std::move(row));
  }
  json["until_ready"] = time_json(figures.until_ready);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace menting::lan
