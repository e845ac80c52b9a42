#include "server_sync/hq/configuration_composer.h"

#include <array>
#include <nlohmann/json.hpp>

#include "base/crypto/crypto.h"
#include "base/toml/overlay.h"
#include "server_sync/hq/directives.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

std::array<std::string, 4> scopes_of(const ChainBranch& branch) {
  return {"chain", "tier:" + branch.tier, "region:" + branch.region, "branch:" + branch.id};
}

std::string made_for(const ChainBranch& branch) {
  return branch.tier + "\n" + branch.region;
}

/// What was told last is known by its digest.
std::string digest_of(const std::string& toml, const std::string& announcements) {
  return crypto::hash_hex(toml + "\n" + announcements);
}

struct Told {
  std::string digest;
  std::int64_t sent = 0;
};

Told told_to(sql::Connection& connection, const std::string& branch) {
  auto& row = connection.statement("SELECT digest, sent FROM configuration_state WHERE branch = $1").bind(1, branch);
  Told told;
  if (row.step()) told = {row.text(0), row.integer(1)};
  row.reset();
  return told;
}

void save_told(sql::Connection& connection, const ChainBranch& branch, const Told& told, std::int64_t now_ms) {
  connection
      .statement(
          "INSERT INTO configuration_state (branch, made_for, digest, sent, sent_at, applied, refused, said_at, fault) "
          "VALUES ($1, $2, $3, $4, $5, 0, 0, 0, '') ON CONFLICT (branch) DO UPDATE SET made_for = excluded.made_for, "
          "digest = excluded.digest, sent = excluded.sent, sent_at = excluded.sent_at, fault = CASE WHEN "
          "configuration_state.sent = excluded.sent THEN configuration_state.fault ELSE '' END")
      .bind(1, branch.id)
      .bind(2, made_for(branch))
      .bind(3, told.digest)
      .bind(4, told.sent)
      .bind(5, now_ms)
      .run();
}

void send(sql::Connection& connection, ConfigurationComposer& composer, std::span<const ChainBranch> branches,
          std::int64_t now_ms) {
  for (const ChainBranch& branch : branches) {
    const std::string& toml = composer.text(branch);
    const std::string news = composer.announcements_json(branch);
    const Told before = told_to(connection, branch.id);
    const bool nothing = before.sent == 0 && toml.empty() && news == "[]";
    Told told{digest_of(toml, news), before.sent};
    if (nothing) continue;
    const bool changed = told.digest != before.digest;
    if (changed) ++told.sent;
    save_told(connection, branch, told, now_ms);
    if (!changed) continue;
    const Json body{{"version", told.sent}, {"toml", toml}, {"announcements", Json::parse(news)}};
    put_directive(connection, branch.id, "configuration", body.dump(), now_ms);
  }
}

}  // namespace

ConfigurationComposer::ConfigurationComposer(sql::Connection& connection, std::int64_t now_ms)
    : connection_(connection),
      given_(given_versions(connection)),
      announcements_(current_announcements(connection, now_ms)) {
  auto& rows = connection.statement("SELECT scope, version FROM configuration WHERE state = 'general'");
  while (rows.step()) general_[rows.text(0)] = rows.integer(1);
}

VersionsOf ConfigurationComposer::versions(const ChainBranch& branch) const {
  VersionsOf all;
  const auto given = given_.find(branch.id);
  for (const std::string& scope : scopes_of(branch)) {
    std::int64_t version = 0;
    if (const auto found = general_.find(scope); found != general_.end()) version = found->second;
    if (given != given_.end()) {
      if (const auto found = given->second.find(scope); found != given->second.end()) version = found->second;
    }
    if (instead_ != nullptr && instead_->scope == scope) version = instead_->version;
    if (version != 0) all.emplace_back(scope, version);
  }
  return all;
}

const std::string& ConfigurationComposer::text_of(const std::string& scope, std::int64_t version) {
  const auto [found, is_new] = documents_.try_emplace({scope, version});
  if (is_new) {
    if (const auto document = find_version(connection_, scope, version)) found->second = document->text;
  }
  return found->second;
}

const std::string& ConfigurationComposer::text(const ChainBranch& branch) {
  const VersionsOf of = versions(branch);
  const auto [found, is_new] = texts_.try_emplace(of);
  if (!is_new) return found->second;
  std::string merged;
  for (const auto& [scope, version] : of) {
    // One document stays as it was written, with its comments.
    merged = merged.empty() ? text_of(scope, version) : toml_reader::overlaid(merged, text_of(scope, version));
  }
  return found->second = std::move(merged);
}

std::string ConfigurationComposer::announcements_json(const ChainBranch& branch) const {
  Json list = Json::array();
  for (const AnnouncementRow& row : announcements_) {
    if (!covers(row.scope, branch)) continue;
    list.push_back({{"title", Json::parse(row.title)},
                    {"text", Json::parse(row.text)},
                    {"from", row.from},
                    {"until", row.until},
                    {"picture", row.picture}});
  }
  return list.dump();
}

VersionsOf versions_for(sql::Connection& connection, const ChainBranch& branch) {
  return ConfigurationComposer(connection, 0).versions(branch);
}

std::string configuration_text(sql::Connection& connection, const ChainBranch& branch,
                               const ConfigurationVersion* instead) {
  ConfigurationComposer composer(connection, 0);
  if (instead != nullptr) composer.pretend(*instead);
  return composer.text(branch);
}

void send_configuration(sql::Connection& connection, std::span<const ChainBranch> branches, std::int64_t now_ms) {
  ConfigurationComposer composer(connection, now_ms);
  send(connection, composer, branches, now_ms);
}

void send_configuration_to_changed(sql::Connection& connection, std::int64_t now_ms) {
  const auto standings = configuration_standings(connection);
  std::vector<ChainBranch> changed;
  for (ChainBranch& branch : branches_of(connection, "chain", {})) {
    const auto standing = standings.find(branch.id);
    if (standing == standings.end() || standing->second.made_for != made_for(branch))
      changed.push_back(std::move(branch));
  }
  if (!changed.empty()) send_configuration(connection, changed, now_ms);
}

}  // namespace menting::hq
