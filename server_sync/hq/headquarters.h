#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server_sync/hq/router.h"
#include "server_sync/hq/settings.h"

namespace menting::hq {

/// The running headquarters: the HTTP server, the inbox and the pages.
class Headquarters {
 public:
  /// Opens the database in `data_folder` (made when missing) and headquarters' key. Throws std::runtime_error with a
  /// message for people. `assets_folder` holds web/ and api/.
  Headquarters(Settings settings, const std::string& data_folder, const std::string& assets_folder);
  ~Headquarters();
  Headquarters(const Headquarters&) = delete;
  Headquarters& operator=(const Headquarters&) = delete;

  void start();  ///< throws std::runtime_error when it cannot listen
  void stop();   ///< what was taken in is stored and answered first
  std::uint16_t port() const;
  const std::vector<Route>& routes() const;  ///< all that can be asked beside pages

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace menting::hq
