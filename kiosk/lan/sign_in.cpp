#include <utility>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "base/text/catalog.h"
#include "kiosk/lan/fields.h"
#include "kiosk/lan/reception.h"
#include "kiosk/lan/unfit.h"

namespace menting::lan {
namespace {

constexpr std::size_t held_max = 200;
constexpr std::size_t staff_bytes_max = 32;
constexpr std::size_t pin_bytes_max = 32;

std::string cookie_with(const std::string& token, int age_s) {
  return std::string(session_cookie) + "=" + token + "; Path=/; Max-Age=" + std::to_string(age_s) +
         "; HttpOnly; SameSite=Strict";
}

}  // namespace

std::int64_t Reception::steady_ms() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started_).count();
}

void Reception::sign_in(const Asked& asked) {
  const Fields fields(asked.request());
  auto attempt = std::make_shared<SignInTry>(
      SignInTry{asked, fields.text("staff", staff_bytes_max), fields.text("pin", pin_bytes_max)});
  check_pin(attempt);
}

void Reception::check_pin(const SignInPtr& attempt) {
  const std::string& remote = attempt->asked.request().remote;
  switch (gate_.ask(attempt->staff, remote, steady_ms())) {
    case PinGate::Ruling::locked:
      return refuse_locked(attempt);
    case PinGate::Ruling::wait:
      if (held_.size() >= held_max) return refuse_locked(attempt);
      held_.push_back(attempt);
      return;
    case PinGate::Ruling::go:
      break;
  }
  const auto known = settings_.pin_hashes.find(attempt->staff);
  const bool somebody = known != settings_.pin_hashes.end() && desk_.plan().person(attempt->staff) != nullptr;
  // A number that nobody has takes as long as a wrong PIN: by anybody's hash.
  const std::string hash = somebody                       ? known->second
                           : settings_.pin_hashes.empty() ? std::string()
                                                          : settings_.pin_hashes.begin()->second;
  server_.work([this, attempt, hash, somebody] {
    std::optional<bool> right;
    try {
      right = settings_.pin_matches(hash, attempt->pin) && somebody;
    } catch (const std::exception& fault) {
      log::error("lan", std::string("a PIN could not be checked: ") + fault.what());
    }
    server_.post([this, attempt, right] { on_pin_checked(attempt, right); });
  });
}

void Reception::on_pin_checked(const SignInPtr& attempt, std::optional<bool> right) {
  const std::string& remote = attempt->asked.request().remote;
  if (!right) {
    gate_.give_up(attempt->staff, remote);
    reply(attempt->asked.exchange,
          problem_for(domain::Refusal{domain::RefusalCode::branch_unable, {}}, attempt->asked.language));
  } else if (gate_.settle(attempt->staff, remote, *right, steady_ms()); *right) {
    open_session(attempt, attempt->asked.key);
  } else {
    if (gate_.retry_after_s(attempt->staff, remote, steady_ms()) > 0) {
      log::warn("lan", "sign-in is locked for a while after wrong PINs from " + remote);
    }
    const Unfit wrong(401, "sign_in_failed",
                      MENTING_TEXT("The staff number or the PIN is wrong. Please check both and try again."));
    reply(attempt->asked.exchange, problem_for(wrong, attempt->asked.language));
  }
  for (const auto& held : std::exchange(held_, {})) check_pin(held);
}

void Reception::refuse_locked(const SignInPtr& attempt) {
  const int wait_s = std::max(1, gate_.retry_after_s(attempt->staff, attempt->asked.request().remote, steady_ms()));
  Unfit locked(429, "too_many_attempts", MENTING_TEXT("Too many wrong PINs. Please try again in {1} s."),
               {std::to_string(wait_s)});
  locked.headers.emplace_back("Retry-After", std::to_string(wait_s));
  reply(attempt->asked.exchange, problem_for(locked, attempt->asked.language));
}

void Reception::open_session(const SignInPtr& attempt, const std::string& key) {
  const Asked& asked = attempt->asked;
  const std::string token = key.empty() ? crypto::to_hex(crypto::random_bytes(32))
                                        : crypto::hash_hex(session_secret_ + "\n" + key + "\n" + attempt->staff);
  const std::string token_hash = crypto::hash_hex(token);
  // Not of the body: a short PIN could be found again from its hash.
  const std::string fingerprint = key.empty() ? std::string() : crypto::hash_hex("sign-in\n" + attempt->staff);
  const auto opened = [this, attempt, key, token, token_hash](const desk::Receipt& receipt) {
    const Asked& by = attempt->asked;
    if (const auto* refusal = std::get_if<domain::Refusal>(&receipt)) {
      return reply(by.exchange, problem_for(*refusal, by.language));
    }
    const auto board = desk_.board();
    if (!key.empty() && board->sessions.count(token_hash) == 0) {
      // The key is of a session that is over, or of an earlier run whose tokens cannot be made again.
      return open_session(attempt, {});
    }
    reply(by.exchange, {200,
                        "application/json",
                        session_view(*desk_.plan().person(attempt->staff), *board),
                        {{"Set-Cookie", cookie_with(token, session_s)}}});
    end_expired_sessions();
  };
  try {
    post(domain::SignIn{attempt->staff, token_hash}, key, fingerprint, opened);
  } catch (const Refused& refused) {
    reply(asked.exchange, problem_for(refused.refusal, asked.language));
  }
}

void Reception::sign_out(const Asked& asked) {
  const auto signed_out = [this, asked](const desk::Receipt& receipt) {
    if (const auto* refusal = std::get_if<domain::Refusal>(&receipt)) {
      return reply(asked.exchange, problem_for(*refusal, asked.language));
    }
    reply(asked.exchange, {204, "", "", {{"Set-Cookie", cookie_with("", 0)}}});
  };
  if (asked.caller.person == nullptr) return signed_out(desk::Answer{});
  // No key: to sign out twice is to be signed out.
  post(domain::SignOut{asked.caller.person->id, asked.caller.token_hash}, {}, {}, signed_out);
}

void Reception::end_expired_sessions() {
  const std::int64_t now_ms = settings_.wall_ms();
  const auto board = desk_.board();
  for (const auto& [hash, session] : board->sessions) {
    if (now_ms - session.since_ms > session_s * std::int64_t{1000}) {
      desk_.post(desk::Request{domain::SignOut{session.staff, hash}, {}, {}, {}});
    }
  }
}

}  // namespace menting::lan
