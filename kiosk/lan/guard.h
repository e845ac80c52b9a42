#pragma once

#include <string>
#include <vector>

#include "base/http/server.h"
#include "kiosk/desk/board.h"
#include "kiosk/domain/plan.h"
#include "kiosk/lan/routes.h"

namespace menting::lan {

constexpr const char* session_cookie = "menting_session";
constexpr int session_s = 12 * 3600;

/// Who sent a request.
struct Caller {
  bool kiosk = false;                         ///< the kiosk itself, by its credential, from this machine
  const domain::StaffPlan* person = nullptr;  ///< who is signed in
  std::string token_hash;                     ///< of the person's session

  /// Stands in the fingerprint of a request: the same for every session of a person.
  std::string name() const;
};

/// Throws Unfit 421 for a Host that is neither this machine's loopback nor allowed: a page of another name that
/// resolves to this address (DNS rebinding) gets nothing.
void check_host(const http::Request& request, const std::vector<std::string>& allowed_hosts);
/// Throws Unfit 403 for an unsafe request that a browser sent for another site's page.
void check_origin(const http::Request& request);

/// `now_ms` is the wall clock. An unknown or expired session is nobody's.
Caller identify(const http::Request& request, const desk::Board& board, const domain::Plan& plan,
                const std::string& kiosk_token, std::int64_t now_ms);
/// Throws Unfit 401 or 403.
void check_access(Access access, const Caller& caller);

/// The Idempotency-Key in lower case, empty when there is none. Throws Unfit 422 for one that is no UUID.
std::string idempotency_key(const http::Request& request);

/// Headers that every answer carries.
http::Headers security_headers();

}  // namespace menting::lan
