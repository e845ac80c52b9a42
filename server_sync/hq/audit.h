#pragma once

#include <cstdint>
#include <string>

#include "server_sync/hq/sql.h"

namespace menting::hq {

/// What somebody did, or tried. Never what they typed: no passwords, no codes, no data of customers.
struct Deed {
  std::string user;     ///< empty: somebody without a name here; "command line": who works on the machine itself
  std::string action;   ///< "branches.revoke"; of the command line "command.branch.revoke"
  std::string branch;   ///< which one it was about; may be empty
  std::string about;    ///< what else it was about, such as a version or an id
  int status = 0;       ///< of the answer
  std::string refusal;  ///< its code, where it was refused
  std::string address;
};

/// In the caller's transaction.
void record(sql::Connection& connection, const Deed& deed, std::int64_t now_ms);

/// "branches.revoke" for "/api/v1/branches/{id}/revoke".
std::string action_of(const std::string& path_pattern);

}  // namespace menting::hq
