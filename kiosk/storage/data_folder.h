#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace menting::storage {

/// Where the branch's durable things lie in its data folder.
struct DataFolder {
  explicit DataFolder(const std::string& folder) : path(folder) {}

  std::filesystem::path path;
  std::string database() const { return (path / "menting.db").string(); }
  std::string key() const { return (path / "branch.key").string(); }
  std::string lock() const { return (path / "menting.lock").string(); }
  std::string room() const { return (path / "menting.room").string(); }
  /// A restored database or key that is complete and waits to take its place.
  std::string restored_database() const { return (path / "menting.db.restoring").string(); }
  std::string restored_key() const { return (path / "branch.key.restoring").string(); }

  /// Makes the folder (mode 0700) where it is missing. Throws std::runtime_error: why not and what to do.
  void make() const;
  /// Writes a file of 256 KiB and takes it away again. Throws std::runtime_error: the disk is full, and what to do.
  void prove_room() const;
};

/// The one kiosk process of a data folder: whoever holds this may write there. Freed by the system when the process
/// ends, however it ends.
class DataLock {
 public:
  /// Throws std::runtime_error when another process holds it.
  explicit DataLock(const DataFolder& folder);
  ~DataLock();
  DataLock(const DataLock&) = delete;
  DataLock& operator=(const DataLock&) = delete;

 private:
  int file_ = -1;
};

/// The whole file, or none when it is not there. Throws std::runtime_error when it cannot be read.
std::optional<std::string> read_file(const std::string& file);
/// Writes a file of mode 0600 that is there whole or not at all, and survives a power cut. Throws std::runtime_error.
void write_private_file(const std::string& file, std::string_view bytes);
/// Makes renames in the folder of `file` survive a power cut. Throws std::runtime_error.
void sync_folder_of(const std::string& file);
/// Makes the file's content survive a power cut. Throws std::runtime_error.
void sync_file(const std::string& file);
/// Renames within a folder, durably. Throws std::runtime_error.
void move_file(const std::string& from, const std::string& to);

}  // namespace menting::storage
