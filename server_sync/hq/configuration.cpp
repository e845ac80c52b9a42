#include "server_sync/hq/configuration.h"

#include <algorithm>

#include "server_sync/hq/scope.h"

namespace menting::hq {
namespace {

constexpr const char* version_columns =
    "SELECT scope, version, text, note, made_at, made_by, state FROM configuration ";

ConfigurationVersion version_at(const sql::Statement& row) {
  return {row.text(0), row.integer(1), row.text(2), row.text(3), row.integer(4), row.text(5), row.text(6)};
}

void set_state(sql::Connection& connection, const ConfigurationVersion& version, const char* state) {
  connection.statement("UPDATE configuration SET state = $3 WHERE scope = $1 AND version = $2")
      .bind(1, version.scope)
      .bind(2, version.version)
      .bind(3, state)
      .run();
}

}  // namespace

bool is_scope(const std::string& scope) {
  constexpr std::size_t longest = 100;
  if (scope == "chain") return true;
  if (scope.size() > longest) return false;
  for (const std::string_view kind : {"tier:", "region:", "branch:"}) {
    if (scope.starts_with(kind)) return scope.size() > kind.size();
  }
  return false;
}

bool covers(const std::string& scope, const ChainBranch& branch) {
  return scope == "chain" || scope == "tier:" + branch.tier || scope == "region:" + branch.region ||
         scope == "branch:" + branch.id;
}

std::vector<ChainBranch> branches_of(sql::Connection& connection, const std::string& scope,
                                     const std::vector<std::string>& regions) {
  std::vector<ChainBranch> all;
  auto& rows = connection.statement("SELECT id, name, tier, region FROM branch WHERE revoked_at IS NULL" +
                                    scope_sql(regions, "id") + " ORDER BY id");
  while (rows.step()) {
    ChainBranch branch{rows.text(0), rows.text(1), rows.text(2), rows.text(3)};
    if (covers(scope, branch)) all.push_back(std::move(branch));
  }
  return all;
}

std::vector<std::string> configured_scopes(sql::Connection& connection) {
  std::vector<std::string> scopes;
  auto& rows = connection.statement("SELECT DISTINCT scope FROM configuration ORDER BY scope");
  while (rows.step()) scopes.push_back(rows.text(0));
  return scopes;
}

std::vector<ConfigurationVersion> versions_of(sql::Connection& connection, const std::string& scope) {
  std::vector<ConfigurationVersion> versions;
  auto& rows = connection.statement(std::string(version_columns) + "WHERE scope = $1 ORDER BY version DESC");
  rows.bind(1, scope);
  while (rows.step()) versions.push_back(version_at(rows));
  return versions;
}

std::optional<ConfigurationVersion> find_version(sql::Connection& connection, const std::string& scope,
                                                 std::int64_t version) {
  auto& row = connection.statement(std::string(version_columns) + "WHERE scope = $1 AND version = $2");
  row.bind(1, scope).bind(2, version);
  if (!row.step()) return std::nullopt;
  auto found = version_at(row);
  row.reset();
  return found;
}

ConfigurationVersion add_version(sql::Connection& connection, ConfigurationVersion draft) {
  auto& newest = connection.statement("SELECT COALESCE(MAX(version), 0) FROM configuration WHERE scope = $1");
  newest.bind(1, draft.scope);
  draft.version = (newest.step() ? newest.integer(0) : 0) + 1;
  newest.reset();
  draft.state = "draft";
  connection
      .statement(
          "INSERT INTO configuration (scope, version, text, note, made_at, made_by, state) VALUES ($1, $2, $3, $4, $5, "
          "$6, $7)")
      .bind(1, draft.scope)
      .bind(2, draft.version)
      .bind(3, draft.text)
      .bind(4, draft.note)
      .bind(5, draft.made_at_ms)
      .bind(6, draft.made_by)
      .bind(7, draft.state)
      .run();
  return draft;
}

void give_version(sql::Connection& connection, const ConfigurationVersion& version, std::span<const ChainBranch> to,
                  std::int64_t now_ms) {
  for (const ChainBranch& branch : to) {
    connection
        .statement(
            "INSERT INTO configuration_given (branch, scope, version) VALUES ($1, $2, $3) ON CONFLICT (branch, scope) "
            "DO UPDATE SET version = excluded.version")
        .bind(1, branch.id)
        .bind(2, version.scope)
        .bind(3, version.version)
        .run();
  }
  if (version.state != "general") set_state(connection, version, "rolling");
  send_configuration(connection, to, now_ms);
}

void make_general(sql::Connection& connection, const ConfigurationVersion& version, std::int64_t now_ms) {
  connection.statement("UPDATE configuration SET state = 'past' WHERE scope = $1 AND state IN ('general', 'rolling')")
      .bind(1, version.scope)
      .run();
  set_state(connection, version, "general");
  connection.statement("DELETE FROM configuration_given WHERE branch IS NOT NULL AND scope = $1")
      .bind(1, version.scope)
      .run();
  send_configuration(connection, branches_of(connection, version.scope, {}), now_ms);
}

void stop_version(sql::Connection& connection, const ConfigurationVersion& version, std::int64_t now_ms) {
  const auto standings = configuration_standings(connection);
  const auto given = given_versions(connection);
  std::vector<ChainBranch> back;
  for (ChainBranch& branch : branches_of(connection, version.scope, {})) {
    const auto of_branch = given.find(branch.id);
    if (of_branch == given.end()) continue;
    const auto of_scope = of_branch->second.find(version.scope);
    if (of_scope == of_branch->second.end() || of_scope->second != version.version) continue;
    const auto standing = standings.find(branch.id);
    if (standing != standings.end() && std::string(standing->second.state()) == "applied") continue;
    connection.statement("DELETE FROM configuration_given WHERE branch = $1 AND scope = $2")
        .bind(1, branch.id)
        .bind(2, version.scope)
        .run();
    back.push_back(std::move(branch));
  }
  set_state(connection, version, "stopped");
  send_configuration(connection, back, now_ms);
}

std::map<std::string, std::map<std::string, std::int64_t>> given_versions(sql::Connection& connection) {
  std::map<std::string, std::map<std::string, std::int64_t>> given;
  auto& rows = connection.statement("SELECT branch, scope, version FROM configuration_given");
  while (rows.step()) given[rows.text(0)][rows.text(1)] = rows.integer(2);
  return given;
}

const char* ConfigurationStanding::state() const {
  if (sent == 0) return "none";
  if (refused == sent) return "refused";
  return applied == sent ? "applied" : "waiting";
}

std::map<std::string, ConfigurationStanding> configuration_standings(sql::Connection& connection) {
  std::map<std::string, ConfigurationStanding> all;
  auto& rows = connection.statement(
      "SELECT branch, made_for, sent, sent_at, applied, refused, said_at, fault FROM configuration_state");
  while (rows.step()) {
    all[rows.text(0)] = {rows.text(1),    rows.integer(2), rows.integer(3), rows.integer(4),
                         rows.integer(5), rows.integer(6), rows.text(7)};
  }
  return all;
}

void record_configuration(sql::Connection& connection, const std::string& branch, const ConfigurationChange& said) {
  const char* applied =
      "UPDATE configuration_state SET applied = $2, refused = CASE WHEN refused = $2 THEN 0 ELSE refused END, "
      "said_at = $3, fault = CASE WHEN refused = $2 THEN '' ELSE fault END WHERE branch = $1";
  const char* refused = "UPDATE configuration_state SET refused = $2, said_at = $3, fault = $4 WHERE branch = $1";
  auto& record = connection.statement(said.refused ? refused : applied);
  record.bind(1, branch).bind(2, said.version).bind(3, said.at_ms);
  if (said.refused) record.bind(4, said.fault);
  record.run();
}

}  // namespace menting::hq
