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

constexpr int label_size = 26;
constexpr int value_size = 30;

std::string left_with_of(const domain::RepairOrder& order, const std::string& language) {
  std::string all;
  for (const std::string& code : order.left_with) {
    const std::string one = words::left_with(code, language);
    all = all.empty() ? one : text::tr(language, "{1}, {2}", {all, one});
  }
  return all.empty() ? text::tr(language, "Nothing else") : all;
}

void line(SlipPaper& paper) {
  paper.gap(20);
  paper.rule();
  paper.gap(20);
}

/// The kind above what it is called.
void lay_out_device(SlipPaper& paper, const domain::RepairOrder& order, const std::string& language) {
  paper.centred(words::device_kind(order.device.kind, language), 28, Weight::regular);
  paper.gap(10);
  paper.centred(order.device.brand + " " + order.device.model, 36, Weight::bold);
}

void lay_out_fact(SlipPaper& paper, const std::string& label, const std::string& value) {
  paper.centred(label, label_size, Weight::regular);
  paper.gap(8);
  paper.centred(value, value_size, Weight::bold);
}

/// What both parts of a receipt tell.
void lay_out_facts(SlipPaper& paper, const domain::RepairOrder& order, const std::string& language,
                   const base::Zone& zone) {
  paper.number(order.number, 76);
  paper.gap(24);
  lay_out_device(paper, order, language);
  line(paper);
  lay_out_fact(paper, text::tr(language, "Faults"), faults_of(order, language));
  paper.gap(18);
  lay_out_fact(paper, text::tr(language, "Left with it"), left_with_of(order, language));
  line(paper);
  paper.cells(text::tr(language, "Ready by"), day_text(order.promised_day), text::tr(language, "Warranty"),
              order.warranty ? text::tr(language, "Yes") : text::tr(language, "No"));
  paper.gap(18);
  paper.centred(text::tr(language, "Handed in {1}", {local_minute(zone, order.opened_at_ms)}), label_size,
                Weight::regular);
}

/// What opens the order: at the kiosks, and on a phone where there is a page for it.
void lay_out_code(SlipPaper& paper, const domain::RepairOrder& order, const std::string& address, int side,
                  const std::string& language) {
  paper.qr(address.empty() ? order.code : address, side);
  paper.centred(
      address.empty()
          ? text::tr(language, "Scan this code at any kiosk of ours to see how far the repair is.")
          : text::tr(language, "Scan with your phone, or at any kiosk of ours, to see how far the repair is."),
      28, Weight::regular);
}

void lay_out_terms(SlipPaper& paper, int fetch_days, const std::string& language) {
  const std::string terms[] = {
      text::tr(language, "We examine the device first, and ask you before anything costs money."),
      text::tr(language, "A repair can erase data. What is not backed up may be lost."),
      text::tr(language, "If the same fault comes back within 30 days, we repair it free of charge."),
      text::tr(language, "Please fetch the device within {1} days of being told that it is ready.",
               {std::to_string(fetch_days)})};
  for (const std::string& one : terms) {
    paper.centred(one, 24, Weight::regular);
    paper.gap(12);
  }
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
  lay_out_code(paper, order, slip.address, 270, language);
  line();
  small(text::tr(language, "Please bring this slip or the pick-up code when you fetch the device."));
  paper.gap(14);
  paper.centred(text::tr(language, "Handed in {1}", {local_minute(zone, order.opened_at_ms)}), 26, Weight::regular);
  paper.gap(16);
}

void lay_out_label(SlipPaper& paper, const domain::RepairOrder& order, const std::string& language,
                   const base::Zone& zone) {
  paper.gap(8);
  paper.number(order.number, 92);
  paper.gap(22);
  lay_out_device(paper, order, language);
  paper.gap(10);
  paper.centred(faults_of(order, language), value_size, Weight::regular);
  line(paper);
  const std::string shelf = order.shelf.empty() ? "-" : order.shelf;
  paper.cells(text::tr(language, "Shelf"), shelf, text::tr(language, "Ready by"), day_text(order.promised_day));
  line(paper);
  lay_out_fact(paper, text::tr(language, "Left with it"), left_with_of(order, language));
  paper.qr(order.number, 200);
  paper.centred(text::tr(language, "Handed in {1}", {local_minute(zone, order.opened_at_ms)}), label_size,
                Weight::regular);
  paper.gap(16);
}

void lay_out_receipt(SlipPaper& paper, const domain::RepairOrder& order, int fetch_days, const domain::LocalName& hall,
                     const base::Zone& zone, const std::string& address) {
  const std::string language = order.language.empty() ? "zh-CN" : order.language;
  paper.gap(8);
  paper.centred(domain::name_in(hall, language), 38, Weight::bold);
  paper.gap(18);
  paper.badge(text::tr(language, "Repair receipt: the customer's part"), 28);
  paper.gap(26);
  lay_out_facts(paper, order, language, zone);
  line(paper);
  lay_out_code(paper, order, address, 250, language);
  line(paper);
  lay_out_terms(paper, fetch_days, language);
  paper.centred(text::tr(language, "Terms, version {1}", {order.terms_version}), 24, Weight::regular);
  paper.gap(40);
  paper.rule();
  paper.gap(8);
  paper.centred(text::tr(language, "Tear here"), 24, Weight::regular);
  paper.gap(8);
  paper.rule();
  paper.gap(28);
  paper.badge(text::tr(language, "Repair receipt: our part"), 28);
  paper.gap(26);
  lay_out_facts(paper, order, language, zone);
  line(paper);
  lay_out_fact(paper, text::tr(language, "Shelf"), order.shelf.empty() ? "-" : order.shelf);
  paper.gap(20);
  paper.centred(text::tr(language, "The details above are right. I know the terms and have my part."), label_size,
                Weight::regular);
  paper.gap(130);
  paper.rule();
  paper.gap(12);
  paper.centred(text::tr(language, "Customer's signature and date"), label_size, Weight::regular);
  paper.gap(24);
}

}  // namespace menting::printing
