#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "server_sync/hq/sql.h"
#include "server_sync/wire/directive.h"

namespace menting::hq {

struct Place;

/// Headquarters' Ed25519 pair, with which it signs what it says to branches. A row, so that every headquarters on the
/// database has the same.
struct SigningKey {
  std::string public_key;  ///< base 64
  std::string secret_key;  ///< bytes
};

/// The database's pair; the first one to ask makes it. In a transaction of its own.
SigningKey signing_key(sql::Connection& connection);

/// `body` is what the branch has under `name` from now on. The branch's version moves on and who waits for it is told;
/// when the body is what it was, nothing happens. In the caller's transaction.
void put_directive(sql::Connection& connection, const std::string& branch, const std::string& name,
                   const std::string& body, std::int64_t now_ms);

/// Those of `branch` that are newer than `have`, signed; none when there are none. A branch that knows more than this
/// database (it was put back to an older state) gets all of them anew, under numbers behind its own: this then writes.
std::optional<wire::Directives> directives_behind(sql::Connection& connection, const std::string& branch,
                                                  std::int64_t have, const SigningKey& key);

/// Changes whenever any branch's version does. Cheap.
std::int64_t directive_sum(sql::Connection& connection);
/// Every branch's version.
std::map<std::string, std::int64_t> directive_versions(sql::Connection& connection);

}  // namespace menting::hq
