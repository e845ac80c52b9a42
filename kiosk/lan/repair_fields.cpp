#include "kiosk/lan/repair_fields.h"

#include <limits>

#include "base/crypto/crypto.h"
#include "kiosk/domain/calendar.h"
#include "kiosk/lan/field_limits.h"
#include "kiosk/lan/unfit.h"

namespace menting::lan {
namespace {

// Wide enough for whatever a person types: how long is too long is known to the rules, which say so in words.
constexpr std::size_t text_bytes_max = 8'192;
constexpr std::size_t short_bytes_max = 400;
constexpr std::size_t drawing_bytes_max = 60'000;
constexpr std::size_t entries_max = 64;
constexpr std::size_t scratches_max = 60;
constexpr std::size_t pickup_code_digits = 6;

std::string text_of(const Fields& fields, const std::string& name, std::size_t most = short_bytes_max) {
  return fields.text_if(name, most).value_or("");
}

std::string marks_of(const Fields& fields) {
  for (const Fields& mark : fields.objects_if("scratches", scratches_max)) {
    for (const char* axis : {"x", "y"}) {
      const auto at = mark.number_if(axis);
      if (!at || *at < 0 || *at > 1) throw invalid_field(std::string("scratches.") + axis);
    }
    const std::string side = mark.text("side", short_bytes_max);
    if (side != "front" && side != "back") throw invalid_field("scratches.side");
  }
  return fields.json_if("scratches", drawing_bytes_max).value_or("");
}

/// The lines of a quote, and what they come to.
std::string lines_of(const Fields& fields, domain::RepairCost& sum) {
  constexpr int minor_max = 10'000'000;
  for (const Fields& line : fields.objects_if("lines", entries_max)) {
    const std::string kind = line.text("kind", short_bytes_max);
    const int minor = line.integer("minor");
    line.text("text", short_bytes_max);
    if (minor < 0 || minor > minor_max) throw invalid_field("lines.minor");
    if (kind == "part") {
      sum.parts_minor += minor;
    } else if (kind == "labour") {
      sum.labour_minor += minor;
    } else {
      throw invalid_field("lines.kind");
    }
  }
  return fields.json_if("lines", text_bytes_max).value_or("");
}

void read_cost(const Fields& fields, domain::AdvanceRepair& command) {
  domain::RepairCost sum;
  command.lines = lines_of(fields, sum);
  const auto parts = fields.integer_if("parts_minor");
  const auto labour = fields.integer_if("labour_minor");
  domain::RepairCost cost = sum;
  if (parts) cost.parts_minor = *parts;
  if (labour) cost.labour_minor = *labour;
  if (!command.lines.empty() && !(cost == sum)) {
    throw Refused({domain::RefusalCode::repair_field_invalid, "lines"});
  }
  cost.currency = text_of(fields, "currency");
  // One of them is enough: the other costs nothing.
  if (parts || labour || !command.lines.empty()) command.cost = cost;
}

}  // namespace

domain::IntakeChanges changes_of(const Fields& fields) {
  domain::IntakeChanges changes;
  if (const auto device = fields.object_if("device")) {
    changes.kind = device->text_if("kind", short_bytes_max);
    changes.brand = device->text_if("brand", short_bytes_max);
    changes.model = device->text_if("model", short_bytes_max);
    changes.imei = device->text_if("imei", short_bytes_max);
    changes.serial = device->text_if("serial", short_bytes_max);
  }
  if (const auto customer = fields.object_if("customer")) {
    changes.name = customer->text_if("name", short_bytes_max);
    changes.phone = customer->text_if("phone", short_bytes_max);
  }
  changes.description = fields.text_if("description", text_bytes_max);
  changes.bought = fields.text_if("bought", short_bytes_max);
  if (fields.has("faults")) changes.faults = fields.texts_if("faults", entries_max, short_bytes_max);
  if (fields.has("left_with")) changes.left_with = fields.texts_if("left_with", entries_max, short_bytes_max);
  return changes;
}

domain::OpenRepair open_repair_of(const Fields& fields, const std::string& page_language) {
  domain::OpenRepair command;
  domain::change(command.intake, changes_of(fields));
  command.backed_up = fields.boolean_if("backed_up").value_or(false);
  command.lock_code_understood = fields.boolean_if("lock_code_understood").value_or(false);
  command.consent = fields.boolean_if("consent").value_or(false);
  command.scratches = marks_of(fields);
  command.signature = fields.strokes_if("signature", drawing_bytes_max).value_or("");
  command.terms_version = text_of(fields, "terms_version");
  command.language = fields.text_if("language", short_bytes_max).value_or(page_language);
  if (const auto lane = fields.text_if("lane", short_bytes_max)) {
    const bool known = domain::from_string(*lane, command.lane);
    if (!known || command.lane == domain::Lane::appointment) throw invalid_field("lane");
  }
  command.code = crypto::random_code(slip_code_characters);
  command.ticket_code = crypto::random_code(slip_code_characters);
  command.pickup_code = crypto::random_digits(pickup_code_digits);
  return command;
}

void name_quote(const Fields& fields, domain::AdvanceRepair& command) {
  command.quote = fields.integer_if("quote");
  if (const auto total = fields.integer_if("total_minor")) command.total_minor = *total;
}

domain::AdvanceRepair advance_of(const Fields& fields, domain::RepairStep step) {
  domain::AdvanceRepair command;
  command.step = step;
  command.reason = text_of(fields, "reason", text_bytes_max);
  command.note_customer = text_of(fields, "note_customer", text_bytes_max);
  command.note_staff = text_of(fields, "note_staff", text_bytes_max);
  command.shelf = text_of(fields, "shelf");
  command.warranty = fields.boolean_if("warranty");
  command.loaner_waived = text_of(fields, "loaner_waived", text_bytes_max);
  if (step == domain::RepairStep::approve || step == domain::RepairStep::decline) name_quote(fields, command);
  if (step == domain::RepairStep::quote) read_cost(fields, command);
  if (step == domain::RepairStep::hand_over) {
    command.pickup_code = crypto::bare_code(text_of(fields, "pickup_code"));
    const auto identity = fields.text_if("identity", short_bytes_max);
    if (identity && *identity != "checked") throw invalid_field("identity");
    command.identity_checked = identity.has_value();
    command.signature = fields.strokes_if("signature", drawing_bytes_max).value_or("");
  }
  return command;
}

domain::BusinessDay day_of(const Fields& fields, const std::string& name) {
  const auto day = domain::read_day(fields.text(name, short_bytes_max));
  if (!day) throw invalid_field(name);
  return *day;
}

}  // namespace menting::lan
