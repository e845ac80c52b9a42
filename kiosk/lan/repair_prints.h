#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace menting::lan {

/// Papers that were asked for under an idempotency key: a request that is sent again gets the answer of the first one
/// and costs no paper. One thread. In memory: after a restart nobody still waits for an answer.
class RepairPrints {
 public:
  using Hear = std::function<void(const std::string& code)>;

  /// True: this is the first one, print; `finish` has to follow. False: `hear` gets the first one's outcome, at once or
  /// when it is known.
  bool begin(const std::string& key, const Hear& hear);
  /// Tells everybody who asked.
  void finish(const std::string& key, const std::string& code);
  /// Nothing was printed: whoever else asked hears `code`, and the next request with this key is a first one again.
  void give_up(const std::string& key, const std::string& code);

 private:
  struct Print {
    std::string code;  ///< empty: on its way
    std::vector<Hear> hearers;
  };
  std::map<std::string, Print> prints_;
  std::deque<std::string> finished_;  ///< oldest first
};

}  // namespace menting::lan
