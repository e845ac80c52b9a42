#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kiosk/desk/desk.h"
#include "kiosk/domain/command.h"
#include "kiosk/phone/slips.h"

namespace menting::phone {

/// What a customer asked on their phone, as it comes from headquarters.
struct Ask {
  std::string id;      ///< the same however often it comes
  std::string key;     ///< of the slip
  std::string sealed;  ///< JSON, read with the slip's code: {"id","kind", …}; so nobody without the slip can ask
};

struct AskAnswer {
  std::string id;
  bool done = false;
  std::string refusal;                          ///< a code
  std::map<std::string, std::string> sentence;  ///< by language; empty when it is done
};

/// The command that was asked; none: it makes no sense. Texts are taken as they are: the rules know what is too much.
std::optional<domain::Command> command_of(const std::string& plain, const Ask& ask, const SlipOwner& owner);

/// Does what customers ask, each ask once, as requests to the desk under the ask's id. Answers wait here until
/// headquarters has them. Called by one thread; the desk's adds answers.
class Asks {
 public:
  Asks(std::string branch, desk::Desk& desk, std::function<void()> answered);

  /// All that headquarters waits for: what is not among them any more is over.
  void take(const std::vector<Ask>& asks, Slips& slips, const desk::Board& board);
  std::vector<AskAnswer> answers() const;
  bool has_answers() const;

 private:
  struct Inbox {
    std::mutex mutex;
    std::map<std::string, AskAnswer> answers;
    std::set<std::string> under_way;
    std::function<void()> answered;
  };
  void answer(AskAnswer answer);

  const std::string branch_;
  desk::Desk& desk_;
  std::shared_ptr<Inbox> inbox_;  ///< the desk may answer when this is gone
};

}  // namespace menting::phone
