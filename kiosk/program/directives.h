#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "kiosk/desk/desk.h"
#include "server_sync/client/directive_loop.h"

namespace menting::program {

/// What headquarters has sent, newest under each name: kept in the branch's database first, then given to whoever it
/// is for, and given again after a restart.
class Directives : public sync::DirectiveSink {
 public:
  /// Runs on the directive thread; when it throws, it is given the same body again later.
  using Taker = std::function<void(const std::string& body)>;

  /// Reads what was kept in the data folder; the desk keeps what comes.
  Directives(const std::string& data_folder, desk::Desk& desk);

  /// Before the loop starts. What nobody takes is kept all the same, for a later version of the program.
  void on(const std::string& name, Taker taker) { takers_[name] = std::move(taker); }

  /// Looked at before each question to headquarters, every few seconds while it says that something is left (false).
  void watch(std::function<bool()> look) { look_ = std::move(look); }

  std::int64_t have() override;
  void take(const wire::Directive& directive) override;
  bool settle() override;

 private:
  struct Kept {
    std::int64_t version = 0;
    std::string body;
    bool given = false;
    std::string fault{};  ///< why it was not taken the last time
  };
  void give(const std::string& name, Kept& kept);

  desk::Desk& desk_;
  std::map<std::string, Taker> takers_;
  std::map<std::string, Kept> kept_;
  std::function<bool()> look_;
};

}  // namespace menting::program
