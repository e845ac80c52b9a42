#include <chrono>
#include <nlohmann/json.hpp>
#include <set>

#include "base/crypto/crypto.h"
#include "base/time/zone.h"
#include "server_sync/hq/appointment_routes.h"
#include "server_sync/hq/attempt_limit.h"
#include "server_sync/hq/json_answer.h"
#include "server_sync/hq/qr_rows.h"
#include "server_sync/hq/said.h"

// What the public booking page asks. Nobody is signed in; what is limited is limited by address, with room for the many
// customers behind one.
namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

constexpr int bookings_max = 60;
constexpr int wrong_codes_max = 20;
constexpr std::chrono::seconds booking_pause{600};
constexpr std::chrono::seconds code_pause{60};

struct Public {
  std::string address;
  std::string secret;
  AttemptLimit bookings{bookings_max, booking_pause};
  AttemptLimit wrong_codes{wrong_codes_max, code_pause};
};
using PublicPtr = std::shared_ptr<Public>;

/// A field that is not as it should be.
struct UnfitField {
  std::string field;
};

std::string text_that_fits(const Json& body, const char* name, std::size_t bytes_max) {
  const auto found = body.find(name);
  const bool fits = found != body.end() && found->is_string() && !found->get_ref<const std::string&>().empty() &&
                    found->get_ref<const std::string&>().size() <= bytes_max;
  if (!fits) throw UnfitField{name};
  return found->get<std::string>();
}

Json body_of(const http::Request& request) {
  Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) throw UnfitField{"body"};
  return body;
}

