#include "base/postgres/connection.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <utility>

namespace menting::postgres {
namespace {

/// A number that no other error has: the server answered the commit, and did not wait for its standby to the end.
constexpr const char* not_replicated = "40XX1";

/// Division by zero: how a statement says that it did not write the rows it should have.
constexpr std::string_view rows_differ = "22012";

/// libpq's words end with a line break and may have several lines.
std::string words(const char* text) {
  std::string line = text != nullptr ? text : "";
  while (!line.empty() && (line.back() == '\n' || line.back() == ' ')) line.pop_back();
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line.empty() ? "no answer from the database server" : line;
}

std::string advice(const std::string& state) {
  if (state.starts_with("28") || state == "42501") {
    return ". Check user, password and rights: the user of the connection string must own the database";
  }
  if (state == "3D000") return ". Make the database first, such as with: createdb menting";
  if (state.starts_with("53")) return ". The database server is out of space, memory or connections: give it more";
  return {};
}

/// Notices of the server are for its own log; a warning inside a commit is the one that matters here.
void keep_warning(void* warned, const PGresult* result) {
  const char* severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (severity != nullptr && std::string_view(severity) == "WARNING") *static_cast<bool*>(warned) = true;
}

}  // namespace

bool Error::passes() const {
  constexpr std::array<std::string_view, 10> passing = {rows_differ, "40001", "40P01", "55P03", "57P01",
                                                        "57P02",     "57P03", "25006", "53300", "57P05"};
  return lost_ || state_.starts_with("08") || state_ == not_replicated ||
         std::find(passing.begin(), passing.end(), state_) != passing.end();
}

Connection::Connection(const std::string& url) {
  // What the connection string says itself comes last and wins. A server that is gone must not hold a thread for long.
  constexpr std::array names = {"connect_timeout",  "keepalives_idle",  "keepalives_interval",
                                "keepalives_count", "tcp_user_timeout", "application_name",
                                "dbname",           "client_encoding",  static_cast<const char*>(nullptr)};
  const std::array values = {
      "5", "10", "5", "3", "15000", "menting-hq", url.c_str(), "UTF8", static_cast<const char*>(nullptr)};
  handle_ = PQconnectdbParams(names.data(), values.data(), 1);
  if (PQstatus(handle_) != CONNECTION_OK) {
    const std::string what = "cannot connect to PostgreSQL: " + words(PQerrorMessage(handle_));
    PQfinish(handle_);
    handle_ = nullptr;
    throw Error(what, "", true);
  }
  PQsetNoticeReceiver(handle_, keep_warning, &warned_);
  try {
    // Durable on commit whatever the server's default; nobody waits for a lock, or keeps one, for ever.
    run("SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'");
    run("SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'; SET client_min_messages = warning");
  } catch (...) {
    PQfinish(handle_);
    throw;
  }
}

Connection::~Connection() {
  PQfinish(handle_);
}

bool Connection::lost() const {
  return PQstatus(handle_) != CONNECTION_OK;
}

bool Connection::in_transaction() const {
  const auto status = PQtransactionStatus(handle_);
  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
}

std::int64_t Connection::server_version() const {
  return PQserverVersion(handle_);
}

Result Connection::checked(pg_result* raw, std::string_view sql) {
  Result result;
  result.result_.reset(raw);
  const ExecStatusType status = PQresultStatus(raw);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return result;
  const char* state = raw != nullptr ? PQresultErrorField(raw, PG_DIAG_SQLSTATE) : nullptr;
  const std::string code = state != nullptr ? state : "";
  // The message alone: the details may hold the values of a row.
  const char* primary = raw != nullptr ? PQresultErrorField(raw, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
  std::string what = "PostgreSQL: " + words(primary != nullptr ? primary : PQerrorMessage(handle_));
  if (!code.empty()) what += " (" + code + ")";
  if (!lost() && !code.empty()) what += ", at \"" + std::string(sql.substr(0, 60)) + "\"";
  throw Error(what + advice(code), code, lost() || code == "25006");
}

Result Connection::run(const std::string& sql) {
  settle();
  return checked(PQexec(handle_, sql.c_str()), sql);
}

const std::string& Connection::prepared(std::string_view sql) {
  const auto found = prepared_.find(sql);
  if (found != prepared_.end()) return found->second;
  std::string name = "s" + std::to_string(names_++);
  const std::string text(sql);
  if (PQpipelineStatus(handle_) == PQ_PIPELINE_OFF) {
    checked(PQprepare(handle_, name.c_str(), text.c_str(), 0, nullptr), sql);
  } else {
    if (PQsendPrepare(handle_, name.c_str(), text.c_str(), 0, nullptr) != 1) checked(nullptr, sql);
    pending_.push_back({text, true});
  }
  return prepared_.emplace(text, std::move(name)).first->second;
}

/// Parameters as libpq takes them.
struct Connection::Bound {
  explicit Bound(const Parameters& parameters) {
    for (const Parameters::Value& value : parameters.values_) {
      values.push_back(value.null ? nullptr : value.bytes.c_str());
      lengths.push_back(static_cast<int>(value.bytes.size()));
      formats.push_back(value.binary ? 1 : 0);
    }
  }
  int count() const { return static_cast<int>(values.size()); }
  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;
};

Result Connection::run(std::string_view sql, const Parameters& parameters) {
  if (PQpipelineStatus(handle_) != PQ_PIPELINE_OFF) {
    later(sql, parameters);
    return settle_with_last();
  }
  const std::string& name = prepared(sql);
  const Bound bound(parameters);
  return checked(PQexecPrepared(handle_, name.c_str(), bound.count(), bound.values.data(), bound.lengths.data(),
                                bound.formats.data(), 0),
                 sql);
}

void Connection::later(std::string_view sql, const Parameters& parameters) {
  if (PQpipelineStatus(handle_) == PQ_PIPELINE_OFF && PQenterPipelineMode(handle_) != 1) checked(nullptr, sql);
  const std::string& name = prepared(sql);
  const Bound bound(parameters);
  if (PQsendQueryPrepared(handle_, name.c_str(), bound.count(), bound.values.data(), bound.lengths.data(),
                          bound.formats.data(), 0) != 1) {
    checked(nullptr, sql);
  }
  pending_.push_back({std::string(sql), false});
}

void Connection::settle() {
  if (PQpipelineStatus(handle_) != PQ_PIPELINE_OFF) settle_with_last();
}

/// The result of one that was asked later; what follows a fault is known to be undone and says nothing.
void Connection::take(const Pending& pending, Result& last, std::exception_ptr& fault) {
  Result result;
  result.result_.reset(PQgetResult(handle_));
  if (result.result_) Result::Clear()(PQgetResult(handle_));  // the nothing that ends each
  const ExecStatusType status = PQresultStatus(result.result_.get());
  if (pending.prepares && status != PGRES_COMMAND_OK) prepared_.erase(pending.sql);
  if (fault) return;
  try {
    if (status == PGRES_PIPELINE_ABORTED) throw Error("PostgreSQL: not done after a fault", "40001", lost());
    last = checked(result.result_.release(), pending.sql);
  } catch (const Error&) {
    fault = std::current_exception();
  }
}

Result Connection::settle_with_last() {
  Result last;
  std::exception_ptr fault;
  const bool sent = PQpipelineSync(handle_) == 1;
  for (const Pending& pending : std::exchange(pending_, {})) take(pending, last, fault);
  if (sent) Result::Clear()(PQgetResult(handle_));  // the sync itself
  if (PQexitPipelineMode(handle_) != 1 && !fault)
    fault = std::make_exception_ptr(Error(words(PQerrorMessage(handle_)), "", true));
  if (fault) std::rethrow_exception(fault);
  return last;
}

void Connection::commit() {
  warned_ = false;
  later("COMMIT", {});
  const Result result = settle_with_last();
  // A transaction that failed before is rolled back by its COMMIT, which then says so.
  if (std::string_view(PQcmdStatus(result.result_.get())) != "COMMIT") {
    throw Error("PostgreSQL rolled the transaction back", "40001", false);
  }
  if (warned_) throw Error("PostgreSQL committed without waiting for its standby", not_replicated, false);
}

}  // namespace menting::postgres
