#pragma once

#include <string>

#include "kiosk/desk/records.h"

namespace menting::storage {

/// Reads the database of a data folder, which must have been opened before. Each question has a read-only connection of
/// its own, so that it is never in the desk's way and any thread may ask.
class SqliteRecords : public desk::Records {
 public:
  explicit SqliteRecords(const std::string& data_folder);
  void each_ticket(domain::BusinessDay day, const std::function<void(const domain::Ticket&)>& seen) override;
  desk::AuditPage audit(const desk::AuditQuery& query) override;

 private:
  const std::string file_;
};

}  // namespace menting::storage
