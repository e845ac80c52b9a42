#pragma once

#include <string>
#include <vector>

#include "tests/support/scratch_folder.h"

namespace menting::tests {

/// A real PostgreSQL of its own, on a socket in a scratch folder, with fsync on (in memory, for speed: it survives
/// crashes of the server, which is what tests make). As root it runs as user postgres (or
/// nobody), which PostgreSQL insists on.
class PostgresServer {
 public:
  explicit PostgresServer(Kept kept = Kept::in_memory);
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  /// A new empty database: where to connect to it.
  std::string new_database();
  void start();
  void stop(const std::string& mode);  ///< fast or immediate, which is a crash
  /// Takes one of the server's own programs, such as pg_dump, to its end; throws when it fails.
  void run(const std::string& program, const std::vector<std::string>& arguments) const;
  std::string url(const std::string& database) const;

 private:
  void as_owner(const std::string& program, const std::vector<std::string>& arguments) const;

  ScratchFolder folder_;
  std::string programs_;  ///< the folder of initdb and pg_ctl
  int databases_ = 0;
};

/// The one that all tests of a program share, started by the first of them.
PostgresServer& shared_postgres();

}  // namespace menting::tests
