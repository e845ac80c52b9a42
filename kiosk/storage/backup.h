#pragma once

#include <string>
#include <vector>

namespace menting::storage {

struct BackedUp {
  std::string file;
  std::string key_file;  ///< FILE.key: whoever has both can read the customers' notes. Empty: there is no key
  std::vector<std::string> remarks;  ///< sentences for the person at the keyboard
};

/// A consistent copy of the folder's database as one file, made while the kiosk works, checked and durable on return;
/// and the branch's key beside it as FILE.key, mode 0600 like the copy. Throws std::runtime_error and leaves nothing
/// behind: no database there, a file of that name there already, no room, a damaged database.
BackedUp backup(const std::string& data_folder, const std::string& file);

}  // namespace menting::storage
