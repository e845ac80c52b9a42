#pragma once

#include <string>
#include <vector>

#include "kiosk/storage/data_folder.h"

namespace menting::storage {

struct Restored {
  std::string journal_id;            ///< the new journal in which the branch goes on
  std::string moved_aside;           ///< where the database that was there lies now; empty when there was none
  std::vector<std::string> remarks;  ///< sentences for the person at the keyboard
};

/// Puts the backup `file` in the place of the folder's database. The branch goes on in a new journal, so that
/// headquarters never sees two histories under one name; numbers that the old database gave out are not given out
/// again; everybody has to sign in again. What was there is moved aside, never deleted. Throws std::runtime_error, the
/// folder as before: a kiosk runs on it, or the backup is damaged, newer than the program, no branch's, or without the
/// key of its notes.
Restored restore(const std::string& data_folder, const std::string& file);

/// Ends a restore that was interrupted after the restored database was complete. The lock must be held. Gives where the
/// old database was moved, or an empty text.
std::string finish_restore(const DataFolder& folder);

}  // namespace menting::storage
