#include "kiosk/phone/phone_line.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "base/time/zone.h"
#include "kiosk/phone/phone_json.h"

namespace menting::phone {
namespace {

using Json = nlohmann::ordered_json;
using namespace std::chrono_literals;

constexpr auto gap = 300ms;            ///< between two documents, however much happens
constexpr auto hall_gap = 30s;         ///< for what the hall looks like,
constexpr auto hall_gap_watched = 2s;  ///< and while somebody looks at a phone
constexpr auto heartbeat = 5min;
constexpr auto heartbeat_watched = 5s;  ///< new phones are heard of at least so often, if headquarters' nudge is lost
constexpr auto whole_every = 10min;     ///< whether headquarters has all repairs

Json slips_json(const std::vector<SlipNow>& slips) {
  Json all = Json::array();
  for (const SlipNow& slip : slips) {
    all.push_back({{"key", slip.key}, {"kind", slip.kind}, {"until", slip.until_ms}, {"body", slip.sealed}});
  }
  return all;
}

Json answers_json(const std::vector<AskAnswer>& answers) {
  Json all = Json::array();
  for (const AskAnswer& answer : answers) {
    Json one = {{"id", answer.id}, {"state", answer.done ? "done" : "refused"}};
    if (!answer.done) one["refusal"] = answer.refusal;
    if (!answer.done) one["detail"] = answer.sentence;
    all.push_back(std::move(one));
  }
  return all;
}

std::vector<std::string> texts_of(const Json& list) {
  std::vector<std::string> texts;
  for (const Json& text : list) texts.push_back(text.get<std::string>());
  return texts;
}

}  // namespace

PhoneLine::PhoneLine(PhoneSettings settings, desk::Desk& desk, desk::Health& health)
    : settings_(std::move(settings)),
      desk_(desk),
      health_(health),
      slips_(desk.plan(), settings_.timezone, settings_.pictures, desk),
      asks_(desk.plan().branch_id, desk, [this] {
        answering_ = true;
        settings_.wake();
      }) {}

/// Sets when the next one is due, too.
bool PhoneLine::due(const HallNow& hall, const SlipNews& news, Time now) {
  const bool watched = slips_.anybody_watches() || asked_;
  const bool urgent = nudged_ || asks_.has_answers() || !news.empty();
  if (!said_at_) return true;
  due_at_ = *said_at_ + (watched ? Time::duration(heartbeat_watched) : Time::duration(heartbeat));
  if (hall.digest != said_digest_) {
    due_at_ = std::min(due_at_, *said_at_ + (watched ? Time::duration(hall_gap_watched) : Time::duration(hall_gap)));
  }
  if (urgent) due_at_ = *said_at_ + gap;
  return now >= due_at_;
}

std::optional<std::string> PhoneLine::next(const std::string& branch, Time now) {
  if (said_at_ && now - *said_at_ < gap) {
    due_at_ = *said_at_ + gap;
    return std::nullopt;
  }
  const desk::BoardPtr board = desk_.board();
  const HallNow hall = hall_now(*board, desk_.plan(), health_, settings_.facts());
  const bool whole = !whole_at_ || now - *whole_at_ >= whole_every;
  answering_ = false;
  const SlipNews news = slips_.news(*board, whole);
  if (!due(hall, news, now)) return std::nullopt;
  nudged_ = false;
  Json document = Json::parse(hall.json);
  document["branch"] = branch;
  document["at"] = base::rfc3339(base::wall_ms());
  document["url"] = desk_.slip_address().url();
  if (!news.slips.empty()) document["slips"] = slips_json(news.slips);
  if (!news.gone.empty()) document["gone"] = news.gone;
  if (!news.unknown.empty()) document["unknown"] = news.unknown;
  if (news.repairs) document["repair_keys"] = *news.repairs;
  if (const auto answers = asks_.answers(); !answers.empty()) document["answers"] = answers_json(answers);
  said_at_ = now;
  saying_digest_ = hall.digest;
  saying_whole_ = news.repairs.has_value();
  return dump(document);
}

PhoneLine::Wait PhoneLine::quiet(Time now) const {
  const Time soon = said_at_ ? *said_at_ + gap : now;
  const Time at = nudged_ || answering_ ? soon : std::max(due_at_, soon);
  return std::chrono::ceil<Wait>(std::max(at - now, Time::duration::zero()));
}

bool PhoneLine::answered(const std::string& json, Time now) {
  const Json answer = Json::parse(json, nullptr, false);
  if (!answer.is_object() || !answer.contains("watched") || !answer.contains("asks")) return false;
  std::vector<Ask> asks;
  try {
    std::vector<std::string> watched = texts_of(answer.at("watched"));
    for (const Json& ask : answer.at("asks")) asks.push_back({ask.at("id"), ask.at("key"), ask.at("sealed")});
    desk_.slip_address().set(answer.value("url", ""));
    slips_.heard();
    slips_.watch(std::move(watched));
    if (answer.value("resend", false)) slips_.send_repairs_again();
  } catch (const Json::exception&) {
    return false;
  }
  said_digest_ = saying_digest_;
  if (saying_whole_) whole_at_ = now;
  asks_.take(asks, slips_, *desk_.board());
  asked_ = !asks.empty();
  // What is looked at newly, and what did not fit, is said at once.
  due_at_ = said_at_.value_or(now) + gap;
  return true;
}

void PhoneLine::unanswered() {
  slips_.unheard();
  nudged_ = true;
}

void PhoneLine::nudge(const std::string& directive_json) {
  const Json directive = Json::parse(directive_json, nullptr, false);
  if (!directive.is_object()) throw std::runtime_error("the directive phone is no JSON object");
  if (directive.contains("url") && directive["url"].is_string()) desk_.slip_address().set(directive["url"]);
  nudged_ = true;
  settings_.wake();
}

}  // namespace menting::phone
