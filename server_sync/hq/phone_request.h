#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "base/http/server.h"
#include "server_sync/hq/slips.h"

namespace menting::hq {

/// Who shows a slip's code.
struct SlipClaim {
  std::string branch;
  std::string code;  ///< as it was made
  std::string slip;  ///< wire::slip_key of both
};

/// POST /api/v1/slips/status {"branch","code","have","wait_s"}
struct StatusRequest {
  SlipClaim claim;
  std::string have;  ///< tag of the answer that the phone has; empty: none
  int wait_s = 0;    ///< for another answer than that
};
/// POST /api/v1/slips/ask {"branch","code","id","kind", …}
struct AskRequest {
  SlipClaim claim;
  AskRow ask;  ///< without times; `sealed` says what is asked and is read with the code alone
};

/// Or what is wrong with it, in the phone's language.
std::variant<StatusRequest, http::Response> read_status_request(const http::Request& request);
std::variant<AskRequest, http::Response> read_ask_request(const http::Request& request);

/// How long the branch may take to hear of it.
std::int64_t ask_lifetime_ms(const std::string& kind);
/// Whether a slip of this kind can be asked that.
bool may_ask(const std::string& slip_kind, const std::string& ask_kind);

}  // namespace menting::hq
