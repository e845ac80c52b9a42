#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/program/serve.h"
#include "kiosk/settings/settings.h"

namespace menting::program {

/// What headquarters says of the configuration, as it lies in the data folder: TOML over the branch's own file, under
/// headquarters' number.
struct Overlay {
  std::int64_t version = 0;
  std::string toml;
};

/// The files of it in the data folder. One that is checked waits as "next" until it is taken into use.
class OverlayFiles {
 public:
  explicit OverlayFiles(std::string data_folder) : folder_(std::move(data_folder)) {}

  std::optional<Overlay> in_use() const;
  /// By its words, too: a headquarters that was put back to an older state may give a number again.
  bool is_in_use(const Overlay& overlay) const;
  std::optional<Overlay> next() const;
  void put_next(const Overlay& overlay) const;
  void forget_next() const;
  /// The next one takes the place of the one in use, which is kept as the one before.
  void use_next() const;
  /// What is in use makes the program fail: the one before is again, or none.
  void go_back() const;

  /// How often the program was started with the one in use without ever running well. Counts up and keeps it.
  int begin_try() const;
  void runs_well() const;
  /// The number that was refused last, as is on record already; 0: none.
  std::int64_t refused() const;
  void put_refused(std::int64_t version) const;
  /// The number that the program failed with; 0: none.
  std::int64_t failed() const;
  void put_failed(std::int64_t version) const;

  std::string picture(const std::string& name) const;  ///< where it lies, or will
  std::string effective() const;                       ///< the file that is made of both

 private:
  std::string path(const char* name) const;
  std::string folder_;
};

/// The branch's own file with `overlay` over it, read and checked as a whole.
settings::Loaded load_over(const ServeWords& words, const OverlayFiles& files, const Overlay& overlay);

/// What a fault is about, without what was written there: "[queue] recall_gap_s".
std::vector<std::string> keys_of_faults(const std::vector<std::string>& faults, std::size_t most);

struct Chosen {
  settings::Loaded loaded;
  std::int64_t version = 0;  ///< headquarters', 0: the branch's own file alone
  std::string remark{};      ///< why what headquarters said is not in use, for health
};

/// What to start with: both together; the branch's own file alone where they do not go together. Where the program
/// failed with them twice, headquarters' configuration before that one, else the own file alone.
Chosen choose_settings(const ServeWords& words, const OverlayFiles& files);

}  // namespace menting::program
