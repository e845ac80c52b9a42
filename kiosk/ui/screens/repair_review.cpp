#include "kiosk/ui/repair_parts.h"
#include "kiosk/words/repair_words.h"

// All that was said, each to be put right by a tap, and the hand-in itself.

namespace menting::ui {

namespace {

std::string joined(View& view, const std::set<std::string>& codes,
                   std::string (*words)(std::string_view, std::string_view)) {
  std::string all;
  for (const std::string& code : codes) {
    const std::string one = words(code, view.state.language);
    all = all.empty() ? one : view.say("{1}, {2}", {all, one});
  }
  return all;
}

std::string bought_words(View& view) {
  const RepairDraft& draft = view.state.draft;
  if (draft.bought_month == 0) return view.say("Not known");
  return view.say("{1} {2}", {view.say(month_text(draft.bought_month)), std::to_string(draft.bought_year)});
}

std::string brand_words(View& view) {
  const RepairDraft& draft = view.state.draft;
  const domain::DeviceBrand* brand = view.devices.brand(draft.brand);
  return brand != nullptr ? view.name(brand->name) : draft.brand;
}

Option row(const char* id, const std::string& label, const std::string& value, Page page) {
  return {.id = std::string("repair.review.") + id,
          .label = label,
          .intent = DoRepair{Correct{page}},
          .value = value.empty() ? "–" : value};
}

}  // namespace

void draw_repair_review(View& view) {
  const RepairDraft& draft = view.state.draft;
  const std::string& language = view.state.language;
  page_title(view, view.say("Is everything right?"), view.say("Tap what you would like to change."));
  std::string faults = joined(view, draft.faults, words::fault);
  if (!draft.description.empty()) faults = view.say("{1}, {2}", {faults, draft.description});
  const std::size_t marks = draft.scratches.size();
  std::vector<Option> rows = {
      row("kind", view.say("Device"), words::device_kind(draft.kind, language), Page::repair_kind),
      row("brand", view.say("Brand"), brand_words(view), Page::repair_brand),
      row("model", view.say("Model"), draft.model == "?" ? view.say("Not known") : draft.model, Page::repair_model),
      row("serial", view.say(draft.by_serial ? "Serial number" : "IMEI"),
          draft.number.empty() ? view.say("Not known") : draft.number, Page::repair_serial),
      row("faults", view.say("Faults"), faults, Page::repair_faults),
      row("body", view.say("Scratches and dents"),
          marks == 0 ? view.say("None") : view.say("Marked: {1}", {std::to_string(marks)}), Page::repair_body),
      row("bought", view.say("Bought"), bought_words(view), Page::repair_bought),
      row("left_with", view.say("Left with it"),
          draft.nothing_left ? view.say("Nothing else") : joined(view, draft.left_with, words::left_with),
          Page::repair_left_with)};
  if (holds_data(draft)) {
    rows.push_back(row("data", view.say("Data backed up"), view.say(draft.backed_up.value_or(false) ? "Yes" : "No"),
                       Page::repair_data));
  }
  rows.push_back(row("name", view.say("Name"), draft.name, Page::repair_name));
  rows.push_back(row("phone", view.say("Telephone"), draft.phone, Page::repair_phone));
  rows.push_back(row("sign", view.say("Signature"), view.say("Signed"), Page::repair_sign));
  const bool whole = is_answered(draft, Page::repair_review);
  const std::string label = view.state.pending ? view.say("Please wait…") : view.say("Hand in");
  OptionSheet sheet{.options = std::move(rows),
                    .ways = {{{"repair.submit", label, Icon::check, Look::primary, whole && view.busy == Busy::no},
                              DoRepair{HandIn{}}}},
                    .columns_max = view.lying() ? 4U : 2U,
                    .high_max = 140};
  draw_options(view, sheet, view.frame.controls);
}

}  // namespace menting::ui
