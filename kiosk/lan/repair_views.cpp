#include "kiosk/lan/repair_views.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/time/zone.h"
#include "kiosk/domain/promise.h"
#include "kiosk/domain/repair_alerts.h"
#include "kiosk/domain/repair_catalogue.h"
#include "kiosk/lan/json_values.h"
#include "kiosk/words/repair_words.h"
#include "kiosk/words/words.h"

namespace menting::lan {
namespace {

using Json = nlohmann::ordered_json;
using domain::RepairOrder;

/// "C012" of an id; tickets of earlier days are no longer looked up for it.
Json ticket_in_words(const domain::TicketId& id) {
  const std::size_t dash = id.find('-');
  return dash == std::string::npos ? Json(nullptr) : Json(id.substr(dash + 1));
}

/// What the notes of one order say, the newest of each kind.
class NoteTexts {
 public:
  explicit NoteTexts(const std::vector<desk::NoteRead>& notes) : notes_(notes) {}
  std::string text(const std::string& kind) const {
    const auto found = std::find_if(notes_.rbegin(), notes_.rend(),
                                    [&](const desk::NoteRead& read) { return read.note.kind == kind; });
    return found == notes_.rend() ? std::string() : found->note.text;
  }
  Json json(const std::string& kind) const {
    Json value = Json::parse(text(kind), nullptr, false);
    return value.is_discarded() ? Json(nullptr) : value;
  }

