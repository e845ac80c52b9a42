#include "kiosk/desk/repair_json.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "kiosk/desk/json_code.h"

namespace menting::desk {

using namespace domain;
using nlohmann::json;

namespace {

json write(const RepairMove& move) {
  return {{"step", to_string(move.step)}, {"from", to_string(move.from)}, {"to", to_string(move.to)},
          {"staff", move.staff},          {"reason", move.reason},        {"at", move.at_ms},
          {"in_state", move.in_state_ms}};
}

RepairMove read_move(const json& j) {
  return {code_of<RepairStep>(j, "step"),
          code_of<RepairState>(j, "from"),
          code_of<RepairState>(j, "to"),
          j.at("staff"),
          j.at("reason"),
          j.at("at"),
          j.at("in_state")};
}

json write(const RepairDevice& device) {
  return {{"kind", device.kind}, {"brand", device.brand},      {"model", device.model},
          {"tac", device.tac},   {"hash", device.device_hash}, {"age_months", device.age_months}};
}

RepairDevice read_device(const json& j) {
  return {j.at("kind"), j.at("brand"), j.at("model"), j.at("tac"), j.at("hash"), j.at("age_months")};
}

json write(const RepairCost& cost) {
  return {{"parts", cost.parts_minor}, {"labour", cost.labour_minor}, {"currency", cost.currency}};
}

RepairCost read_cost(const json& j) {
  return {j.at("parts"), j.at("labour"), j.at("currency")};
}

json write(const RepairQuote& quote) {
  return {{"cost", write(quote.cost)},
          {"at", quote.at_ms},
          {"answer", quote.answer},
          {"answered_at", quote.answered_at_ms}};
}

RepairQuote read_quote(const json& j) {
  return {read_cost(j.at("cost")), j.at("at"), j.at("answer"), j.at("answered_at")};
}

json write(const RepairOrder& o) {
  json quotes = json::array();
  for (const RepairQuote& quote : o.quotes) quotes.push_back(write(quote));
  json moves = json::array();
  for (const RepairMove& move : o.moves) moves.push_back(write(move));
  return {{"number", o.number},
          {"day", o.day.yyyymmdd},
          {"code", o.code},
          {"pickup_code", o.pickup_code},
          {"codes_hash", o.codes_hash},
          {"language", o.language},
          {"device", write(o.device)},
          {"faults", o.faults},
          {"left_with", o.left_with},
          {"backed_up", o.backed_up},
          {"lock_code_understood", o.lock_code_understood},
          {"terms_version", o.terms_version},
          {"opened_by", o.opened_by},
          {"warranty", o.warranty},
          {"warranty_said", o.warranty_said},
          {"return_of", o.return_of},
          {"corrections", o.corrections},
          {"first_promised_day", o.first_promised_day.yyyymmdd},
          {"promised_day", o.promised_day.yyyymmdd},
          {"promise_reason", o.promise_reason},
          {"promise_changes", o.promise_changes},
          {"state", to_string(o.state)},
          {"opened_at", o.opened_at_ms},
          {"opened_steady", o.opened_steady_ms},
          {"since", o.since_ms},
          {"since_steady", o.since_steady_ms},
          {"shelf", o.shelf},
          {"cost", write(o.cost)},
          {"approved", o.approved},
          {"quotes", std::move(quotes)},
          {"approved_cost", write(o.approved_cost)},
          {"loaner", o.loaner},
          {"ticket", o.ticket},
          {"pickup_ticket", o.pickup_ticket},
          {"moves", std::move(moves)},
          {"ready_day", o.ready_day.yyyymmdd},
          {"ended_day", o.ended_day.yyyymmdd},
          {"ended_at", o.ended_at_ms},
          {"identity", o.identity},
          {"loaner_waived", o.loaner_waived},
          {"erased", o.erased}};
}

/// Receipts of an earlier version know only whether the one quote was approved.
void read_agreed(const json& j, RepairOrder& o) {
  if (!j.contains("quotes")) {
    if (o.approved) o.approved_cost = o.cost;
    return;
  }
  for (const json& quote : j.at("quotes")) o.quotes.push_back(read_quote(quote));
  o.approved_cost = read_cost(j.at("approved_cost"));
}

RepairOrder read_order(const json& j) {
  RepairOrder o;
  o.number = j.at("number");
  o.day.yyyymmdd = j.at("day");
  o.code = j.at("code");
  o.pickup_code = j.at("pickup_code");
  o.codes_hash = j.value("codes_hash", "");
  o.language = j.at("language");
  o.device = read_device(j.at("device"));
  o.faults = j.at("faults").get<std::vector<std::string>>();
  o.left_with = j.at("left_with").get<std::vector<std::string>>();
  o.backed_up = j.at("backed_up");
  o.lock_code_understood = j.at("lock_code_understood");
  o.terms_version = j.at("terms_version");
  o.opened_by = j.at("opened_by");
  o.warranty = j.at("warranty");
  o.warranty_said = j.value("warranty_said", false);
  o.return_of = j.at("return_of");
  o.corrections = j.at("corrections");
  o.first_promised_day.yyyymmdd = j.at("first_promised_day");
  o.promised_day.yyyymmdd = j.at("promised_day");
  o.promise_reason = j.at("promise_reason");
  o.promise_changes = j.at("promise_changes");
  o.state = code_of<RepairState>(j, "state");
  o.opened_at_ms = j.at("opened_at");
  o.opened_steady_ms = j.at("opened_steady");
  o.since_ms = j.at("since");
  o.since_steady_ms = j.at("since_steady");
  o.shelf = j.at("shelf");
  o.cost = read_cost(j.at("cost"));
  o.approved = j.at("approved");
  read_agreed(j, o);
  o.loaner = j.at("loaner");
  o.ticket = j.at("ticket");
  o.pickup_ticket = j.at("pickup_ticket");
  for (const json& move : j.at("moves")) o.moves.push_back(read_move(move));
  o.ready_day.yyyymmdd = j.at("ready_day");
  o.ended_day.yyyymmdd = j.at("ended_day");
  o.ended_at_ms = j.at("ended_at");
  o.identity = j.at("identity");
  o.loaner_waived = j.at("loaner_waived");
  o.erased = j.at("erased");
  return o;
}

template <class Value, class Read>
Value parsed(const std::string& text, Read read) {
  try {
    return read(json::parse(text));
  } catch (const json::exception& e) {
    throw std::runtime_error(std::string("not a repair's row: ") + e.what());
  }
}

std::string dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

std::string repair_json(const RepairOrder& order) {
  return dump(write(order));
}

std::string loaner_json(const Loaner& l) {
  return dump({{"number", l.number},
               {"label", l.label},
               {"model", l.model},
               {"state", to_string(l.state)},
               {"condition", l.condition},
               {"repair", l.repair},
               {"last_repair", l.last_repair},
               {"staff", l.staff},
               {"since", l.since_ms},
               {"due_day", l.due_day.yyyymmdd},
               {"lent_count", l.lent_count}});
}

RepairOrder read_repair(const std::string& text) {
  return parsed<RepairOrder>(text, read_order);
}

Loaner read_loaner(const std::string& text) {
  return parsed<Loaner>(text, [](const json& j) {
    Loaner l;
    l.number = j.at("number");
    l.label = j.at("label");
    l.model = j.at("model");
    l.state = code_of<LoanerState>(j, "state");
    l.condition = j.at("condition");
    l.repair = j.at("repair");
    l.last_repair = j.value("last_repair", "");  // rows and receipts of older programs have none
    l.staff = j.at("staff");
    l.since_ms = j.at("since");
    l.due_day.yyyymmdd = j.at("due_day");
    l.lent_count = j.at("lent_count");
    return l;
  });
}

}  // namespace menting::desk
