#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "server_sync/client/curl_post.h"
#include "server_sync/client/enrolment.h"

namespace menting::sync {

/// Where headquarters is: its address without a final slash, and the CA's file.
struct Place {
  std::string url;
  std::string ca;
};

/// Asks headquarters as the branch that joined: with its credential, and signed by its device's key. Signs by
/// headquarters' clock where the two differ. One thread asks, any may interrupt.
class SignedPost {
 public:
  /// `path` such as "/sync/v1/batches"; `headers` are those of the body.
  Answer post(const Enrolment& enrolment, const Place& place, const std::string& path, const std::string& body,
              const std::vector<std::string>& headers);
  /// `query` such as "?have=7", or empty; it is not signed.
  Answer get(const Enrolment& enrolment, const Place& place, const std::string& path, const std::string& query,
             const AnswerLimits& limits);
  void interrupt() { curl_.interrupt(); }

 private:
  using Once = std::function<Answer()>;
  Answer by_time_there(const Once& ask);
  std::vector<std::string> proof(const Enrolment& enrolment, const char* method, const std::string& path,
                                 const std::string& body) const;

  CurlPost curl_;
  std::int64_t clock_ahead_ms_ = 0;  ///< headquarters' clock minus this machine's, once they differed too much
};

}  // namespace menting::sync
