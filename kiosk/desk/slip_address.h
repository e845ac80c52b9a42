#pragma once

#include <mutex>
#include <string>
#include <utility>

namespace menting::desk {

/// How a slip's code is written for phones: as the address of its page at headquarters, once headquarters has said
/// where that is. Any thread.
class SlipAddress {
 public:
  explicit SlipAddress(std::string branch) : branch_(std::move(branch)) {}
  /// "https://hq.example" or empty: there is none.
  void set(const std::string& url);
  /// "https://hq.example/s/BJ-0001#CODE"; the code itself where there is no page, and an empty one stays empty.
  std::string of(const std::string& code) const;
  bool has_page() const { return !url().empty(); }
  std::string url() const;

 private:
  const std::string branch_;
  mutable std::mutex mutex_;
  std::string url_;
};

}  // namespace menting::desk
