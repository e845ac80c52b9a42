#include <toml++/toml.h>

#include "base/toml/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <sstream>
#include <vector>

namespace menting::toml_reader {
namespace {

constexpr std::uintmax_t kFileBytesMax = 4 * 1024 * 1024;  ///< a hundred times the largest sensible configuration

std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

/// The file's bytes; none, and a fault, when they can't be had.
std::optional<std::string> read_file(const std::string& file, Faults& faults) {
  std::error_code failed;
  const auto status = std::filesystem::status(file, failed);
  if (!std::filesystem::exists(status)) {
    faults.lines.push_back(one_line(file) + ": there is no such file; give the configuration's path");
    return std::nullopt;
  }
  if (std::filesystem::is_directory(status)) {
    faults.lines.push_back(one_line(file) + ": this is a folder; give the path of the configuration file in it");
    return std::nullopt;
  }
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  if (in) bytes << in.rdbuf();
  // An empty file sets failbit on `bytes`, which is no fault of reading.
  if (!in.is_open() || in.bad()) {
    faults.lines.push_back(one_line(file) + ": cannot be read; check that this user may read it");
    return std::nullopt;
  }
  if (bytes.str().size() > kFileBytesMax) {
    faults.lines.push_back(one_line(file) + ": is larger than 4 MiB; this is not a configuration file");
    return std::nullopt;
  }
  return bytes.str();
}

}  // namespace

void Document::fault(unsigned line, const std::string& place, const std::string& what) const {
  std::string text = file;
  if (line > 0) text += fmt::format(":{}", line);
  text += ": ";
  if (!place.empty()) text += place + ": ";
  faults->lines.push_back(one_line(text + what));
}

std::string one_line(const std::string& text) {
  std::string line = text;
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return line;
}

std::string kind_of(const ::toml::node& node) {
  switch (node.type()) {
    case ::toml::node_type::none:
      return "nothing";
    case ::toml::node_type::table:
      return "a table";
    case ::toml::node_type::array:
      return "a list";
    case ::toml::node_type::string:
      return "a text";
    case ::toml::node_type::integer:
      return "a whole number";
    case ::toml::node_type::floating_point:
      return "a number with a point";
    case ::toml::node_type::boolean:
      return "true or false";
    case ::toml::node_type::date:
    case ::toml::node_type::time:
    case ::toml::node_type::date_time:
      return "a date or time without quotes";
  }
  return "something else";
}

std::string nearest(const std::string& wrong, const std::set<std::string>& known) {
  std::string best;
  std::size_t best_distance = 3;  // further away is another word, not a slip of the finger
  for (const auto& key : known) {
    const std::size_t steps = distance(wrong, key);
    if (steps < best_distance && steps < key.size()) {
      best_distance = steps;
      best = key;
    }
  }
  return best;
}

std::optional<Table> open(const std::string& file, Faults& faults) {
  const auto text = read_file(file, faults);
  if (!text) return std::nullopt;
  auto document = std::make_shared<Document>();
  document->file = file;
  document->faults = &faults;
  try {
    document->root = ::toml::parse(*text, file);
  } catch (const ::toml::parse_error& error) {
    document->fault(error.source().begin.line, "", "not TOML: " + std::string(error.description()));
    return std::nullopt;
  }
  auto impl = std::make_unique<Table::Impl>();
  impl->document = document;
  impl->table = &document->root;
  return Table(std::move(impl));
}

}  // namespace menting::toml_reader
