#pragma once

#include <cstddef>
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

/// What an answer may take.
struct AnswerLimits {
  long wait_ms = 30'000;            ///< for all of it
  std::size_t bytes = 64UL * 1024;  ///< a page from somewhere else is not read to its end
};

/// Asks headquarters over one kept connection. Never a proxy, never a redirect; https with our own CA and TLS 1.2
/// or newer; 5 s to connect, 30 s for all. The only place that knows libcurl. One thread asks, any may interrupt.
class CurlPost {
 public:
  CurlPost();
  ~CurlPost();
  CurlPost(const CurlPost&) = delete;
  CurlPost& operator=(const CurlPost&) = delete;

  /// `url` has passed checked_url(), plus a path; `ca` is used for https.
  Answer post(const std::string& url, const std::string& ca, const std::string& body,
              const std::vector<std::string>& headers);
  Answer get(const std::string& url, const std::string& ca, const std::vector<std::string>& headers,
             const AnswerLimits& limits);
  /// What is under way ends at once and so does every later one. Any thread.
  void interrupt();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace menting::sync
