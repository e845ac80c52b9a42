#include "kiosk/phone/slips.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/crypto/crypto.h"
#include "kiosk/domain/rules/let_pass.h"
#include "kiosk/phone/phone_json.h"
#include "kiosk/phone/repair_survey.h"
#include "server_sync/wire/slip.h"

namespace menting::phone {
namespace {

using Json = nlohmann::ordered_json;
using domain::Ticket;
using domain::TicketState;

constexpr std::size_t news_bytes_max = std::size_t{200} * 1024;
constexpr std::size_t repairs_at_once_max = 30;
constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t day_ms = 24 * hour_ms;
constexpr std::int64_t rating_open_ms = day_ms;
constexpr std::int64_t open_repair_ms =
    400 * day_ms;  ///< told anew with every step, so never reached by one that goes on

Json hall_json(const domain::Plan& plan, const std::string& zone_name) {
  return {{"name", plan.name},
          {"timezone", zone_name},
          {"opens", domain::time_of_day(plan.opens_minute)},
          {"closes", domain::time_of_day(plan.closes_minute)},
          {"phone", plan.service_phone}};
}

/// Who stand in one line: of a service, or for a counter.
std::pair<domain::CounterNumber, domain::ServiceLetter> line_of(const Ticket& ticket) {
  return {ticket.for_counter, ticket.for_counter != 0 ? '-' : ticket.service};
}

/// How many of the same line come after each one who waits.
std::map<domain::TicketId, int> behind_each(const desk::Board& board) {
  std::map<std::pair<domain::CounterNumber, domain::ServiceLetter>, int> behind;
  std::map<domain::TicketId, int> all;
  for (auto at = board.waiting.rbegin(); at != board.waiting.rend(); ++at) {
    if (const Ticket* ticket = board.ticket(*at)) all[*at] = behind[line_of(*ticket)]++;
  }
  return all;
}

bool rateable(const Ticket& ticket, std::int64_t now_ms) {
  return ticket.state == TicketState::finished && ticket.score == 0 && now_ms - ticket.ended_at_ms <= rating_open_ms;
}

}  // namespace

Slips::Slips(const domain::Plan& plan, const std::string& zone_name, Pictures pictures, desk::Desk& desk)
    : plan_(plan),
      timezone_(zone_name),
      zone_(zone_name),
      pictures_(std::move(pictures)),
      desk_(desk),
      survey_(std::make_shared<RepairSurvey>()) {}

Slips::~Slips() = default;

void Slips::watch(std::vector<std::string> keys) {
  watched_ = {std::make_move_iterator(keys.begin()), std::make_move_iterator(keys.end())};
  std::erase_if(unknown_, [this](const std::string& key) { return !watched_.contains(key); });
  // What nobody looks at any more is not followed: who comes back is told all.
  std::erase_if(told_, [this](const auto& entry) {
    return !watched_.contains(entry.first) && !repair_of_.contains(entry.first);
  });
}

void Slips::learn_tickets(const desk::Board& board) {
  if (board.day != day_) {
    key_of_.clear();
    ticket_of_.clear();
    told_.clear();
    survey_ = std::make_shared<RepairSurvey>();  // what is overdue is so from one day to the next
    survey_due_ = true;
    day_ = board.day;
  }
  for (const desk::TicketPtr& ticket : board.tickets) {
    const auto [at, is_new] = key_of_.try_emplace(ticket->id);
    if (!is_new) continue;
    at->second = wire::slip_key(plan_.branch_id, ticket->code);
    ticket_of_[at->second] = ticket->id;
  }
}

std::int64_t Slips::ticket_until_ms(const Ticket& ticket) const {
  const base::LocalTime taken = zone_.local(ticket.taken_at_ms);
  const std::int64_t of_day_ms = ((taken.hour * 60LL + taken.minute) * 60 + taken.second) * 1000;
  return ticket.taken_at_ms - of_day_ms + 3 * day_ms;
}

std::string Slips::ticket_body(const std::string& picture, const Ticket& ticket, const desk::Board& board,
                               const std::map<domain::TicketId, int>& behind) const {
  constexpr const char* told[] = {"ticket",     "service",          "service_name", "lane",      "state",
                                  "ahead",      "estimate_minutes", "taken_at",     "called_at", "started_at",
                                  "ended_at",   "counter",          "calls",        "outcome",   "rated",
                                  "for_counter"};
  const Json shown = Json::parse(picture);
  Json json;
  json["kind"] = "ticket";
  json["hall"] = hall_json(plan_, timezone_);
  for (const char* field : told) json[field] = shown.at(field);
  const domain::Service* service = plan_.service(ticket.service);
  json["area"] = service == nullptr ? Json::object() : Json(service->area);
  json["ahead_when_taken"] = ticket.ahead_when_taken;
  const auto after = behind.find(ticket.id);
  json["behind"] = after == behind.end() ? 0 : after->second;
  json["let_pass_left"] = std::max(0, domain::let_passes_max - ticket.let_passes);
  json["rateable"] = rateable(ticket, board.at_ms);
  json["no_show_after_calls"] = plan_.no_show_after_calls;
  return dump(json);
}

bool Slips::tell(SlipNews& news, SlipNow slip, const std::string& code, const std::string& body) {
  std::string digest = crypto::hash_hex(body);
  const auto known = told_.find(slip.key);
  if (known != told_.end() && known->second == digest) return true;
  if (bytes_ > news_bytes_max) return false;  // it goes with the next post
  slip.sealed = wire::seal_slip(plan_.branch_id, code, body);
  bytes_ += slip.sealed.size();
  telling_[slip.key] = std::move(digest);
  news.slips.push_back(std::move(slip));
  return true;
}

void Slips::look_at_tickets(const desk::Board& board, SlipNews& news) {
  if (watched_.empty()) return;
  std::vector<const Ticket*> tickets;
  for (const std::string& key : watched_) {
    const auto known = ticket_of_.find(key);
    const Ticket* ticket = known == ticket_of_.end() ? nullptr : board.ticket(known->second);
    if (ticket != nullptr) tickets.push_back(ticket);
    if (ticket == nullptr && !repair_of_.contains(key) && !unknown_.contains(key)) news.unknown.push_back(key);
  }
  if (tickets.empty()) return;
  const Json pictures = Json::parse(pictures_.tickets(tickets, board));
  const auto behind = behind_each(board);
  for (std::size_t at = 0; at < tickets.size(); ++at) {
    const Ticket& ticket = *tickets[at];
    const std::string body = ticket_body(dump(pictures.at("items").at(at)), ticket, board, behind);
    tell(news, {key_of_.at(ticket.id), "ticket", ticket_until_ms(ticket), {}}, ticket.code, body);
  }
}

void Slips::look_at_repairs(const desk::Board& board, SlipNews& news) {
  if (!survey_due_ && surveyed_seq_ == board.journal.seq) return;
  const auto found = survey_repairs(desk_, survey_, repairs_at_once_max);
  if (!found) return;
  surveyed_seq_ = board.journal.seq;
  survey_due_ = found->more;
  for (auto known = repair_key_.begin(); known != repair_key_.end();) {
    if (found->there.contains(known->first)) {
      ++known;
      continue;
    }
    news.gone.push_back(known->second);
    repair_of_.erase(known->second);
    known = repair_key_.erase(known);
  }
  for (const auto& [order, seen] : found->changed) {
    const std::string key = wire::slip_key(plan_.branch_id, order.code);
    repair_of_[key] = {order.code, {}, order.number};
    repair_key_[order.number] = key;
    Json json;
    json["kind"] = "repair";
    json["hall"] = hall_json(plan_, timezone_);
    for (const char* language : languages) {
      json["texts"][language] = Json::parse(pictures_.repair(seen, board, language));
    }
    const std::int64_t until_ms = order.ended_at_ms == 0 ? board.at_ms + open_repair_ms
                                                         : order.ended_at_ms + plan_.repairs.retention_days * day_ms;
    if (tell(news, {key, "repair", until_ms, {}}, order.code, dump(json))) {
      surveying_[order.number] = order;
    } else {
      survey_due_ = true;
    }
  }
}

SlipNews Slips::news(const desk::Board& board, bool whole) {
  unheard();
  SlipNews news;
  bytes_ = 0;
  learn_tickets(board);
  look_at_repairs(board, news);
  look_at_tickets(board, news);
  for (const std::string& key : going_) news.gone.push_back(key);
  if (whole && !survey_due_) {
    news.repairs.emplace();
    for (const auto& [number, key] : repair_key_) news.repairs->push_back(key);
  }
  going_ = {news.gone.begin(), news.gone.end()};
  telling_unknown_ = {news.unknown.begin(), news.unknown.end()};
  return news;
}

void Slips::heard() {
  for (auto& [key, digest] : telling_) told_[key] = std::move(digest);
  if (!surveying_.empty()) {
    if (survey_.use_count() > 1) survey_ = std::make_shared<RepairSurvey>(*survey_);  // a late desk may read it still
    for (auto& [number, order] : surveying_) survey_->told[number] = std::move(order);
  }
  unknown_.merge(telling_unknown_);
  telling_.clear();
  telling_unknown_.clear();
  surveying_.clear();
  going_.clear();
}

void Slips::unheard() {
  if (!surveying_.empty()) survey_due_ = true;
  telling_.clear();
  telling_unknown_.clear();
  surveying_.clear();
}

void Slips::send_repairs_again() {
  survey_ = std::make_shared<RepairSurvey>();
  survey_due_ = true;
  std::erase_if(told_, [this](const auto& entry) { return repair_of_.contains(entry.first); });
}

std::optional<SlipOwner> Slips::owner(const std::string& key, const desk::Board& board) {
  learn_tickets(board);
  if (const auto repair = repair_of_.find(key); repair != repair_of_.end()) return repair->second;
  const auto known = ticket_of_.find(key);
  const Ticket* ticket = known == ticket_of_.end() ? nullptr : board.ticket(known->second);
  if (ticket == nullptr) return std::nullopt;
  return SlipOwner{ticket->code, ticket->id, {}};
}

}  // namespace menting::phone