 private:
  const std::vector<desk::NoteRead>& notes_;
};

template <class Say>
Json coded(const std::vector<std::string>& codes, Say say, const ViewContext& context) {
  Json all = Json::array();
  for (const std::string& code : codes) all.push_back({{"code", code}, {"text", say(code, context.language)}});
  return all;
}

Json device_json(const RepairOrder& order, const ViewContext& context) {
  const domain::RepairDevice& device = order.device;
  return {{"kind", device.kind},
          {"kind_text", words::device_kind(device.kind, context.language)},
          {"brand", words::device_name(device.brand, context.language)},
          {"model", words::device_name(device.model, context.language)},
          {"tac", text_or_null(device.tac)},
          {"age_months", device.age_months < 0 ? Json(nullptr) : Json(device.age_months)}};
}

Json quote_json(const RepairOrder& order) {
  if (order.cost.currency.empty()) return nullptr;
  return {{"parts_minor", order.cost.parts_minor},   {"labour_minor", order.cost.labour_minor},
          {"total_minor", order.cost.total_minor()}, {"currency", order.cost.currency},
          {"number", order.quotes.size()},           {"approved", order.approved}};
}

/// All that was ever quoted, oldest first: an answer names one by its number or by what it comes to.
Json quotes_json(const RepairOrder& order) {
  Json all = Json::array();
  for (const domain::RepairQuote& quote : order.quotes) {
    all.push_back({{"number", all.size() + 1},
                   {"parts_minor", quote.cost.parts_minor},
                   {"labour_minor", quote.cost.labour_minor},
                   {"total_minor", quote.cost.total_minor()},
                   {"currency", quote.cost.currency},
                   {"at", time_or_null(quote.at_ms)},
                   {"answer", text_or_null(quote.answer)},
                   {"answered_at", time_or_null(quote.answered_at_ms)}});
  }
  return all;
}

/// What the customer has agreed to, and what is due when the device is handed over.
void put_money(Json& json, const RepairOrder& order, const ViewContext& context) {
  json["quote"] = quote_json(order);
  json["quotes"] = quotes_json(order);
  json["approved_minor"] = order.has_agreed() ? Json(order.approved_cost.total_minor()) : Json(nullptr);
  json["due_minor"] = order.due_minor();
  json["currency"] = order.cost.currency.empty() ? context.plan.repairs.currency : order.cost.currency;
}

const char* warranty_state(const RepairOrder& order) {
  return order.warranty ? "covered" : order.warranty_unknown() ? "unknown" : "over";
}

Json loaner_json(const domain::Loaner& loaner, const ViewContext& context) {
  const bool lent = loaner.state == domain::LoanerState::lent;
  Json json;
  json["id"] = loaner.number;
  json["label"] = loaner.label;
  json["model"] = loaner.model;
  json["state"] = domain::to_string(loaner.state);
  json["condition"] = text_or_null(loaner.condition);
  json["repair"] = text_or_null(loaner.repair);
  json["last_repair"] = text_or_null(loaner.last_repair);
  json["due_day"] = day_or_null(loaner.due_day);
  json["overdue"] = lent && loaner.due_day < context.board.day;
  json["since"] = time_or_null(loaner.since_ms);
  json["staff_name"] = person_or_null(loaner.staff, context.plan);
  json["lent_count"] = loaner.lent_count;
  return json;
}

Json loaner_or_null(const RepairOrder& order, const std::optional<domain::Loaner>& loaner, const ViewContext& context) {
  if (!loaner || loaner->number != order.loaner) return nullptr;
  return loaner_json(*loaner, context);
}

/// The last part of a step's address: "wait-for-parts".
std::string address_of(domain::RepairStep step) {
  std::string name(domain::to_string(step));
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

/// Giving up is offered when its time has come: nobody is still in the hall with a device that was never taken over.
bool offers_abandon(const RepairOrder& order, const ViewContext& context, const domain::Moment& moment) {
  if (order.state != domain::RepairState::handed_in) {
    return domain::days_to_abandon(context.plan.repairs, order, moment.steady_ms) == 0;
  }
  const domain::Ticket* ticket = context.board.find(order.ticket);
  return ticket != nullptr ? !domain::is_active(ticket->state) : order.day < context.board.day;
}

Json next_json(const RepairOrder& order, const ViewContext& context, const domain::Moment& moment) {
  Json all = Json::array();
  for (const domain::RepairStep step : domain::steps_from(order.state)) {
    // Who declined what nobody had agreed to before wants no repair.
    const bool unwanted = order.state == domain::RepairState::declined && step == domain::RepairStep::repair;
    if (unwanted && !order.has_agreed() && !order.warranty) continue;
    if (step == domain::RepairStep::abandon && !offers_abandon(order, context, moment)) continue;
    all.push_back({{"step", address_of(step)}, {"text", words::repair_step(step, context.language)}});
  }
  return all;
}

bool is_overdue(const RepairOrder& order, const ViewContext& context) {
  return domain::is_open(order.state) && order.state != domain::RepairState::ready &&
         order.promised_day < context.board.day;
}

/// What every view of an order has.
Json order_json(const RepairOrder& order, const domain::Loaner* loaner, const ViewContext& context) {
  Json json;
  json["number"] = order.number;
  json["state"] = domain::to_string(order.state);
  json["state_text"] = words::repair_state(order.state, context.language);
  json["open"] = domain::is_open(order.state);
  json["day"] = domain::to_string(order.day);
  json["opened_at"] = time_or_null(order.opened_at_ms);
  json["since"] = time_or_null(order.since_ms);
  json["ended_at"] = time_or_null(order.ended_at_ms);
  json["device"] = device_json(order, context);
  json["faults"] = coded(order.faults, words::fault, context);
  json["left_with"] = coded(order.left_with, words::left_with, context);
  json["backed_up"] = order.backed_up;
  json["lock_code_understood"] = order.lock_code_understood;
  json["warranty"] = order.warranty;
  json["warranty_state"] = warranty_state(order);
  json["return_of"] = text_or_null(order.return_of);
  json["promised_day"] = day_or_null(order.promised_day);
  json["first_promised_day"] = day_or_null(order.first_promised_day);
  json["promise_reason"] = text_or_null(order.promise_reason);
  json["promise_changes"] = order.promise_changes;
  json["overdue"] = is_overdue(order, context);
  Json& troubles = json["troubles"] = Json::array();
  const domain::Moment moment{context.now_ms, context.steady_ms != 0 ? context.steady_ms : context.board.steady_ms,
                              context.board.day, 0};
  for (const auto trouble : domain::troubles_of(context.plan.repairs, order, loaner, moment)) {
    troubles.push_back(domain::to_string(trouble));
  }
  json["shelf"] = text_or_null(order.shelf);
  put_money(json, order, context);
  json["loaner_id"] = order.loaner == 0 ? Json(nullptr) : Json(order.loaner);
  json["ticket_id"] = text_or_null(order.ticket);
  json["ticket"] = ticket_in_words(order.ticket);
  json["pickup_ticket_id"] = text_or_null(order.pickup_ticket);
  json["pickup_ticket"] = ticket_in_words(order.pickup_ticket);
  json["opened_by"] = text_or_null(order.opened_by);
  json["opened_by_name"] = person_or_null(order.opened_by, context.plan);
  json["identity"] = text_or_null(order.identity);
  json["loaner_waived"] = text_or_null(order.loaner_waived);
  json["corrections"] = order.corrections;
  json["terms_version"] = order.terms_version;
  json["language"] = order.language;
  json["erased"] = order.erased;
  json["next"] = next_json(order, context, moment);
  return json;
}

Json steps_json(const RepairOrder& order, const NoteTexts& notes, bool for_staff, const ViewContext& context) {
  Json all = Json::array();
  for (std::size_t at = 0; at < order.moves.size(); ++at) {
    const domain::RepairMove& move = order.moves[at];
    const std::string place = ":" + std::to_string(at + 1);
    Json step;
    step["state"] = domain::to_string(move.to);
    step["text"] = words::repair_state(move.to, context.language);
    step["at"] = time_or_null(move.at_ms);
    step["note"] = text_or_null(notes.text("note_customer" + place));
    if (for_staff) {
      step["step"] = address_of(move.step);
      step["from"] = domain::to_string(move.from);
      step["staff"] = text_or_null(move.staff);
      step["staff_name"] = person_or_null(move.staff, context.plan);
      step["by_customer"] = move.staff.empty();
      step["in_state_s"] = move.in_state_ms / 1000;
      step["reason"] = text_or_null(move.reason);
      step["reason_text"] = text_or_null(notes.text("reason" + place));
      step["note_staff"] = text_or_null(notes.text("note_staff" + place));
    }
    all.push_back(std::move(step));
  }
  return all;
}

/// The lines of the newest quote.
Json lines_json(const RepairOrder& order, const NoteTexts& notes) {
  for (std::size_t at = order.moves.size(); at > 0; --at) {
    if (order.moves[at - 1].step != domain::RepairStep::quote) continue;
    Json lines = notes.json("quote_lines:" + std::to_string(at));
    return lines.is_array() ? lines : Json::array();
  }
  return Json::array();
}

void put_private(Json& json, const RepairOrder& order, const NoteTexts& notes) {
  json["customer"] = Json(nullptr);
  if (!domain::is_open(order.state)) return;
  json["customer"] = {{"name", text_or_null(notes.text("customer_name"))},
                      {"phone", text_or_null(notes.text("customer_phone"))}};
  json["device"]["imei"] = text_or_null(notes.text("device_imei"));
  json["device"]["serial"] = text_or_null(notes.text("device_serial"));
  json["description"] = text_or_null(notes.text("description"));
  json["left_with_other"] = text_or_null(notes.text("left_with_other"));
  json["bought"] = text_or_null(notes.text("bought"));
  json["scratches"] = notes.json("scratches");
  json["signature"] = notes.json("signature");
}

/// The same whenever it is asked for again: by then the Board may know the ticket no more.
Json ticket_for(const RepairOrder& order, const domain::Ticket& ticket, bool just_taken, const ViewContext& context) {
  Json json = Json::parse(ticket_receipt_view(ticket, just_taken, context));
  json["repair"] = order.number;
  return json;
}

}  // namespace

std::string repair_catalogue_view(const ViewContext& context) {
  const auto coded_all = [&](auto codes, auto say) {
    Json all = Json::array();
    for (const std::string_view code : codes) {
      all.push_back({{"code", std::string(code)}, {"text", say(code, context.language)}});
    }
    return all;
  };
  Json kinds = Json::array();
  for (const domain::DeviceKind& kind : domain::device_kinds()) {
    kinds.push_back({{"code", std::string(kind.code)},
                     {"text", words::device_kind(kind.code, context.language)},
                     {"has_imei", kind.has_imei},
                     {"warranty_months", context.plan.repairs.warranty_for(std::string(kind.code))},
                     {"faults", coded_all(kind.faults, words::fault)}});
  }
  const domain::Service* service = context.plan.repair_service();
  Json json;
  json["kinds"] = std::move(kinds);
  json["left_with"] = coded_all(domain::left_with_codes(), words::left_with);
  json["service"] = service == nullptr ? Json(nullptr) : Json(std::string(1, service->letter));
  json["currency"] = context.plan.repairs.currency;
  json["terms_version"] = context.plan.repairs.terms_version;
  json["abandon_after_days"] = context.plan.repairs.abandon_after_days;
  json["retention_days"] = context.plan.repairs.retention_days;
  return dump(json);
}

std::string repair_receipt_view(const desk::Answer& answer, const ViewContext& context) {
  const RepairOrder& order = answer.repair.value();
  Json json = order_json(order, answer.loaner ? &*answer.loaner : nullptr, context);
  json["loaner"] = loaner_or_null(order, answer.loaner, context);
  json["steps"] = steps_json(order, NoteTexts({}), true, context);
  return dump(json);
}

std::string repair_opened_view(const desk::Answer& answer, const ViewContext& context) {
  const RepairOrder& order = answer.repair.value();
  Json json = order_json(order, answer.loaner ? &*answer.loaner : nullptr, context);
  json["code"] = context.slip_text(order.code);
  json["pickup_code"] = order.pickup_code;
  json["ticket"] = answer.ticket ? ticket_for(order, *answer.ticket, true, context) : Json(nullptr);
  json["ticket_refusal"] = Json(nullptr);
  if (answer.no_ticket) {
    json["ticket_refusal"] = {{"refusal", domain::to_string(answer.no_ticket->code)},
                              {"detail", words::refusal(*answer.no_ticket, context.language)}};
  }
  return dump(json);
}

std::string repair_fetched_view(const desk::Answer& answer, const ViewContext& context) {
  Json json;
  json["repair"] = answer.repair.value().number;
  json["ticket"] = ticket_for(answer.repair.value(), answer.ticket.value(), false, context);
  return dump(json);
}

std::string repair_view(const RepairOrder& order, const std::optional<domain::Loaner>& loaner,
                        const std::vector<desk::NoteRead>& notes, const ViewContext& context) {
  const NoteTexts texts(notes);
  Json json = order_json(order, loaner ? &*loaner : nullptr, context);
  json["code"] = context.slip_text(order.code);
  json["loaner"] = loaner_or_null(order, loaner, context);
  // What it is held against when it comes back.
  if (!json["loaner"].is_null()) {
    json["loaner"]["condition_text"] = text_or_null(texts.text("loaner_out:" + std::to_string(loaner->lent_count)));
  }
  put_private(json, order, texts);
  json["steps"] = steps_json(order, domain::is_open(order.state) ? texts : NoteTexts({}), true, context);
  if (!json["quote"].is_null() && domain::is_open(order.state)) json["quote"]["lines"] = lines_json(order, texts);
  return dump(json);
}

std::string repair_status_view(const RepairOrder& order, const std::optional<domain::Loaner>& loaner,
                               const std::vector<desk::NoteRead>& notes, const ViewContext& context) {
  const NoteTexts texts(notes);
  Json json;
  json["number"] = order.number;
  json["state"] = domain::to_string(order.state);
  json["state_text"] = words::repair_state(order.state, context.language);
  json["told"] = words::repair_told(order.state, context.language);
  json["open"] = domain::is_open(order.state);
  json["opened_at"] = time_or_null(order.opened_at_ms);
  json["since"] = time_or_null(order.since_ms);
  json["device"] = {{"kind", order.device.kind},
                    {"kind_text", words::device_kind(order.device.kind, context.language)},
                    {"brand", words::device_name(order.device.brand, context.language)},
                    {"model", words::device_name(order.device.model, context.language)}};
  json["faults"] = coded(order.faults, words::fault, context);
  json["warranty"] = order.warranty;
  json["warranty_state"] = warranty_state(order);
  json["promised_day"] = day_or_null(order.promised_day);
  json["overdue"] = is_overdue(order, context);
  put_money(json, order, context);
  if (!json["quote"].is_null()) json["quote"]["lines"] = lines_json(order, texts);
  json["can_answer"] = order.state == domain::RepairState::quoted;
  json["can_fetch"] = order.state == domain::RepairState::ready;
  json["loaner"] = Json(nullptr);
  if (loaner && loaner->number == order.loaner) {
    json["loaner"] = {{"label", loaner->label},
                      {"model", loaner->model},
                      {"due_day", day_or_null(loaner->due_day)},
                      {"overdue", loaner->due_day < context.board.day}};
  }
  json["pickup_ticket"] = ticket_in_words(order.pickup_ticket);
  json["steps"] = steps_json(order, texts, false, context);
  return dump(json);
}

std::string repair_list_view(const std::vector<RepairOrder>& orders, std::size_t total,
                             const std::map<domain::LoanerNumber, domain::Loaner>& lent, const ViewContext& context) {
  Json json;
  Json& items = json["items"] = Json::array();
  for (const RepairOrder& order : orders) {
    const auto loaner = lent.find(order.loaner);
    items.push_back(order_json(order, loaner == lent.end() ? nullptr : &loaner->second, context));
  }
  json["total"] = total;
  return dump(json);
}

std::string loaner_view(const domain::Loaner& loaner, const ViewContext& context) {
  return dump(loaner_json(loaner, context));
}

std::string loaner_list_view(const std::vector<domain::Loaner>& loaners, const ViewContext& context) {
  Json json;
  Json& items = json["items"] = Json::array();
  for (const domain::Loaner& loaner : loaners) items.push_back(loaner_json(loaner, context));
  json["total"] = loaners.size();
  return dump(json);
}

}  // namespace menting::lan
