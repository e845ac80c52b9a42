// Encryption as libcurl does it for us: only our CA, only the right name, nothing older than TLS 1.2. The other side is
// openssl's test server; it speaks no HTTP, so an answer that is not HTTP shows that the handshake was accepted.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "server_sync/client/curl_post.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;

namespace {

void make_certificate(const std::string& key, const std::string& certificate, const std::string& name) {
  const std::string command =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj '/CN=" + name +
      "' -addext 'subjectAltName=" + name + "' -keyout '" + key + "' -out '" + certificate + "' 2>/dev/null";
  REQUIRE(std::system(command.c_str()) == 0);  // NOLINT(cert-env33-c): fixed words and scratch paths
}

class TlsServer {
 public:
  TlsServer(const std::string& key, const std::string& certificate, const std::vector<std::string>& more = {}) {
    std::array<int, 2> out{};
    REQUIRE(pipe2(out.data(), O_CLOEXEC) == 0);
    std::vector<std::string> words = {"openssl", "s_server", "-accept",   "127.0.0.1:0", "-key",
                                      key,       "-cert",    certificate, "-rev"};
    words.insert(words.end(), more.begin(), more.end());
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    child_ = fork();
    if (child_ == 0) {
      dup2(out[1], STDOUT_FILENO);
      execvp("openssl", arguments.data());
      _exit(127);
    }
    close(out[1]);
    FILE* lines = fdopen(out[0], "r");
    std::array<char, 256> line{};
    while (port_.empty() && fgets(line.data(), line.size(), lines) != nullptr) {
      const std::string text = line.data();
      if (text.starts_with("ACCEPT "))
        port_ = text.substr(text.rfind(':') + 1, text.find_last_not_of("\r\n") - text.rfind(':'));
    }
    REQUIRE_FALSE(port_.empty());
    lines_ = lines;
  }
  ~TlsServer() {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
    fclose(lines_);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;
  std::string failure(const std::string& host, const std::string& ca) const {
    sync::CurlPost curl;
    const sync::Answer answer = curl.post("https://" + host + ":" + port_ + "/sync/v1/batches", ca, "{}\n", {});
    CHECK(answer.status == 0);
    return answer.failure;
  }

 private:
  pid_t child_ = -1;
  FILE* lines_ = nullptr;
  std::string port_;
};

}  // namespace

TEST_CASE("https: only our CA, only the right name, nothing older than TLS 1.2") {
  tests::ScratchFolder folder;
  const std::string key = folder.file("hq.key");
  const std::string certificate = folder.file("hq.pem");
  const std::string other = folder.file("other.pem");
  make_certificate(key, certificate, "IP:127.0.0.1");
  make_certificate(folder.file("other.key"), other, "IP:127.0.0.1");
  {
    const TlsServer server(key, certificate);
    CHECK_THAT(server.failure("127.0.0.1", certificate), ContainsSubstring("HTTP/0.9"));
    CHECK_THAT(server.failure("127.0.0.1", other), ContainsSubstring("certificate"));
    CHECK_THAT(server.failure("localhost", certificate), ContainsSubstring("name"));
    CHECK_THAT(server.failure("127.0.0.1", folder.file("none.pem")), ContainsSubstring("none.pem"));
  }
  const TlsServer old(key, certificate, {"-tls1_1", "-cipher", "ALL:@SECLEVEL=0"});
  CHECK(old.failure("127.0.0.1", certificate).find("HTTP/0.9") == std::string::npos);
}
