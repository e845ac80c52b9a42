#include "kiosk/program/now_outbox.h"

#include <chrono>
#include <filesystem>
#include <system_error>

#include "base/time/zone.h"
#include "kiosk/lan/repair_views.h"
#include "kiosk/lan/views.h"

namespace menting::program {
namespace {

std::int64_t free_mb(const std::string& folder) {
  std::error_code error;
  const auto space = std::filesystem::space(folder, error);
  return error ? -1 : static_cast<std::int64_t>(space.available / (1024 * 1024));
}

}  // namespace

phone::PhoneSettings phone_settings(const settings::Settings& from, const std::string& data, bool has_screen,
                                    desk::Desk& desk, const LaterParts& later) {
  phone::PhoneSettings phone;
  phone.timezone = from.timezone;
  phone.wake = [&later] { later.wake(); };
  phone.facts = [&later, zone_name = from.timezone, data, has_screen, started = std::chrono::steady_clock::now()] {
    const auto up = std::chrono::steady_clock::now() - started;
    phone::HallFacts facts;
    facts.version = MENTING_VERSION;
    facts.timezone = zone_name;
    facts.uptime_s = std::chrono::duration_cast<std::chrono::seconds>(up).count();
    facts.disk_free_mb = free_mb(data);
    facts.has_screen = has_screen;
    facts.config = later.config();
    return facts;
  };
  phone.pictures.tickets = [&desk](const std::vector<const domain::Ticket*>& tickets, const desk::Board& board) {
    const lan::ViewContext context{desk.plan(), board, "zh-CN", base::wall_ms()};
    return lan::ticket_list_view(tickets, tickets.size(), context);
  };
  phone.pictures.repair = [&desk](const desk::RepairSeen& seen, const desk::Board& board, const std::string& language) {
    const lan::ViewContext context{desk.plan(), board, language, base::wall_ms()};
    return lan::repair_status_view(seen.order, seen.loaner, seen.notes, context);
  };
  return phone;
}

}  // namespace menting::program
