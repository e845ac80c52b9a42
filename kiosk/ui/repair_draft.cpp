#include "kiosk/ui/repair_draft.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "base/crypto/crypto.h"
#include "kiosk/domain/luhn.h"
#include "kiosk/domain/repair_catalogue.h"
#include "kiosk/domain/repair_intake.h"

namespace menting::ui {

namespace {

std::string date_text(domain::BusinessDay day) {
  return fmt::format("{:04}-{:02}-{:02}", day.yyyymmdd / 10'000, day.yyyymmdd / 100 % 100, day.yyyymmdd % 100);
}

/// "[{"x":0.5,"y":0.25,"side":"front"}]"
std::string scratches_json(const std::vector<Scratch>& scratches) {
  if (scratches.empty()) return {};
  std::string json = "[";
  for (const Scratch& one : scratches) {
    if (json.size() > 1) json += ',';
    json += fmt::format(R"({{"x":{:.3f},"y":{:.3f},"side":"{}"}})", one.x, one.y,
                        one.side == BodySide::front ? "front" : "back");
  }
  return json + "]";
}

/// "[[[0.5,0.25],…],…]": strokes of points, the field's height being 1.
std::string signature_json(const std::vector<input::Stroke>& strokes) {
  std::string json = "[";
  for (const input::Stroke& stroke : strokes) {
    if (json.size() > 1) json += ',';
    json += '[';
    for (const input::Point& point : stroke) {
      if (json.back() != '[') json += ',';
      json += fmt::format("[{:.3f},{:.3f}]", point.x, point.y);
    }
    json += ']';
  }
  return json + "]";
}

bool contains(const std::vector<Page>& pages, Page page) {
  return std::ranges::find(pages, page) != pages.end();
}

bool has_number(const RepairDraft& draft) {
  const domain::DeviceKind* kind = domain::device_kind(draft.kind);
  if (draft.by_serial) return !draft.number.empty() || (kind != nullptr && !kind->has_imei);
  return domain::read_imei(draft.number).has_value();
}

}  // namespace

void keep(std::string& into, const std::string& text) {
  crypto::wipe(into);
  into = text;
}

void forget(RepairDraft& draft) {
  for (std::string* text :
       {&draft.kind, &draft.brand, &draft.model, &draft.number, &draft.description, &draft.name, &draft.phone}) {
    crypto::wipe(*text);
  }
  for (input::Stroke& stroke : draft.signature) crypto::wipe(stroke.data(), stroke.size() * sizeof(input::Point));
  draft = {};
}

bool holds_data(const RepairDraft& draft) {
  static constexpr std::array<std::string_view, 3> without = {"earphones", "router", "set_top_box"};
  return std::ranges::find(without, draft.kind) == without.end();
}

std::vector<Page> questions_of(const RepairDraft& draft) {
  std::vector<Page> pages = {Page::repair_kind,   Page::repair_brand, Page::repair_model,  Page::repair_serial,
                             Page::repair_faults, Page::repair_body,  Page::repair_bought, Page::repair_left_with};
  if (holds_data(draft)) pages.insert(pages.end(), {Page::repair_data, Page::repair_lock});
  pages.insert(pages.end(),
               {Page::repair_consent, Page::repair_name, Page::repair_phone, Page::repair_terms, Page::repair_sign});
  return pages;
}

bool is_answered(const RepairDraft& draft, Page page) {
  if (page == Page::repair_kind) return !draft.kind.empty();
  if (page == Page::repair_brand) return !draft.brand.empty();
  if (page == Page::repair_model) return !draft.model.empty();
  if (page == Page::repair_serial) return has_number(draft);
  if (page == Page::repair_faults) {
    return !draft.faults.empty() && (!draft.faults.contains("other") || !draft.description.empty());
  }
  if (page == Page::repair_bought) return draft.bought_unknown || draft.bought_month != 0;
  if (page == Page::repair_left_with) return draft.nothing_left || !draft.left_with.empty();
  if (page == Page::repair_data) return draft.backed_up.has_value();
  if (page == Page::repair_lock) return draft.lock_understood;
  if (page == Page::repair_consent) return draft.consent;
  if (page == Page::repair_name) return !draft.name.empty();
  if (page == Page::repair_phone) return domain::read_phone(draft.phone).has_value();
  if (page == Page::repair_terms) return draft.terms_accepted;
  if (page == Page::repair_sign) return !draft.signature.empty();
  if (page == Page::repair_review) {
    return std::ranges::all_of(questions_of(draft), [&](Page one) { return is_answered(draft, one); });
  }
  return contains(questions_of(draft), page);
}

std::optional<domain::BusinessDay> bought_day(const RepairDraft& draft, domain::BusinessDay today) {
  if (draft.bought_unknown || draft.bought_month == 0) return std::nullopt;
  using namespace std::chrono;
  const year_month_day_last last{year(draft.bought_year),
                                 month_day_last(month(static_cast<unsigned>(draft.bought_month)))};
  const domain::BusinessDay day{draft.bought_year * 10'000 + draft.bought_month * 100 +
                                static_cast<int>(static_cast<unsigned>(last.day()))};
  return std::min(day, today);
}

domain::OpenRepair open_repair_of(const RepairDraft& draft, domain::BusinessDay today, const std::string& language) {
  domain::OpenRepair command;
  domain::RepairIntake& intake = command.intake;
  intake.kind = draft.kind;
  intake.brand = draft.brand;
  intake.model = draft.model;
  (draft.by_serial ? intake.serial : intake.imei) = draft.number;
  intake.faults.assign(draft.faults.begin(), draft.faults.end());
  intake.description = draft.description;
  intake.left_with.assign(draft.left_with.begin(), draft.left_with.end());
  if (const auto day = bought_day(draft, today)) intake.bought = date_text(*day);
  intake.name = draft.name;
  intake.phone = draft.phone;
  command.backed_up = draft.backed_up.value_or(false);
  command.lock_code_understood = draft.lock_understood;
  command.consent = draft.consent;
  command.scratches = scratches_json(draft.scratches);
  command.signature = signature_json(draft.signature);
  command.language = language;
  return command;
}

}  // namespace menting::ui