bool is_word(const std::string& text) {
  return text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

Booking booking_of(const http::Request& request) {
  const Json body = body_of(request);
  Booking booking;
  booking.request_id = text_that_fits(body, "request_id", 64);
  if (booking.request_id.size() < 16 || !is_word(booking.request_id)) throw UnfitField{"request_id"};
  booking.branch = text_that_fits(body, "branch", 64);
  booking.service = text_that_fits(body, "service", 1);
  const auto day = read_day(text_that_fits(body, "date", 10));
  if (!day) throw UnfitField{"date"};
  booking.day = *day;
  const auto minute = read_minute(text_that_fits(body, "from", 5));
  if (!minute) throw UnfitField{"from"};
  booking.from_minute = *minute;
  booking.phone_last4 = text_that_fits(body, "phone_last4", 4);
  const bool is_four =
      booking.phone_last4.size() == 4 && booking.phone_last4.find_first_not_of("0123456789") == std::string::npos;
  if (!is_four) throw UnfitField{"phone_last4"};
  if (!body.contains("consent") || body["consent"] != true) throw UnfitField{"consent"};
  booking.language = body.value("language", "zh-CN");
  if (booking.language.size() > 16 || !is_word(booking.language)) throw UnfitField{"language"};
  return booking;
}

http::Response booked_too_often(const http::Request& request, std::chrono::seconds pause) {
  http::Response response =
      refuse(request, 429, "too_many_attempts",
             {"操作太频繁，请过几分钟再试，或直接到店取号。",
              "Too many attempts. Please try again in some minutes, or take a number at the hall."});
  response.headers.emplace_back("Retry-After", std::to_string(pause.count()));
  return response;
}

std::string name_of(sql::Connection& sql, const std::string& branch) {
  auto& row = sql.statement("SELECT name FROM branch WHERE id = $1 AND revoked_at IS NULL").bind(1, branch);
  std::string name = row.step() ? row.text(0) : std::string();
  row.reset();
  return name;
}

http::Response answer(int status, const Json& json) {
  http::Response response;
  response.status = status;
  response.body = json.dump();
  return response;
}

/// Branches with a plan, by region.
http::Response list_branches(Store& store, const Asker& /*asker*/, const http::Request& /*request*/,
                             const Params& /*params*/) {
  auto& rows = store.connection().statement(
      "SELECT b.id, b.name, coalesce(b.region, '') FROM branch b WHERE b.revoked_at IS NULL AND EXISTS"
      " (SELECT 1 FROM appointment_plan p WHERE p.branch = b.id) ORDER BY 3, 2");
  Json items = Json::array();
  while (rows.step()) items.push_back({{"id", rows.text(0)}, {"name", rows.text(1)}, {"region", rows.text(2)}});
  const std::size_t total = items.size();
  return answer(200, {{"items", std::move(items)}, {"total", total}});
}

http::Response list_slots(Store& store, const Asker& /*asker*/, const http::Request& request,
                          const Params& /*params*/) {
  sql::Connection& sql = store.connection();
  const std::string branch = request.query_value("branch").value_or("");
  const std::string name = name_of(sql, branch);
  const AppointmentPlan plan = read_plan(sql, branch);
  if (name.empty() || plan.rows.empty()) return no_such_branch(request);
  const std::string wanted = request.query_value("service").value_or("");
  const BranchTime time = time_at(sql, branch, base::wall_ms());
  Json services = Json::array(), days = Json::array();
  std::set<std::string> listed;
  for (const PlanRow& row : plan.rows) {
    if (listed.insert(row.service).second) {
      services.push_back({{"letter", row.service}, {"name", Json::parse(row.name_json)}});
    }
  }
  for (int ahead = 0; ahead < plan.days_ahead; ++ahead) {
    const int day = day_after(time.today, ahead);
    const auto taken = taken_on(sql, branch, day);
    Json slots = Json::array();
    for (const Slot& slot : slots_of(plan, day)) {
      const bool over = ahead == 0 && slot.from_minute <= time.minute;
      if (over || (!wanted.empty() && slot.service != wanted)) continue;
      const auto found = taken.find({slot.service, slot.from_minute});
      const int left = slot.capacity - (found == taken.end() ? 0 : found->second);
      slots.push_back({{"service", slot.service},
                       {"from", minute_text(slot.from_minute)},
                       {"to", minute_text(slot.to_minute)},
                       {"left", std::max(0, left)}});
    }
    days.push_back({{"date", day_text(day)}, {"slots", std::move(slots)}});
  }
  return answer(200, {{"branch", branch}, {"branch_name", name}, {"services", services}, {"days", days}});
}

http::Response refused(const http::Request& request, Booked outcome) {
  switch (outcome) {
    case Booked::slot_unknown:
      return refuse(request, 409, "slot_unknown",
                    {"这个时段不能预约，请另选一个。", "This time cannot be booked. Please choose another one."});
    case Booked::slot_over:
      return refuse(request, 409, "slot_over",
                    {"这个时段已经开始，请选择稍后的时段。", "This time has begun. Please choose a later one."});
    case Booked::slot_full:
      return refuse(request, 409, "slot_full",
                    {"这个时段刚刚约满，请另选一个。", "This time is full. Please choose another one."});
    case Booked::request_reused:
    case Booked::done:
      break;
  }
  return refuse(request, 409, "request_reused",
                {"请重新打开预约页面再试。", "Please open the booking page again and try once more."});
}

http::Response post_booking(const Public& here, Store& store, const http::Request& request, const Booking& booking) {
  const std::string name = name_of(store.connection(), booking.branch);
  if (name.empty()) return no_such_branch(request);
  const BookingResult result = book(store.connection(), booking, here.secret, base::wall_ms());
  if (result.outcome != Booked::done) return refused(request, result.outcome);
  Json json = Json::parse(appointment_json(result.appointment, name));
  const std::string url = here.address + "/a/" + booking.branch + "#" + result.code;
  json["code"] = result.code;
  json["url"] = url;
  json["qr"] = qr_rows(url);
  return answer(201, json);
}

http::Response own(const PublicPtr& here, Store& store, const Asker& asker, const http::Request& request,
                   bool cancels) {
  const Json body = body_of(request);
  const std::string branch = text_that_fits(body, "branch", 64);
  const std::string code = crypto::normal_code(text_that_fits(body, "code", 64));
  // What cannot be read is no guess.
  if (!here->wrong_codes.begin(asker.address, std::chrono::steady_clock::now())) {
    return booked_too_often(request, here->wrong_codes.pause());
  }
  auto row = find_by_code(store.connection(), branch, code);
  if (!row) {
    return refuse(request, 404, "appointment_unknown",
                  {"没有找到这个预约，请核对预约链接。", "There is no such appointment. Please check the link."});
  }
  here->wrong_codes.take_back(asker.address);
  if (cancels && !cancel(store.connection(), *row, base::wall_ms())) {
    return refuse(request, 409, "appointment_over",
                  {"该预约已签到或已过时段，不能取消。",
                   "This appointment has been checked in or is over: it cannot be cancelled."});
  }
  Json json = Json::parse(appointment_json(*row, name_of(store.connection(), row->branch)));
  const std::string url = here->address + "/a/" + row->branch + "#" + code;
  json["url"] = url;
  json["qr"] = qr_rows(url);
  return answer(200, json);
}

template <class Job>
http::Response checked(const http::Request& request, const Job& job) {
  try {
    return job();
  } catch (const UnfitField& wrong) {
    return field_invalid(request, wrong.field);
  }
}

}  // namespace

void add_booking_routes(Router& router, const std::string& address, const std::string& secret) {
  auto here = std::make_shared<Public>();
  here->address = address;
  here->secret = secret;
  router.add({"GET", "/api/v1/appointments/branches", Right::open, list_branches, "Branches that can be booked"});
  router.add({"GET", "/api/v1/appointments/slots", Right::open, list_slots, "Free times of a branch"});
  router.add({"POST", "/api/v1/appointments", Right::open,
              [here](Store& store, const Asker& asker, const http::Request& request, const Params& /*params*/) {
                return checked(request, [&] {
                  const Booking booking = booking_of(request);
                  if (!here->bookings.begin(asker.address, std::chrono::steady_clock::now())) {
                    return booked_too_often(request, here->bookings.pause());
                  }
                  return post_booking(*here, store, request, booking);
                });
              },
              "Book a time"});
  router.add({"POST", "/api/v1/appointments/lookup", Right::open,
              [here](Store& store, const Asker& asker, const http::Request& request, const Params& /*params*/) {
                return checked(request, [&] { return own(here, store, asker, request, false); });
              },
              "A customer's own appointment, by its code"});
  router.add({"POST", "/api/v1/appointments/cancel", Right::open,
              [here](Store& store, const Asker& asker, const http::Request& request, const Params& /*params*/) {
                return checked(request, [&] { return own(here, store, asker, request, true); });
              },
              "A customer cancels an appointment, by its code"});
}

}  // namespace menting::hq
