#pragma once

#include <memory>
#include <set>
#include <string>

#include "base/toml/reader.h"

// toml++ appears in this folder's .cpp files only; they include it before this header.

namespace menting::toml_reader {

/// One parsed file and where its faults go. Lives as long as a table of it.
struct Document {
  std::string file;
  Faults* faults = nullptr;
  ::toml::table root;

  /// One line: the file, the line in it (0: unknown) and what is wrong.
  void fault(unsigned line, const std::string& place, const std::string& what) const;
};

struct Table::Impl {
  std::shared_ptr<Document> document;
  const ::toml::table* table = nullptr;
  std::string place;            ///< "[lan]", "[[service]] 2"; empty for the file's own keys
  unsigned line = 0;            ///< where the table begins
  std::set<std::string> asked;  ///< keys somebody read: the known ones
};

/// Control characters become spaces, so that a fault stays one line.
std::string one_line(const std::string& text);
/// "a text", "a whole number", … of what stands in the file.
std::string kind_of(const ::toml::node& node);
/// The one of `known` that was probably meant; empty when none is near.
std::string nearest(const std::string& wrong, const std::set<std::string>& known);

}  // namespace menting::toml_reader
