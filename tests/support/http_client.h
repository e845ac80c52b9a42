#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/tls_pipe.h"

namespace menting::tests {

struct HttpAnswer {
  int status = 0;  ///< 0: no answer came
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  /// Any case; empty when absent.
  std::string header(std::string_view name) const;
};

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// A plain TCP connection to 127.0.0.1 for tests that have to send what no decent client would. Every wait is bounded
/// by `timeout_ms`; what fails is an exception. `from` is the loopback address to come from.
class RawConnection {
 public:
  explicit RawConnection(std::uint16_t port, int timeout_ms = 10'000, int receive_buffer = 0,
                         const char* from = nullptr);
  ~RawConnection();
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  /// From now on over TLS, trusting `ca` alone. Throws when the other side is not right.
  void encrypt(const std::string& ca, int version_max = 0);
  const TlsPipe& tls() const { return *tls_; }
  /// False when the other side closed meanwhile.
  bool send(std::string_view text);
  /// The next answer; `body_expected` false after a HEAD.
  HttpAnswer read_answer(bool body_expected = true);
  /// Reads until `mark` has come; returns everything up to its end.
  std::string read_until(std::string_view mark);
  /// Reads until the other side closes.
  std::string read_all();
  void half_close();

 private:
  bool fill();
  int socket_ = -1;
  std::unique_ptr<TlsPipe> tls_;
  std::string buffer_;
};

/// The text of a request with Host, Content-Length and `headers`.
std::string request_text(std::string_view method, std::string_view target, const HttpHeaders& headers = {},
                         std::string_view body = {});
/// One request on a connection of its own.
HttpAnswer http_request(std::uint16_t port, std::string_view method, std::string_view target,
                        const HttpHeaders& headers = {}, std::string_view body = {});

}  // namespace menting::tests
