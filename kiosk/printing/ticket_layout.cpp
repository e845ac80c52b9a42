#include "kiosk/printing/ticket_layout.h"

#include <fmt/format.h>

#include "base/text/catalog.h"
#include "kiosk/printing/slip_canvas.h"
#include "kiosk/words/words.h"

namespace menting::printing {
namespace {

std::string local_minute(const base::Zone& zone, std::int64_t at_ms) {
  const base::LocalTime at = zone.local(at_ms);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", at.year, at.month, at.day, at.hour, at.minute);
}

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

void draw_wait(SlipCanvas& canvas, const domain::Ticket& ticket, const std::string& language) {
  canvas.cells(text::tr(language, "Ahead of you"), people_ahead(ticket.ahead_when_taken, language),
               text::tr(language, "Expected wait"), words::estimate(ticket.estimate_when_taken, language));
}

}  // namespace

Bitmap draw_slip(const domain::Ticket& ticket, const SlipSetting& setting, Fonts& fonts) {
  const std::string language = ticket.language.empty() ? "zh-CN" : ticket.language;
  const bool copy = ticket.print_copies > 1;
  SlipCanvas canvas(fonts, setting.width_dots);

  canvas.gap(8);
  canvas.centred(domain::name_in(setting.hall, language), 38, Weight::bold);
  canvas.gap(20);
  canvas.rule();
  canvas.gap(24);
  if (copy) {
    canvas.badge(text::tr(language, "Copy"), 30);
    canvas.gap(22);
  }
  canvas.centred(text::tr(language, "Your number"), 28, Weight::regular);
  canvas.gap(26);
  canvas.number(domain::ticket_name(ticket), 176);
  canvas.gap(34);
  canvas.centred(domain::name_in(setting.service, language), 42, Weight::bold);
  if (ticket.lane != domain::Lane::standard) {
    canvas.gap(18);
    canvas.badge(words::lane(ticket.lane, language), 28);
  }
  canvas.gap(30);
  canvas.rule();
  canvas.gap(24);
  if (copy)
    canvas.centred(text::tr(language, "Please see the call board for the wait now."), 28, Weight::regular);
  else
    draw_wait(canvas, ticket, language);
  canvas.gap(26);
  canvas.rule();
  canvas.qr(ticket.code, 270);
  canvas.gap(2);
  canvas.centred(grouped(ticket.code), 34, Weight::bold);
  canvas.gap(16);
  canvas.centred(text::tr(language, "After your visit, scan this code at the kiosk to rate our service."), 28,
                 Weight::regular);
  canvas.gap(22);
  canvas.rule();
  canvas.gap(20);
  canvas.centred(text::tr(language, "Please watch the call board. If you miss your call, please ask our staff."), 26,
                 Weight::regular);
  canvas.gap(14);
  canvas.centred(text::tr(language, "Taken {1}, valid today", {local_minute(setting.zone, ticket.taken_at_ms)}), 26,
                 Weight::regular);
  if (copy) {
    canvas.gap(10);
    canvas.centred(text::tr(language, "Copy printed {1}", {local_minute(setting.zone, setting.printed_at_ms)}), 26,
                   Weight::regular);
  }
  canvas.gap(16);
  return canvas.take();
}

}  // namespace menting::printing
