#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct pg_conn;
struct pg_result;

/// PostgreSQL behind values and exceptions; the only folder that includes libpq-fe.h.
namespace menting::postgres {

/// What went wrong, in the server's words, and its SQLSTATE (empty where it was never reached).
class Error : public std::runtime_error {
 public:
  Error(const std::string& what, std::string state, bool lost)
      : std::runtime_error(what), state_(std::move(state)), lost_(lost) {}
  const std::string& state() const { return state_; }
  /// The same again may succeed: a deadlock, a serialization failure, a lock not given, a server that stops, starts or
  /// is only a standby now, a connection that is gone.
  bool passes() const;
  /// The connection is gone, or of no more use.
  bool lost() const { return lost_; }

 private:
  std::string state_;
  bool lost_;
};

/// What $1, $2 … stand for in one execution.
class Parameters {
 public:
  void clear();
  void set(int index, std::int64_t value);
  void set(int index, std::string_view text);  ///< also bytes, for a bytea
  void set_null(int index);
  void set(int index, std::span<const std::int64_t> values);            ///< bigint[]
  void set(int index, std::span<const std::string_view> values);        ///< text[]
  void set_blobs(int index, std::span<const std::string_view> values);  ///< bytea[]

 private:
  friend class Connection;
  struct Value {
    std::string bytes;
    bool binary = false;
    bool null = true;
  };
  Value& at(int index);
  void set_array(int index, std::int32_t type, std::span<const std::string_view> values);
  std::vector<Value> values_;
};

/// All rows of one execution.
class Result {
 public:
  Result() = default;
  int rows() const;
  std::int64_t affected() const;
  std::int64_t integer(int row, int column) const;  ///< a boolean is 0 or 1, NULL is 0
  std::string text(int row, int column) const;
  std::string bytes(int row, int column) const;  ///< of a bytea
  bool is_null(int row, int column) const;

 private:
  friend class Connection;
  struct Clear {
    void operator()(pg_result* result) const;
  };
  std::unique_ptr<pg_result, Clear> result_;
};

/// A connection. One thread at a time.
class Connection {
 public:
  /// `url`: "postgresql://…", with several hosts where there are several. Throws Error, without the password.
  explicit Connection(const std::string& url);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// One or more statements without parameters; the last one's rows.
  Result run(const std::string& sql);
  /// A statement with parameters, prepared when it is first met.
  Result run(std::string_view sql, const Parameters& parameters);
  /// The same without waiting: it goes with what is asked next, and its fault comes then, or from settle().
  void later(std::string_view sql, const Parameters& parameters);
  /// Waits for what was asked later; throws the first fault of it, after which nothing of the rest was done.
  void settle();
  /// Commits. Throws Error that passes when the server gave up waiting for its standby: what is committed then may be
  /// lost with it, and nobody may be told.
  void commit();
  bool in_transaction() const;
  bool lost() const;
  std::int64_t server_version() const;  ///< 150018 for 15.18

 private:
  struct Pending {
    std::string sql;
    bool prepares = false;
  };
  struct Bound;
  const std::string& prepared(std::string_view sql);
  Result settle_with_last();
  void take(const Pending& pending, Result& last, std::exception_ptr& fault);
  Result checked(pg_result* result, std::string_view sql);

  pg_conn* handle_ = nullptr;
  bool warned_ = false;
  std::vector<Pending> pending_{};
  int names_ = 0;
  std::map<std::string, std::string, std::less<>> prepared_;  ///< by their text: the server's names for them
};

}  // namespace menting::postgres
