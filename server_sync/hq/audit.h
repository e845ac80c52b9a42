#pragma once

#include <cstdint>
#include <string>
#include <vector>

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

struct AuditFilter {
  std::int64_t from_ms = 0;                  ///< included
  std::int64_t to_ms = 253'402'300'800'000;  ///< not included
  std::string user{};                        ///< empty: any, as the others
  std::string branch{};
  std::int64_t before_ms = 253'402'300'800'000;  ///< the last row of the page before, and its id
  std::string before_id{};
  std::int64_t count = 0;
};
struct AuditRow {
  std::int64_t at_ms = 0;
  std::string id{};
  Deed deed{};
};
struct AuditPage {
  std::vector<AuditRow> rows;  ///< the newest first
  std::int64_t total = 0;      ///< on all pages
  bool is_last = true;
};
AuditPage read_audit(sql::Connection& connection, const AuditFilter& filter);

/// "branches.revoke" for "/api/v1/branches/{id}/revoke".
std::string action_of(const std::string& path_pattern);

}  // namespace menting::hq
