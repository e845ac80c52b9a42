#include "kiosk/lan/guard.h"

#include <algorithm>

#include "base/crypto/crypto.h"
#include "base/http/address.h"
#include "base/http/target.h"
#include "base/text/catalog.h"
#include "kiosk/lan/unfit.h"

namespace menting::lan {
namespace {

bool same_site(std::string_view origin, std::string_view host) {
  for (const std::string_view scheme : {std::string_view("http://"), std::string_view("https://")}) {
    if (origin.starts_with(scheme)) return http::same_name(origin.substr(scheme.size()), host);
  }
  return false;
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (dash ? c != '-' : !hex) return false;
  }
  return true;
}

bool may(Access access, const Caller& caller) {
  const bool staff = caller.person != nullptr;
  switch (access) {
    case Access::open:
      return true;
    case Access::staff:
      return staff;
    case Access::taker:
      return staff || caller.kiosk;
    case Access::clerk:
      return staff &&
             (has_role(*caller.person, domain::Role::clerk) || has_role(*caller.person, domain::Role::manager));
    case Access::technician:
      return staff &&
             (has_role(*caller.person, domain::Role::technician) || has_role(*caller.person, domain::Role::manager));
    case Access::counter:
      return may(Access::clerk, caller) || may(Access::technician, caller);
    case Access::manager:
      return staff && has_role(*caller.person, domain::Role::manager);
  }
  return false;
}

}  // namespace

std::string Caller::name() const {
  if (person != nullptr) return "staff:" + person->id;
  return kiosk ? "kiosk" : "anyone";
}

void check_host(const http::Request& request, const std::vector<std::string>& allowed_hosts) {
  const std::string host = http::host_name(request.header("Host"));
  const bool allowed = std::any_of(allowed_hosts.begin(), allowed_hosts.end(),
                                   [&](const std::string& name) { return http::same_name(name, host); });
  if (!allowed && !http::is_loopback(host)) {
    throw Unfit(421, "host_unknown",
                MENTING_TEXT("This branch does not go by the name \"{1}\". Use its address, or add the name to "
                             "allowed_hosts in its configuration."),
                {host});
  }
}

void check_origin(const http::Request& request) {
  const std::string_view origin = request.header("Origin");
  const std::string_view site = request.header("Sec-Fetch-Site");
  const bool other_site = !site.empty() && !http::same_name(site, "same-origin") && !http::same_name(site, "none");
  if (other_site || (!origin.empty() && !same_site(origin, request.header("Host")))) {
    throw Unfit(403, "origin_mismatch",
                MENTING_TEXT("A page of another site may not do this. Please use the branch's own pages."));
  }
}

Caller identify(const http::Request& request, const desk::Board& board, const domain::Plan& plan,
                const std::string& kiosk_token, std::int64_t now_ms) {
  Caller caller;
  constexpr std::string_view scheme = "Bearer ";
  const std::string_view authorization = request.header("Authorization");
  if (!kiosk_token.empty() && request.loopback && authorization.starts_with(scheme)) {
    caller.kiosk = crypto::equal_secret(authorization.substr(scheme.size()), kiosk_token);
  }
  const std::string_view token = request.cookie(session_cookie);
  if (token.empty()) return caller;
  const auto session = board.sessions.find(crypto::hash_hex(token));
  if (session == board.sessions.end()) return caller;
  if (now_ms - session->second.since_ms > session_s * std::int64_t{1000}) return caller;
  caller.person = plan.person(session->second.staff);
  caller.token_hash = session->first;
  return caller;
}

void check_access(Access access, const Caller& caller) {
  if (may(access, caller)) return;
  if (caller.person == nullptr && !caller.kiosk) {
    Unfit unfit(401, "not_signed_in",
                MENTING_TEXT("You are not signed in. Please sign in with your staff number and PIN."));
    unfit.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"menting\"");
    throw unfit;
  }
  throw Unfit(403, "role_missing", MENTING_TEXT("You are not allowed to do this. Please ask the manager."));
}

std::string idempotency_key(const http::Request& request) {
  std::string key(request.header("Idempotency-Key"));
  if (key.empty()) return key;
  if (!is_uuid(key)) throw invalid_field("Idempotency-Key");
  std::transform(key.begin(), key.end(), key.begin(),
                 [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; });
  return key;
}

http::Headers security_headers() {
  return {{"Content-Security-Policy",
           "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"},
          {"X-Content-Type-Options", "nosniff"},
          {"X-Frame-Options", "DENY"},
          {"Referrer-Policy", "no-referrer"},
          {"Cross-Origin-Resource-Policy", "same-origin"}};
}

}  // namespace menting::lan
