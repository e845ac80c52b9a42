#include "kiosk/printing/repair_layout.h"

#include <fmt/format.h>

#include "base/text/catalog.h"
#include "kiosk/printing/ticket_layout.h"
#include "kiosk/words/repair_words.h"

namespace menting::printing {
namespace {

std::string day_text(domain::BusinessDay day) {
  return fmt::format("{:04}-{:02}-{:02}", day.yyyymmdd / 10'000, day.yyyymmdd / 100 % 100, day.yyyymmdd % 100);
}

std::string faults_of(const domain::RepairOrder& order, const std::string& language) {
  std::string all;
  for (const std::string& code : order.faults) {
    const std::string one = words::fault(code, language);
    all = all.empty() ? one : text::tr(language, "{1}, {2}", {all, one});
  }
  return all;
}

std::string device_of(const domain::RepairOrder& order, const std::string& language) {
  return words::device_kind(order.device.kind, language) + " · " + order.device.brand + " " + order.device.model;
}

}  // namespace

void lay_out_repair(SlipPaper& paper, const RepairSlip& slip, const domain::LocalName& hall, const base::Zone& zone) {
  const domain::RepairOrder& order = slip.order;
  const std::string language = order.language.empty() ? "zh-CN" : order.language;
  const auto small = [&](const std::string& words) { paper.centred(words, 28, Weight::regular); };
  const auto line = [&] {
    paper.gap(22);
    paper.rule();
    paper.gap(22);
  };
  paper.gap(8);
  paper.centred(domain::name_in(hall, language), 38, Weight::bold);
  paper.gap(18);
  paper.badge(text::tr(language, "Repair slip"), 30);
  paper.gap(26);
  paper.number(order.number, 84);
  paper.gap(24);
  paper.centred(device_of(order, language), 34, Weight::bold);
  paper.gap(10);
  small(faults_of(order, language));
  line();
  paper.cells(text::tr(language, "Ready by"), day_text(order.promised_day), text::tr(language, "Pick-up code"),
              order.pickup_code);
  if (slip.ticket) {
    line();
    small(text::tr(language, "Your number in the queue"));
    paper.gap(12);
    paper.number(domain::ticket_name(*slip.ticket), 96);
    paper.gap(14);
    small(text::tr(language, "A technician takes the device over when you are called."));
  }
  line();
  paper.qr(order.code, 270);
  small(text::tr(language, "Scan this code at any kiosk of ours to see how far the repair is."));
  line();
  small(text::tr(language, "Please bring this slip or the pick-up code when you fetch the device."));
  paper.gap(14);
  paper.centred(text::tr(language, "Handed in {1}", {local_minute(zone, order.opened_at_ms)}), 26, Weight::regular);
  paper.gap(16);
}

}  // namespace menting::printing
