#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "server_sync/hq/sql.h"

namespace menting::hq {

/// What headquarters remembers of the people in its configuration, in the caller's transaction.
struct Person {
  std::int64_t signed_in_at_ms = 0;  ///< 0: never
  std::string signed_in_from;
  bool totp = false;
};

void note_sign_in(sql::Connection& connection, const std::string& user, const std::string& address,
                  std::int64_t now_ms);
std::map<std::string, Person> people(sql::Connection& connection);

struct OpenSession {
  std::string id;  ///< the beginning of its hash: enough to tell it apart, worth nothing as a cookie
  std::int64_t opened_at_ms = 0;
  std::string address;
};
/// The newest first; those that are over are left out. `hash` of the one that asks is compared by the caller.
std::vector<OpenSession> sessions_of(sql::Connection& connection, const std::string& user,
                                     std::int64_t opened_after_ms);
std::string session_id(const std::string& hash);
/// False: the user has no such session.
bool end_session(sql::Connection& connection, const std::string& user, const std::string& id);
void end_sessions(sql::Connection& connection, const std::string& user);

}  // namespace menting::hq
