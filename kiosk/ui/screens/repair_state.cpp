#include <algorithm>

#include "kiosk/domain/calendar.h"
#include "kiosk/domain/repair_catalogue.h"
#include "kiosk/ui/repair_parts.h"
#include "kiosk/words/repair_words.h"

// How the device is: its faults, when it was bought, what is left with it, its data.

namespace menting::ui {

namespace {

constexpr int years_back = 6;

void draw_years(View& view) {
  const RepairDraft& draft = view.state.draft;
  OptionSheet sheet{.columns_max = view.lying() ? 4U : 2U, .high_max = 190};
  for (int year = view.local.year; year > view.local.year - years_back; --year) {
    sheet.options.push_back({.id = "repair.bought." + std::to_string(year),
                             .label = view.say("In {1}", {std::to_string(year)}),
                             .intent = DoRepair{ChooseYear{year}},
                             .chosen = false});
  }
  sheet.options.push_back({.id = "repair.bought.unknown",
                           .label = view.say("Earlier, or not known"),
                           .intent = DoRepair{BoughtUnknown{}},
                           .chosen = draft.bought_unknown});
  draw_options(view, sheet, view.frame.controls);
}

/// Whether it is repaired free of charge, as far as the date tells.
Strip warranty_strip(View& view) {
  const RepairDraft& draft = view.state.draft;
  const Theme& t = view.look;
  const auto bought = bought_day(draft, view.board.day);
  if (!bought) return {Icon::clock, view.say("The date tells whether the warranty holds."), t.tint, t.deep};
  const int months = view.plan.repairs.warranty_for(draft.kind);
  if (domain::months_between(*bought, view.board.day) < months) {
    return {Icon::check,
            view.say("Within the warranty of {1} months. Please bring the invoice.", {std::to_string(months)}),
            t.good_tint, t.good};
  }
  return {Icon::clock,
          view.say("The warranty of {1} months is over. We tell you the price first.", {std::to_string(months)}),
          t.warn_tint, t.warn};
}

float told_high(const View& view) {
  return view.elderly() ? 130.F : 92.F;
}

void draw_months(View& view) {
  const RepairDraft& draft = view.state.draft;
  Box area = view.frame.controls;
  std::vector<Way> ways = {
      {{"repair.bought.year", view.say("Another year"), Icon::none, Look::plain, true}, DoRepair{ChooseYear{0}}},
      next_way(view, draft.bought_month != 0)};
  // To read, not to touch: where one reaches low only, it stands above.
  const float high = told_high(view);
  const bool low = view.frame.manner.low_reach;
  const Box told = low ? Box{area.x, area.y - high - 12, area.w, high} : area.cut_top(high, 22);
  strip(view, warranty_strip(view), told);
  OptionSheet sheet{.ways = ways, .columns_max = view.lying() ? 6U : 3U, .high_max = 140};
  for (int month = 1; month <= 12; ++month) {
    const bool past = draft.bought_year * 100 + month <= view.board.day.yyyymmdd / 100;
    sheet.options.push_back({.id = "repair.bought.month." + std::to_string(month),
                             .label = view.say(month_text(month)),
                             .intent = DoRepair{ChooseMonth{month}},
                             .chosen = draft.bought_month == month,
                             .enabled = past});
  }
  draw_options(view, sheet, area);
}

}  // namespace

void draw_repair_faults(View& view) {
  const RepairDraft& draft = view.state.draft;
  const domain::DeviceKind* kind = domain::device_kind(draft.kind);
  const bool needs_words = draft.faults.contains("other") && draft.description.empty();
  question_title(view, view.say("What is wrong with it?"),
                 needs_words ? view.say("Please say it in your own words, too.") : view.say("Several may be chosen."));
  OptionSheet sheet{.columns_max = view.lying() ? 4U : 2U, .high_max = 132};
  for (const std::string_view fault : kind == nullptr ? std::span<const std::string_view>() : kind->faults) {
    const std::string code(fault);
    sheet.options.push_back({.id = "repair.fault." + code,
                             .label = words::fault(code, view.state.language),
                             .intent = DoRepair{ToggleFault{code}},
                             .chosen = draft.faults.contains(code)});
  }
  sheet.ways = {{{"repair.fault.words", view.say(draft.description.empty() ? "In my own words" : "Change my words"),
                  Icon::pen, Look::quiet, true},
                 DoRepair{WriteAnswer{Writing::description}}},
                next_way(view, is_answered(draft, Page::repair_faults))};
  draw_options(view, sheet, view.frame.controls);
}

void draw_repair_bought(View& view) {
  const RepairDraft& draft = view.state.draft;
  if (draft.bought_year == 0) {
    question_title(view, view.say("When was it bought?"), view.say("It tells whether the warranty holds."));
    return draw_years(view);
  }
  const Frame frame = view.frame;
  if (frame.manner.low_reach) view.frame.title.h -= told_high(view) + 12;
  question_title(view, view.say("In which month of {1}?", {std::to_string(draft.bought_year)}), {});
  view.frame = frame;
  draw_months(view);
}

void draw_repair_left_with(View& view) {
  const RepairDraft& draft = view.state.draft;
  question_title(view, view.say("What do you leave with it?"),
                 view.say("Best take your SIM card and memory card with you."));
  OptionSheet sheet{.columns_max = view.lying() ? 4U : 2U, .high_max = 132};
  sheet.options.push_back({.id = "repair.left_with.none",
                           .label = view.say("Nothing else"),
                           .intent = DoRepair{ToggleLeft{}},
                           .chosen = draft.nothing_left});
  for (const std::string_view thing : domain::left_with_codes()) {
    const std::string code(thing);
    sheet.options.push_back({.id = "repair.left_with." + code,
                             .label = words::left_with(code, view.state.language),
                             .intent = DoRepair{ToggleLeft{code}},
                             .chosen = draft.left_with.contains(code)});
  }
  sheet.ways = {next_way(view, is_answered(draft, Page::repair_left_with))};
  draw_options(view, sheet, view.frame.controls);
}

void draw_repair_data(View& view) {
  const RepairDraft& draft = view.state.draft;
  question_title(view, view.say("Is your data backed up?"), view.say("A repair can erase contacts, photos and chats."));
  const auto boxes = grid(view.frame.controls, 2, view.lying() ? 2 : 1, view.lying() ? 1e6F : 10.F, 300, view.look.gap);
  choice_cards(view,
               {{{.id = "repair.data.yes",
                  .title = view.say("Yes, or there is none to keep"),
                  .icon = Icon::check,
                  .colour = view.look.good,
                  .chosen = draft.backed_up == true},
                 DoRepair{AnswerBackup{true}}},
                {{.id = "repair.data.no",
                  .title = view.say("No, it is not possible"),
                  .icon = Icon::warning,
                  .colour = view.look.warn,
                  .chosen = draft.backed_up == false},
                 DoRepair{AnswerBackup{false}}}},
               boxes);
}

void draw_repair_lock(View& view) {
  draw_statement(
      view, view.say("About the screen lock"), {},
      {{view.say("A technician has to open the device to find the fault and to test the repair."),
        view.say("Please turn the lock off, or tell the technician the code at the counter. We write it nowhere."),
        view.say("Please turn off \"Find my device\", too, and sign out of your account.")},
       {{{"repair.next", view.say("I understand"), Icon::check, Look::primary, true}, DoRepair{NextQuestion{}}}}});
}

}  // namespace menting::ui
