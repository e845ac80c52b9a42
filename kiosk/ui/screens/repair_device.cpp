#include <algorithm>
#include <cctype>

#include "kiosk/domain/luhn.h"
#include "kiosk/domain/repair_catalogue.h"
#include "kiosk/ui/keys.h"
#include "kiosk/ui/repair_parts.h"
#include "kiosk/ui/text_keyboard.h"
#include "kiosk/words/repair_words.h"
#include "kiosk/words/words.h"

// Which device is handed in: kind, brand, model, number.

namespace menting::ui {

namespace {

/// "repair.brand.tp-link": in lower case, without spaces.
std::string id_of(const std::string& group, const std::string& name) {
  std::string id = "repair." + group + ".";
  for (const char c : name) {
    if (c != ' ') id += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return id;
}

Way search_way(View& view, Writing what) {
  return {{"repair.search", view.say("Search or type"), Icon::search, Look::quiet, true}, DoRepair{WriteAnswer{what}}};
}

}  // namespace

void draw_repair_kind(View& view) {
  question_title(view, view.say("What would you like repaired?"), {});
  OptionSheet sheet{.columns_max = view.lying() ? 4U : 2U, .high_max = 236};
  for (const domain::DeviceKind& kind : domain::device_kinds()) {
    const std::string code(kind.code);
    sheet.options.push_back({.id = "repair.kind." + code,
                             .label = words::device_kind(code, view.state.language),
                             .intent = DoRepair{ChooseKind{code}},
                             .chosen = view.state.draft.kind == code,
                             .device = code});
  }
  draw_options(view, sheet, view.frame.controls);
}

void draw_repair_brand(View& view) {
  const RepairDraft& draft = view.state.draft;
  question_title(view, view.say("Which brand is it?"), {});
  OptionSheet sheet{.ways = {search_way(view, Writing::brand)}, .columns_max = view.lying() ? 5U : 3U, .high_max = 150};
  for (const domain::DeviceBrand* brand : view.devices.brands_of(draft.kind)) {
    sheet.options.push_back({.id = id_of("brand", brand->order_name()),
                             .label = view.name(brand->name),
                             .intent = DoRepair{ChooseBrand{brand->order_name()}},
                             .chosen = draft.brand == brand->order_name()});
  }
  const bool own = !draft.brand.empty() && view.devices.brand(draft.brand) == nullptr;
  sheet.options.push_back({.id = "repair.brand.other",
                           .label = view.say("Another brand"),
                           .intent = DoRepair{WriteAnswer{Writing::brand}},
                           .chosen = own});
  draw_options(view, sheet, view.frame.controls);
}

void draw_repair_model(View& view) {
  const RepairDraft& draft = view.state.draft;
  const domain::DeviceBrand* brand = view.devices.brand(draft.brand);
  question_title(view, view.say("Which model is it?"), brand != nullptr ? view.name(brand->name) : draft.brand);
  OptionSheet sheet{.ways = {search_way(view, Writing::model)}, .columns_max = view.lying() ? 5U : 3U, .high_max = 140};
  const std::vector<std::string> models = view.devices.models_of(draft.brand, draft.kind);
  for (std::size_t i = 0; i < models.size(); ++i) {
    sheet.options.push_back({.id = "repair.model." + std::to_string(i),
                             .label = models[i],
                             .intent = DoRepair{ChooseModel{models[i]}},
                             .chosen = draft.model == models[i]});
  }
  const bool own = !draft.model.empty() && draft.model != "?" && std::ranges::count(models, draft.model) == 0;
  sheet.options.push_back({.id = "repair.model.other",
                           .label = view.say("Another model"),
                           .intent = DoRepair{WriteAnswer{Writing::model}},
                           .chosen = own});
  sheet.options.push_back({.id = "repair.model.unknown",
                           .label = view.say("I do not know"),
                           .intent = DoRepair{ChooseModel{"?"}},
                           .chosen = draft.model == "?"});
  draw_options(view, sheet, view.frame.controls);
}

void draw_repair_serial(View& view) {
  const RepairDraft& draft = view.state.draft;
  const domain::DeviceKind* kind = domain::device_kind(draft.kind);
  const bool has_imei = kind != nullptr && kind->has_imei, imei = !draft.by_serial;
  question_title(view, imei ? view.say("The device's IMEI, please") : view.say("The device's serial number, please"),
                 imei ? view.say("15 digits: dial *#06#, or look at the box or the SIM tray. A barcode can be scanned.")
                      : view.say("On the back of the device or its box. A barcode can be scanned."));
  NumberPage page;
  page.hint = view.say(imei ? "IMEI" : "Serial number");
  page.letters = false;
  page.serial = !imei;
  page.enough = imei ? 15 : 1;
  page.enter = view.say("Continue");
  const std::string& typed = view.state.typed;
  if (imei && typed.size() == 15 && !domain::read_imei(typed)) {
    page.right = false;
    page.wrong = view.say("These 15 digits are no IMEI: one of them must be wrong. Please compare them.");
  } else if (view.state.not_so) {
    page.wrong = words::refusal(*view.state.not_so, view.state.language);
  }
  if (has_imei) {
    page.aside = {{"repair.serial.other", view.say(imei ? "Use the serial number" : "Use the IMEI"), Icon::keyboard,
                   Look::plain, true},
                  DoRepair{ToggleSerial{}}};
  } else {
    page.aside = {{"repair.serial.unknown", view.say("I cannot find it"), Icon::question, Look::plain, true},
                  DoRepair{SkipSerial{}}};
  }
  draw_number_page(view, page);
}

void draw_repair_words(View& view) {
  const RepairDraft& draft = view.state.draft;
  if (draft.writing == Writing::description) {
    return draw_text_page(view, {view.say("Your words"), view.say("Since when? Write no passwords.")});
  }
  const bool brand = draft.writing == Writing::brand;
  TextPage page{view.say(brand ? "Brand" : "Model"), view.say(brand ? "Type the brand or the model, for example mate 70"
                                                                    : "Type the model, for example mate 70")};
  constexpr std::size_t most = 12;
  const std::string typed = view.entry.text();
  for (const domain::DeviceMatch& match :
       domain::find_devices(view.devices, draft.kind, brand ? std::string() : draft.brand, typed, most)) {
    const std::string& name = view.name(match.brand->name);
    page.suggestions.push_back({match.model.empty() ? name : (brand ? name + " " : std::string()) + match.model,
                                DoRepair{ChooseModel{match.model, match.brand->order_name()}}});
  }
  draw_text_page(view, page);
}

}  // namespace menting::ui
