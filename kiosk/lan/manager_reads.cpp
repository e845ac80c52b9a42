#include <charconv>
#include <filesystem>
#include <utility>

#include "base/log/log.h"
#include "base/time/zone.h"
#include "kiosk/desk/alerts.h"
#include "kiosk/desk/event_json.h"
#include "kiosk/lan/day.h"
#include "kiosk/lan/manager_views.h"
#include "kiosk/lan/reception.h"
#include "kiosk/lan/unfit.h"

// What only a manager may see.
namespace menting::lan {
namespace {

constexpr int page_items = 100;
constexpr int page_items_max = 1000;
constexpr int csv_items_max = 20'000;

std::int64_t free_mb(const std::string& folder) {
  std::error_code error;
  const auto space = std::filesystem::space(folder, error);
  return error ? -1 : static_cast<std::int64_t>(space.available / (1024 * 1024));
}

/// The day asked for, today when none is. Nothing is on record of a day to come.
domain::BusinessDay day_asked_for(const http::Request& request, domain::BusinessDay today) {
  const auto text = request.query_value("date");
  if (!text) return today;
  const auto day = parse_day(*text);
  if (!day || *day > today) throw invalid_field("date");
  return *day;
}

std::int64_t whole_number(std::string_view text, const char* field, std::int64_t least, std::int64_t most) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) {
    throw invalid_field(field);
  }
  return value;
}

/// "42", or "1.42" with its journal's number in front.
void read_cursor(std::string_view text, desk::AuditQuery& query) {
  if (const std::size_t dot = text.find('.'); dot != std::string_view::npos) {
    query.after_journal = whole_number(text.substr(0, dot), "after", 1, INT32_MAX);
    text.remove_prefix(dot + 1);
  }
  query.after_seq = whole_number(text, "after", 1, INT64_MAX);
}

desk::AuditQuery audit_query(const http::Request& request, const DayTimes& day, bool csv) {
  desk::AuditQuery query;
  query.from_ms = day.from_ms;
  query.until_ms = day.until_ms;
  query.kind = request.query_value("kind").value_or("");
  if (!query.kind.empty() && !desk::is_event_kind(query.kind)) throw invalid_field("kind");
  query.staff = request.query_value("staff").value_or("");
  query.limit = csv ? csv_items_max : page_items;
  if (const auto limit = request.query_value("limit")) {
    query.limit = static_cast<int>(whole_number(*limit, "limit", 1, csv ? csv_items_max : page_items_max));
  }
  if (const auto after = request.query_value("after")) read_cursor(*after, query);
  return query;
}

}  // namespace

bool wants_csv(const http::Request& request) {
  if (const auto format = request.query_value("format")) {
    if (*format != "csv" && *format != "json") throw invalid_field("format");
    return *format == "csv";
  }
  return request.header("Accept").find("text/csv") != std::string_view::npos;
}

http::Response file_of(std::string csv, const std::string& name) {
  return {200,
          "text/csv; charset=utf-8",
          std::move(csv),
          {{"Content-Disposition", "attachment; filename=\"" + name + ".csv\""}}};
}

void Reception::answer_from_records(const Asked& asked, std::function<http::Response()> make) {
  if (settings_.records == nullptr) throw Refused({domain::RefusalCode::branch_unable, {}});
  server_.work([this, asked, make = std::move(make)] {
    try {
      reply(asked.exchange, make());
    } catch (const std::exception& error) {
      log::error("lan", std::string("the records cannot be read: ") + error.what());
      reply(asked.exchange, problem_for(domain::Refusal{domain::RefusalCode::branch_unable, {}}, asked.language));
    }
  });
}

void Reception::list_alerts(const Asked& asked) {
  consult(asked, [this, asked](const domain::Branch& branch, desk::Journal&, const domain::Moment& moment) -> Then {
    return [this, asked, repairs = domain::repair_alerts(branch, moment)] {
      const ViewContext context = context_for(asked);
      const auto alerts = desk::alerts_now({context.board, context.plan, health_, repairs, settings_.alerts,
                                            free_mb(settings_.data_folder), context.now_ms});
      reply(asked.exchange,
            {200, "application/json", alert_list_view(alerts, settings_.alerts.near_percent, context), {}});
    };
  });
}

void Reception::show_day_report(const Asked& asked) {
  const bool csv = wants_csv(asked.request());
  const domain::BusinessDay day = day_asked_for(asked.request(), asked.board->day);
  answer_from_records(asked, [this, asked, csv, day]() -> http::Response {
    const base::Zone zone(settings_.timezone);
    domain::DayReporter reporter(desk_.plan(), [&zone](std::int64_t at_ms) { return zone.local(at_ms).hour; });
    settings_.records->each_ticket(day, [&](const domain::Ticket& ticket) { reporter.add(ticket); });
    const ViewContext context = context_for(asked);
    if (csv) return file_of(day_report_csv(reporter.report(), context), "menting-" + domain::to_string(day));
    return {200, "application/json", day_report_view(day, reporter.report(), context), {}};
  });
}

void Reception::list_audit(const Asked& asked) {
  const bool csv = wants_csv(asked.request());
  const domain::BusinessDay day = day_asked_for(asked.request(), asked.board->day);
  const desk::AuditQuery query = audit_query(asked.request(), times_of(day, settings_.timezone), csv);
  answer_from_records(asked, [this, asked, csv, day, query]() -> http::Response {
    const desk::AuditPage page = settings_.records->audit(query);
    const ViewContext context = context_for(asked);
    if (csv) return file_of(audit_csv(page, context), "menting-audit-" + domain::to_string(day));
    return {200, "application/json", audit_view(page, context), {}};
  });
}

}  // namespace menting::lan
