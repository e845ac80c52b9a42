// Encryption as libcurl does it for us: only our CA, only the right name, nothing older than TLS 1.2.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "server_sync/client/curl_post.h"
#include "server_sync/client/verdict.h"
#include "tests/server_sync/client/scripted_hq.h"
#include "tests/support/catch.h"
#include "tests/support/certificates.h"
#include "tests/support/scratch_folder.h"

using namespace menting;

namespace {

/// openssl's test server, which speaks what is out of date.
class OldServer {
 public:
  explicit OldServer(const tests::CertificateFiles& files) {
    std::array<int, 2> out{};
    REQUIRE(pipe2(out.data(), O_CLOEXEC) == 0);
    std::vector<std::string> words = {"openssl", "s_server", "-accept", "127.0.0.1:0",
                                      "-key",    files.key,  "-cert",   files.certificate,
                                      "-rev",    "-tls1_1",  "-cipher", "ALL:@SECLEVEL=0"};
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
  ~OldServer() {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
    fclose(lines_);
  }
  OldServer(const OldServer&) = delete;
  OldServer& operator=(const OldServer&) = delete;
  std::string url() const { return "https://127.0.0.1:" + port_; }

 private:
  pid_t child_ = -1;
  FILE* lines_ = nullptr;
  std::string port_;
};

std::string failure(const std::string& url, const std::string& ca) {
  sync::CurlPost curl;
  const sync::Answer answer = curl.post(url + "/sync/v1/batches", ca, "{}", {});
  CHECK((answer.status == 0) == !answer.failure.empty());
  return answer.failure;
}

}  // namespace

TEST_CASE("nothing older than TLS 1.2 is spoken with") {
  tests::ScratchFolder folder;
  tests::TestCa ca(folder.path().string());
  const auto files = ca.issue("hq");
  const OldServer server(files);
  CHECK_THAT(failure(server.url(), ca.file()), ContainsSubstring("TLS 1.2"));
}

TEST_CASE("headquarters is trusted with our CA's certificate for its name and day alone, and it is said why") {
  tests::ScratchFolder folder;
  tests::TestCa ca(folder.path().string());
  tests::TestCa other(folder.path().string(), "other");
  struct Case {
    tests::CertificateFiles files;
    std::string ca;
    const char* words;
  };
  const std::vector<Case> cases = {
      {ca.issue("right"), ca.file(), ""},
      {other.issue("foreign"), ca.file(), "is not from the authority in"},
      {ca.issue("expired", "IP:127.0.0.1", -1), ca.file(), "has expired"},
      {ca.issue("elsewhere", "DNS:hq.example"), ca.file(), "is for another host name"},
      {ca.issue("right2"), folder.file("none.pem"), "none.pem cannot be read"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.words);
    const tests::ScriptedHq hq([](const http::Request&, int) { return tests::through(0); },
                               {one.files.certificate, one.files.key});
    CHECK_THAT(failure(hq.url(), one.ca), ContainsSubstring(one.words));
    CHECK((hq.requests() == 1) == std::string(one.words).empty());
  }
  const tests::ScriptedHq plain([](const http::Request&, int) { return tests::through(0); });
  CHECK_THAT(failure("https" + plain.url().substr(4), ca.file()), ContainsSubstring("TLS 1.2"));
  CHECK(plain.requests() == 0);
}

TEST_CASE("plain HTTP to an encrypted headquarters is told to be https, and is no acknowledgement") {
  tests::ScratchFolder folder;
  tests::TestCa ca(folder.path().string());
  const auto files = ca.issue("hq");
  const tests::ScriptedHq hq([](const http::Request&, int) { return tests::through(5); },
                             {files.certificate, files.key});
  sync::CurlPost curl;
  const sync::Answer answer = curl.post("http" + hq.url().substr(5) + "/sync/v1/batches", "", "{}", {});
  CHECK(answer.status == 400);
  const sync::Verdict verdict = sync::judge(answer, wire::Batch{"BJ-0001", "j", 1, "", {}});
  CHECK(verdict.said != sync::Said::through);
  CHECK_THAT(verdict.reason, ContainsSubstring("https"));
}
