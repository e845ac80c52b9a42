#pragma once

#include <memory>
#include <string>

#include "server_sync/hq/open_store.h"
#include "server_sync/hq/schema.h"
#include "server_sync/hq/sql.h"
#include "tests/support/scratch_folder.h"

namespace menting::tests {

enum class Kind { sqlite, postgresql };

/// An empty database of either kind: what holds for one has to hold for the other.
class AnyDatabase {
 public:
  explicit AnyDatabase(Kind kind);

  std::unique_ptr<hq::SqlStore> open() const { return hq::open_store(place_); }
  /// A connection beside the store, to look at what it wrote or to spoil it.
  std::unique_ptr<hq::sql::Connection> connect() const;
  void run(const std::string& sql) const { connect()->run(sql); }
  std::int64_t number(const std::string& sql) const;
  const hq::Place& place() const { return place_; }

 private:
  ScratchFolder folder_;
  hq::Place place_;
};

}  // namespace menting::tests
