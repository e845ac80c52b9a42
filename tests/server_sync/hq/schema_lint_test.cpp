// The branch comes first in every key and stands in every statement, so that branches can be spread over databases.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>

#include "tests/server_sync/hq/any_database.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::AnyDatabase;
using tests::Kind;

namespace {

/// Keys that begin with something else, and why.
const std::map<std::string, std::string> exceptions = {
    {"audit.at", "of people, in order of time"},
    {"branch.id", "the list of branches itself"},
    {"code.hash", "a device that joins has a code and nothing else"},
    {"credential.hash", "a request says who it is by its credential"},
    {"derived.id", "one row, of the program"},
    {"person.user_id", "of people, not of branches"},
    {"recovery_code.user_id", "of people, not of branches"},
    {"schema_version.version", "of the program"},
    {"sealing_key.id", "one row, of headquarters"},
    {"session.hash", "of people, not of branches"},
    {"signing_key.id", "one row, of headquarters"},
    {"configuration.scope", "documents of headquarters, for many branches"},
    {"announcement.id", "of headquarters, for many branches"},
    {"picture.name", "of headquarters, for many branches"},
};

constexpr const char* first_columns_sqlite =
    "SELECT DISTINCT m.name || '.' || c.name FROM sqlite_schema m, pragma_index_list(m.name) i, "
    "pragma_index_info(i.name) c WHERE m.type = 'table' AND c.seqno = 0 UNION "
    "SELECT m.name || '.' || t.name FROM sqlite_schema m, pragma_table_info(m.name) t WHERE m.type = 'table' AND t.pk "
    "= 1";
constexpr const char* first_columns_postgres =
    "SELECT DISTINCT c.relname || '.' || a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
    "JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public' "
    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] WHERE NOT c.relispartition";

std::set<std::string> first_columns(const AnyDatabase& database) {
  const auto connection = database.connect();
  auto& found = connection->statement(database.place().in_one_file() ? first_columns_sqlite : first_columns_postgres);
  std::set<std::string> all;
  while (found.step()) all.insert(found.text(0));
  return all;
}

std::set<std::string> tables_of_branches(const AnyDatabase& database) {
  const auto connection = database.connect();
  auto& found = connection->statement(
      "SELECT DISTINCT m.name FROM sqlite_schema m, pragma_table_info(m.name) t WHERE m.type = 'table' AND t.name = "
      "'branch'");
  std::set<std::string> all;
  while (found.step()) all.insert(found.text(0));
  return all;
}

/// Literals that stand behind each other are one, as to the compiler.
std::vector<std::string> literals(const std::string& source) {
  std::vector<std::string> all;
  const std::regex one(R"re("((?:[^"\\\n]|\\.)*)")re");
  std::size_t end = 0;
  for (std::sregex_iterator at(source.begin(), source.end(), one), none; at != none; ++at) {
    const auto from = static_cast<std::size_t>(at->position());
    const bool goes_on = !all.empty() && source.substr(end, from - end).find_first_not_of(" \n") == std::string::npos;
    if (goes_on) {
      all.back() += (*at)[1].str();
    } else {
      all.push_back((*at)[1].str());
    }
    end = from + static_cast<std::size_t>(at->length());
  }
  return all;
}

/// Statements about rows of branches that say nothing of which one.
std::vector<std::string> without_branch(const std::string& source, const std::set<std::string>& tables) {
  std::vector<std::string> found;
  for (const std::string& text : literals(source)) {
    for (const std::string& table : tables) {
      const std::regex about(R"((FROM|INTO|UPDATE|JOIN) )" + table + R"(\b)");
      if (std::regex_search(text, about) && !std::regex_search(text, std::regex(R"(\bbranch\b)"))) {
        found.push_back(text);
      }
    }
  }
  return found;
}

}  // namespace

TEST_CASE("the branch comes first in every key of every table") {
  const AnyDatabase database(GENERATE(Kind::sqlite, Kind::postgresql));
  const auto found = first_columns(database);
  CHECK(found.contains("event_batch.branch"));
  CHECK(found.contains("quarantine.branch"));
  for (const std::string& column : found) {
    CAPTURE(column);
    const bool fine = column.ends_with(".branch") || exceptions.contains(column);
    CHECK(fine);
  }
}

TEST_CASE("every statement about rows of branches says of which one") {
  const auto tables = tables_of_branches(AnyDatabase(Kind::sqlite));
  REQUIRE(tables.contains("live_ticket"));
  for (const auto& file : std::filesystem::directory_iterator(MENTING_SOURCE_DIR "/server_sync/hq")) {
    std::ifstream in(file.path());
    for (const std::string& text : without_branch(std::string(std::istreambuf_iterator<char>(in), {}), tables)) {
      FAIL_CHECK(file.path().filename().string() + ": " + text);
    }
  }
  CHECK(without_branch(R"(statement("SELECT count(*) " "FROM event_batch");)", tables).size() == 1);
  CHECK(without_branch(R"(statement("SELECT 1 FROM event_batch " "WHERE branch = $1");)", tables).empty());
}
