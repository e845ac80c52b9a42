#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Reads a TOML file and collects every fault instead of stopping at the first.
namespace menting::toml_reader {

struct Faults {
  std::vector<std::string> lines;  ///< "kiosk.toml:12: [lan] listen: …; say what to write"
};

/// One table of the file. Every key that is read is remembered: finish() names the others as unknown.
class Table {
 public:
  ~Table();
  Table(Table&&) noexcept;

  bool has(const std::string& key) const;
  std::optional<std::string> string(const std::string& key);
  std::optional<std::int64_t> integer(const std::string& key, std::int64_t low, std::int64_t high);
  std::optional<double> number(const std::string& key, double low, double high);
  std::optional<bool> boolean(const std::string& key);
  std::vector<std::string> strings(const std::string& key);
  /// { "zh-CN" = "…", en = "…" }
  std::map<std::string, std::string> string_map(const std::string& key);
  /// A sub-table; none (and no fault) when it is not there.
  std::optional<Table> table(const std::string& key);
  /// [[key]] tables, in order.
  std::vector<Table> tables(const std::string& key);

  /// A fault at this key's place in the file (or at the table's when the key is missing).
  void fault(const std::string& key, const std::string& what);
  /// The fault "missing" with `what` saying what to write.
  void missing(const std::string& key, const std::string& what);
  /// Unknown keys of this table are faults.
  void finish();

  struct Impl;
  explicit Table(std::unique_ptr<Impl> impl);

 private:
  std::unique_ptr<Impl> impl_;
};

/// The file's root table; none when it cannot be read or is not TOML (a fault then says so, with the line).
std::optional<Table> open(const std::string& file, Faults& faults);

}  // namespace menting::toml_reader
