#include "server_sync/client/signed_post.h"

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "server_sync/wire/signature.h"

namespace menting::sync {
namespace {

std::int64_t wall_ms() {
  using std::chrono::system_clock;
  return std::chrono::duration_cast<std::chrono::milliseconds>(system_clock::now().time_since_epoch()).count();
}

/// The time there, when the answer says that the clocks differ.
std::optional<std::int64_t> time_there(const Answer& answer) {
  if (answer.status != 401) return std::nullopt;
  const auto json = nlohmann::json::parse(answer.body, nullptr, false);
  if (!json.is_object() || json.value("refusal", nlohmann::json()) != "clock_differs") return std::nullopt;
  const auto now = json.find("now_ms");
  if (now == json.end() || !now->is_number_integer()) return std::nullopt;
  return now->get<std::int64_t>();
}

}  // namespace

/// The headers that say who asks.
std::vector<std::string> SignedPost::proof(const Enrolment& enrolment, const char* method, const std::string& path,
                                           const std::string& body) const {
  std::vector<std::string> lines{"Authorization: Bearer " + enrolment.credential};
  if (enrolment.secret_key.empty()) return lines;
  const std::int64_t at_ms = wall_ms() + clock_ahead_ms_;
  const std::string text = wire::signed_text(at_ms, method, path, body);
  lines.push_back(std::string(wire::signature_header) + ": " +
                  wire::signature_value({at_ms, crypto::sign(enrolment.secret_key, text)}));
  return lines;
}

/// Once more where headquarters says that the clocks differ.
Answer SignedPost::by_time_there(const Once& ask) {
  Answer answer = ask();
  if (const auto there_ms = time_there(answer)) {
    clock_ahead_ms_ = *there_ms - wall_ms();
    log::warn("sync",
              "this machine's clock is " + std::to_string(-clock_ahead_ms_ / 1000) +
                  " s ahead of headquarters': set it right; requests are signed by headquarters' time meanwhile");
    answer = ask();
  }
  return answer;
}

Answer SignedPost::post(const Enrolment& enrolment, const Place& place, const std::string& path,
                        const std::string& body, const std::vector<std::string>& headers) {
  return by_time_there([&] {
    std::vector<std::string> lines = proof(enrolment, "POST", path, body);
    lines.insert(lines.end(), headers.begin(), headers.end());
    return curl_.post(place.url + path, place.ca, body, lines);
  });
}

Answer SignedPost::get(const Enrolment& enrolment, const Place& place, const std::string& path,
                       const std::string& query, const AnswerLimits& limits) {
  return by_time_there(
      [&] { return curl_.get(place.url + path + query, place.ca, proof(enrolment, "GET", path, ""), limits); });
}

}  // namespace menting::sync
