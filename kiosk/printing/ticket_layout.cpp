#include "kiosk/printing/ticket_layout.h"

#include <fmt/format.h>

#include "base/text/catalog.h"
#include "kiosk/words/words.h"

namespace menting::printing {
namespace {

std::string people_ahead(int count, const std::string& language) {
  if (count <= 0) return text::tr(language, "nobody");
  if (count == 1) return text::tr(language, "1 person");
  return text::tr(language, "{1} people", {std::to_string(count)});
}

/// In fours, as people read and type it.
std::string grouped(const std::string& code) {
  std::string groups;
  for (std::size_t at = 0; at < code.size(); at += 4) groups += (at == 0 ? "" : " ") + code.substr(at, 4);
  return groups;
}

void lay_out_wait(SlipPaper& paper, const domain::Ticket& ticket, const std::string& language) {
  paper.cells(text::tr(language, "Ahead of you"), people_ahead(ticket.ahead_when_taken, language),
              text::tr(language, "Expected wait"), words::estimate(ticket.estimate_when_taken, language));
}

}  // namespace

std::string local_minute(const base::Zone& zone, std::int64_t at_ms) {
  const base::LocalTime at = zone.local(at_ms);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", at.year, at.month, at.day, at.hour, at.minute);
}

void lay_out_slip(SlipPaper& paper, const domain::Ticket& ticket, const SlipSetting& setting) {
  const std::string language = ticket.language.empty() ? "zh-CN" : ticket.language;
  const bool copy = ticket.print_copies > 1;

  paper.gap(8);
  paper.centred(domain::name_in(setting.hall, language), 38, Weight::bold);
  paper.gap(20);
  paper.rule();
  paper.gap(24);
  if (copy) {
    paper.badge(text::tr(language, "Copy"), 30);
    paper.gap(22);
  }
  paper.centred(text::tr(language, "Your number"), 28, Weight::regular);
  paper.gap(26);
  paper.number(domain::ticket_name(ticket), 176);
  paper.gap(34);
  paper.centred(domain::name_in(setting.service, language), 42, Weight::bold);
  if (ticket.lane != domain::Lane::standard) {
    paper.gap(18);
    const std::string slot = words::slot(ticket);
    paper.badge(words::lane(ticket.lane, language) + (slot.empty() ? "" : " " + slot), 28);
  }
  paper.gap(30);
  paper.rule();
  paper.gap(24);
  if (copy)
    paper.centred(text::tr(language, "Please see the call board for the wait now."), 28, Weight::regular);
  else
    lay_out_wait(paper, ticket, language);
  paper.gap(26);
  paper.rule();
  paper.qr(setting.address.empty() ? ticket.code : setting.address, 270);
  paper.gap(2);
  if (!setting.address.empty()) {
    paper.centred(text::tr(language, "Scan to follow your place"), 30, Weight::bold);
    paper.gap(10);
  }
  paper.centred(grouped(ticket.code), 34, Weight::bold);
  paper.gap(16);
  paper.centred(text::tr(language, "After your visit, scan this code at the kiosk to rate our service."), 28,
                Weight::regular);
  paper.gap(22);
  paper.rule();
  paper.gap(20);
  paper.centred(text::tr(language, "Please watch the call board. If you miss your call, please ask our staff."), 26,
                Weight::regular);
  paper.gap(14);
  paper.centred(text::tr(language, "Taken {1}, valid today", {local_minute(setting.zone, ticket.taken_at_ms)}), 26,
                Weight::regular);
  if (copy) {
    paper.gap(10);
    paper.centred(text::tr(language, "Copy printed {1}", {local_minute(setting.zone, setting.printed_at_ms)}), 26,
                  Weight::regular);
  }
  paper.gap(16);
}

void lay_out_test(SlipPaper& paper, const domain::LocalName& hall, const std::string& language,
                  const std::string& time) {
  paper.gap(8);
  paper.centred(domain::name_in(hall, language), 38, Weight::bold);
  paper.gap(16);
  paper.badge(text::tr(language, "Printer test"), 30);
  paper.gap(16);
  paper.centred(text::tr(language, "This is no ticket."), 28, Weight::regular);
  paper.gap(16);
  paper.ruler();
  paper.gap(16);
  paper.centred(text::tr(language, "Centimetres; both edges have to be on the paper."), 26, Weight::regular);
  paper.gap(30);
  paper.number("A0123", 120);
  paper.gap(30);
  // A Chinese sample whatever the language: what the printer is asked is whether it has the characters.
  paper.centred("请取号等候，听到叫号后前往窗口办理。", 28, Weight::regular);
  paper.gap(16);
  paper.centred("新业务办理", 42, Weight::bold);
  paper.gap(16);
  // Not in GB 2312: printed as a picture also by a printer that is sent text.
  paper.centred("李喆 王玥 赵赟", 28, Weight::regular);
  paper.gap(16);
  paper.centred("ABCDEFGHIJ abcdefghij 0123456789", 26, Weight::regular);
  paper.qr(test_code, 220);
  paper.centred(time, 26, Weight::regular);
  paper.gap(16);
}

}  // namespace menting::printing
