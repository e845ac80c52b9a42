#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "server_sync/hq/changes.h"
#include "server_sync/hq/sql.h"

namespace menting::hq {

/// A branch as far as it matters for what it is told.
struct ChainBranch {
  std::string id;
  std::string name;
  std::string tier;
  std::string region;
};

/// "chain", "tier:flagship", "region:华北", "branch:BJ-0001".
bool is_scope(const std::string& scope);
bool covers(const std::string& scope, const ChainBranch& branch);
/// Not revoked, in one of the regions (none: all), by id.
std::vector<ChainBranch> branches_of(sql::Connection& connection, const std::string& scope,
                                     const std::vector<std::string>& regions);

/// A version of a scope's document. `state`: draft, rolling (some branches have it), general (all have it, and new
/// ones get it), stopped, past (another one became general).
struct ConfigurationVersion {
  std::string scope;
  std::int64_t version = 0;
  std::string text;
  std::string note;
  std::int64_t made_at_ms = 0;
  std::string made_by;
  std::string state;
};

std::vector<std::string> configured_scopes(sql::Connection& connection);
/// Newest first.
std::vector<ConfigurationVersion> versions_of(sql::Connection& connection, const std::string& scope);
std::optional<ConfigurationVersion> find_version(sql::Connection& connection, const std::string& scope,
                                                 std::int64_t version);
ConfigurationVersion add_version(sql::Connection& connection, ConfigurationVersion draft);

/// What these branches have of the scope is this version from now on.
void give_version(sql::Connection& connection, const ConfigurationVersion& version, std::span<const ChainBranch> to,
                  std::int64_t now_ms);
/// All of the scope have it.
void make_general(sql::Connection& connection, const ConfigurationVersion& version, std::int64_t now_ms);
/// Whoever has not applied it goes back to what is general.
void stop_version(sql::Connection& connection, const ConfigurationVersion& version, std::int64_t now_ms);

/// Scope and version, the widest first: what a branch has.
using VersionsOf = std::vector<std::pair<std::string, std::int64_t>>;
VersionsOf versions_for(sql::Connection& connection, const ChainBranch& branch);
/// Of every branch that was given another version than the general one.
std::map<std::string, std::map<std::string, std::int64_t>> given_versions(sql::Connection& connection);
/// All documents over each other, narrower ones go before; as if the branch had `instead`, where that is given.
std::string configuration_text(sql::Connection& connection, const ChainBranch& branch,
                               const ConfigurationVersion* instead = nullptr);

/// Tells branches what they have, where that has changed since they were told last.
void send_configuration(sql::Connection& connection, std::span<const ChainBranch> branches, std::int64_t now_ms);
/// Tells branches that are new, or of another tier or region than they were.
void send_configuration_to_changed(sql::Connection& connection, std::int64_t now_ms);

/// What a branch was told and what it said of it.
struct ConfigurationStanding {
  std::string made_for;
  std::int64_t sent = 0;
  std::int64_t sent_at_ms = 0;
  std::int64_t applied = 0;
  std::int64_t refused = 0;
  std::int64_t said_at_ms = 0;
  std::string fault;
  const char* state() const;  ///< none, waiting, applied, refused
};
std::map<std::string, ConfigurationStanding> configuration_standings(sql::Connection& connection);
/// A branch's own word, from its events.
void record_configuration(sql::Connection& connection, const std::string& branch, const ConfigurationChange& said);

}  // namespace menting::hq
