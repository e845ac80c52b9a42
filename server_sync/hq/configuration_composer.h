#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "server_sync/hq/announcements.h"
#include "server_sync/hq/configuration.h"

namespace menting::hq {

/// Puts together what branches are told, for many of one moment: those that have the same documents share the work.
class ConfigurationComposer {
 public:
  ConfigurationComposer(sql::Connection& connection, std::int64_t now_ms);

  /// As if every branch had `instead` of its scope.
  void pretend(const ConfigurationVersion& instead) { instead_ = &instead; }
  VersionsOf versions(const ChainBranch& branch) const;
  const std::string& text(const ChainBranch& branch);
  std::string announcements_json(const ChainBranch& branch) const;

 private:
  const std::string& text_of(const std::string& scope, std::int64_t version);

  sql::Connection& connection_;
  std::map<std::string, std::int64_t> general_;
  std::map<std::string, std::map<std::string, std::int64_t>> given_;
  std::vector<AnnouncementRow> announcements_;
  const ConfigurationVersion* instead_ = nullptr;
  std::map<std::pair<std::string, std::int64_t>, std::string> documents_;
  std::map<VersionsOf, std::string> texts_;
};

}  // namespace menting::hq
