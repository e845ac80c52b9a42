#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "base/http/server.h"

namespace menting::lan {

/// The pages and what belongs to them, from the web folder and nowhere else. Server's thread, except read().
class Pages {
 public:
  explicit Pages(std::filesystem::path web_folder) : folder_(std::move(web_folder)) {}

  struct File {
    std::string body;
    std::string etag;
    std::filesystem::file_time_type changed;
    std::uintmax_t size = 0;
  };

  /// The file below the web folder that an address stands for ("/clerk" → "clerk/index.html"); none: no page.
  static std::optional<std::string> name_of(const std::string& path);
  /// The file as read before, when it has not changed since.
  const File* known(const std::string& name);
  void remember(const std::string& name, File file) { files_[name] = std::move(file); }
  /// From the disk; none when it is not there, too large, or not inside the folder. Any thread.
  std::optional<File> read(const std::string& name) const;

  static std::string content_type(const std::string& name);

 private:
  std::filesystem::path folder_;
  std::map<std::string, File> files_;
};

}  // namespace menting::lan
