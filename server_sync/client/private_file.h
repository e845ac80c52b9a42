#pragma once

#include <optional>
#include <string>

namespace menting::sync {

/// The file of this name in a folder.
std::string path_in(const std::string& folder, const char* name);
/// Writes a file that only this user may read (mode 0600): whole and on the disk, or not at all. Throws
/// std::runtime_error.
void write_private_file(const std::string& file, const std::string& text);
/// None when it is not there. Throws std::runtime_error when it cannot be read.
std::optional<std::string> read_private_file(const std::string& file);

}  // namespace menting::sync
