#pragma once

#include <cstdint>
#include <string>

#include "server_sync/hq/open_store.h"
#include "server_sync/hq/settings.h"

namespace menting::hq {

/// The program's commands. Each prints to standard output, complaints to standard error, and returns the exit code: 0
/// fine, 1 the work failed, 2 wrong use. They work while the server runs.

int serve(const Settings& settings, const std::string& data_folder, const std::string& assets_folder);
/// `tier` and `region` may be empty.
int add_branch(const Place& place, const std::string& id, const std::string& name, const std::string& tier,
               const std::string& region);
int make_code(const Place& place, const std::string& id);
int revoke_branch(const Place& place, const std::string& id);
/// Somebody has looked into a branch's alarms: they are gone.
int acknowledge_alarms(const Place& place, const std::string& id);
int list_branches(const Place& place, bool json);
int list_events(const Place& place, const std::string& id, std::int64_t from_seq);
int verify(const Place& place);
/// Reads a password from standard input and prints its hash for the configuration.
int hash_password();

}  // namespace menting::hq
