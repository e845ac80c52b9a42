#pragma once

#include <memory>
#include <string>
#include <vector>

namespace menting::sync {

struct Answer {
  int status = 0;  ///< 0: there was no answer, `failure` says why
  std::string body;
  std::string failure;
  int retry_after_s = 0;
  std::string trouble{};  ///< `failure` as LinkState's code
};

/// Posts to headquarters over one kept connection. Never a proxy, never a redirect; https with our own CA and TLS 1.2
/// or newer; 5 s to connect, 30 s for all. The only place that knows libcurl. One thread posts, any may interrupt.
class CurlPost {
 public:
  CurlPost();
  ~CurlPost();
  CurlPost(const CurlPost&) = delete;
  CurlPost& operator=(const CurlPost&) = delete;

  /// `url` has passed checked_url(), plus a path; `ca` is used for https.
  Answer post(const std::string& url, const std::string& ca, const std::string& body,
              const std::vector<std::string>& headers);
  /// A post under way ends at once and so does every later one. Any thread.
  void interrupt();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace menting::sync
