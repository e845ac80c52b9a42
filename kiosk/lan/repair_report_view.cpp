#include <nlohmann/json.hpp>

#include "kiosk/lan/csv.h"
#include "kiosk/lan/repair_views.h"
#include "kiosk/words/repair_words.h"

namespace menting::lan {
namespace {

using Json = nlohmann::ordered_json;
using domain::RepairTally;

Json share_or_null(int part, int whole) {
  return whole == 0 ? Json(nullptr) : Json(static_cast<double>(part) / whole);
}

/// The figures of a row by name, the same in JSON and CSV.
Json figures_of(const RepairTally& tally) {
  Json row;
  row["opened"] = tally.opened;
  row["ended"] = tally.ended;
  row["handed_over"] = tally.handed_over;
  row["returned_unrepaired"] = tally.returned_unrepaired;
  row["abandoned"] = tally.abandoned;
  row["warranty"] = tally.warranty;
  row["came_back"] = tally.came_back;
  row["came_back_share"] = share_or_null(tally.came_back, tally.opened);
  row["promises"] = tally.promises;
  row["promises_kept"] = tally.promises_kept;
  row["promises_kept_share"] = share_or_null(tally.promises_kept, tally.promises);
  row["first_promises_kept"] = tally.first_promises_kept;
  row["due_minor"] = tally.due_minor;
  row["age_months_mean"] =
      tally.age_known == 0 ? Json(nullptr) : Json(static_cast<double>(tally.age_months_sum) / tally.age_known);
  return row;
}

Json times_of(const domain::StateTime& time) {
  return {{"count", time.count},
          {"mean_s", time.count == 0 ? Json(nullptr) : Json(time.sum_ms / time.count / 1000)},
          {"max_s", time.max_ms / 1000}};
}

Json with(Json key, const Json& figures) {
  key.update(figures);
  return key;
}

}  // namespace

std::string repair_figures_view(const domain::RepairFigures& figures, domain::BusinessDay from, domain::BusinessDay to,
                                const ViewContext& context) {
  const std::string& language = context.language;
  Json json;
  json["from"] = domain::to_string(from);
  json["to"] = domain::to_string(to);
  json["currency"] = context.plan.repairs.currency;
  json["totals"] = figures_of(figures.totals);
  const auto list = [&json](const char* name, const auto& rows, auto key_of) {
    Json& all = json[name] = Json::array();
    for (const auto& [key, tally] : rows) all.push_back(with(key_of(key), figures_of(tally)));
  };
  list("brands", figures.by_brand, [](const std::string& brand) { return Json{{"brand", brand}}; });
  list("models", figures.by_model, [](const auto& model) {
    return Json{{"brand", model.first}, {"model", model.second}};
  });
  list("kinds", figures.by_kind, [&](const std::string& kind) {
    return Json{{"kind", kind}, {"text", words::device_kind(kind, language)}};
  });
  list("faults", figures.by_fault, [&](const std::string& fault) {
    return Json{{"fault", fault}, {"text", words::fault(fault, language)}};
  });
  list("ages", figures.by_age, [](const std::string& age) { return Json{{"age_months", age}}; });
  list("causes", figures.by_cause, [&](const auto& cause) {
    const auto& [brand, model, fault] = cause;
    return Json{{"brand", brand}, {"model", model}, {"fault", fault}, {"text", words::fault(fault, language)}};
  });
  Json& states = json["states"] = Json::array();
  for (std::size_t at = 0; at < figures.times.size(); ++at) {
    const auto state = static_cast<domain::RepairState>(at);
    if (!domain::is_open(state)) continue;
    Json row = {{"state", domain::to_string(state)}, {"text", words::repair_state(state, language)}};
    states.push_back(with(std::move(row), times_of(figures.times[at])));
  }
  json["until_ready"] = times_of(figures.until_ready);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string repair_figures_csv(const domain::RepairFigures& figures, domain::BusinessDay from, domain::BusinessDay to,
                               const ViewContext& context) {
  const Json json = Json::parse(repair_figures_view(figures, from, to, context));
  constexpr const char* keys[] = {"brand", "model", "kind", "fault", "age_months", "state", "text"};
  constexpr const char* tables[] = {"totals", "brands", "models", "kinds",      "faults",
                                    "ages",   "causes", "states", "until_ready"};
  const Json figure_names = with(figures_of({}), times_of({}));
  std::vector<std::string> heading{"table"};
  heading.insert(heading.end(), std::begin(keys), std::end(keys));
  for (const auto& [name, value] : figure_names.items()) heading.push_back(name);
  std::string csv = csv_row(heading);
  const auto cell = [](const Json& row, const std::string& name) {
    const auto value = row.find(name);
    if (value == row.end() || value->is_null()) return std::string();
    return value->is_string() ? value->get<std::string>() : value->dump();
  };
  for (const char* table : tables) {
    const Json rows = json[table].is_array() ? json[table] : Json::array({json[table]});
    for (const Json& row : rows) {
      std::vector<std::string> cells{table};
      for (const char* key : keys) cells.push_back(cell(row, key));
      for (const auto& [name, value] : figure_names.items()) cells.push_back(cell(row, name));
      csv += csv_row(cells);
    }
  }
  return csv;
}

}  // namespace menting::lan
