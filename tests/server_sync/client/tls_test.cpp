// Encryption as libcurl does it for us: only our CA, only the right name, nothing older than TLS 1.2.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iterator>
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

sync::Answer answer_of(const std::string& url, const std::string& ca) {
  sync::CurlPost curl;
  sync::Answer answer = curl.post(url + "/sync/v1/batches", ca, "{}", {});
  CHECK((answer.status == 0) == !answer.failure.empty());
  CHECK((answer.status == 0) == !answer.trouble.empty());
  return answer;
}

/// The manager's page has a sentence for it, in both languages.
bool has_words(const std::string& trouble) {
  for (const char* language : {"en", "zh-CN"}) {
    std::ifstream file(std::string(MENTING_SOURCE_DIR "/assets/web/text/") + language + ".json");
    const std::string texts(std::istreambuf_iterator<char>(file), {});
    if (texts.find("\"manager.hq_why." + trouble + "\"") == std::string::npos) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("nothing older than TLS 1.2 is spoken with") {
  tests::ScratchFolder folder;
  tests::TestCa ca(folder.path().string());
  const auto files = ca.issue("hq");
  const OldServer server(files);
  const sync::Answer answer = answer_of(server.url(), ca.file());
  CHECK_THAT(answer.failure, ContainsSubstring("TLS 1.2"));
  CHECK(answer.trouble == "no_tls");
}

TEST_CASE("headquarters is trusted with our CA's certificate for its name and day alone, and it is said why") {
  tests::ScratchFolder folder;
  tests::TestCa ca(folder.path().string());
  tests::TestCa other(folder.path().string(), "other");
  struct Case {
    tests::CertificateFiles files;
    std::string ca;
    const char* words;
    const char* trouble;
  };
  const std::vector<Case> cases = {
      {ca.issue("right"), ca.file(), "", ""},
      {other.issue("foreign"), ca.file(), "is not from the authority in", "certificate_unknown"},
      {ca.issue("expired", "IP:127.0.0.1", -1), ca.file(), "has expired", "certificate_expired"},
      {ca.issue("elsewhere", "DNS:hq.example"), ca.file(), "is for another host name", "certificate_name"},
      {ca.issue("right2"), folder.file("none.pem"), "none.pem cannot be read", "authority_file"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.words);
    const tests::ScriptedHq hq([](const http::Request&, int) { return tests::through(0); },
                               {one.files.certificate, one.files.key});
    const sync::Answer answer = answer_of(hq.url(), one.ca);
    CHECK_THAT(answer.failure, ContainsSubstring(one.words));
    CHECK(answer.trouble == one.trouble);
    CHECK((hq.requests() == 1) == std::string(one.words).empty());
  }
  const tests::ScriptedHq plain([](const http::Request&, int) { return tests::through(0); });
  const sync::Answer answer = answer_of("https" + plain.url().substr(4), ca.file());
  CHECK_THAT(answer.failure, ContainsSubstring("TLS 1.2"));
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
  CHECK(verdict.trouble == "https_only");
}

TEST_CASE("whatever is wrong with the encryption reaches the manager's page as a sentence") {
  for (const char* trouble : {"no_name", "no_answer", "no_tls", "https_only", "authority_file", "certificate_early",
                              "certificate_expired", "certificate_name", "certificate_unknown"}) {
    CAPTURE(trouble);
    CHECK(has_words(trouble));
    const sync::Verdict verdict = sync::judge({0, "", "words", 0, trouble}, wire::Batch{"BJ-0001", "j", 1, "", {}});
    CHECK(verdict.trouble == trouble);
  }
  CHECK(sync::judge({0, "", "words", 0}, wire::Batch{"BJ-0001", "j", 1, "", {}}).trouble == "no_answer");
  CHECK_FALSE(has_words("nothing_of_the_kind"));
}
