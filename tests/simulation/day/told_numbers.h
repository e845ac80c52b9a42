#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server_sync/wire/given_number.h"

namespace menting::simulation {

/// What headquarters has told a machine to be given out, and whether the machine keeps to it. Throws Broken.
class ToldNumbers {
 public:
  explicit ToldNumbers(std::string data_folder) : data_folder_(std::move(data_folder)) {}

  /// They are on their way to the desk, which may fail.
  void said(const std::vector<wire::GivenNumber>& numbers);
  /// Likewise, with the fork of a journal: both or nothing.
  void with_fork(const std::vector<wire::GivenNumber>& numbers);
  /// What has become durable of it counts from here on.
  void look();
  /// No number was given that was known to be given already.
  void judge() const;
  int known() const { return static_cast<int>(known_.size()); }

 private:
  struct Known {
    wire::GivenNumber highest;
    std::int64_t event_count;  ///< that the machine had then
  };
  struct Forked {
    std::int64_t fork_count;  ///< before it
    std::vector<wire::GivenNumber> numbers;
  };

  std::string data_folder_;
  std::vector<wire::GivenNumber> on_the_way_;
  std::optional<Forked> forked_;
  std::vector<Known> known_;
};

}  // namespace menting::simulation
