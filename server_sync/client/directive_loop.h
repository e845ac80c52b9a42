#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "server_sync/client/sync_loop.h"
#include "server_sync/wire/directive.h"

namespace menting::sync {

/// Port: what the branch makes of what headquarters sends. Called from the directive thread only.
class DirectiveSink {
 public:
  virtual ~DirectiveSink() = default;
  /// The highest version that is kept.
  virtual std::int64_t have() = 0;
  /// A directive whose signature is right. Durable on return; throws when it cannot be kept now.
  virtual void take(const wire::Directive& directive) = 0;
  /// Does again what could not be done with a directive yet; false when something is left. Called before each question.
  virtual bool settle() = 0;
};

/// Waits at headquarters for what it has for this branch, on a thread and a connection of its own: whatever becomes of
/// it never holds up the events.
class DirectiveLoop {
 public:
  /// `told` hears of what people have to look into, and an empty text when all is well again; on the directive thread.
  DirectiveLoop(SyncSettings settings, DirectiveSink& sink, std::function<void(const std::string& fault)> told);
  ~DirectiveLoop();
  void start();
  void stop();  ///< within a second, also in the middle of a wait

  /// What headquarters has at this path, as the branch. From the sink's functions alone. Throws std::runtime_error.
  std::string fetch(const std::string& path, std::size_t bytes_max);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace menting::sync
