#include "server_sync/client/curl_post.h"

#include <curl/curl.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <new>
#include <stdexcept>

namespace menting::sync {
namespace {

constexpr long connect_ms = 5'000;
constexpr int poll_ms = 1'000;

void start_curl() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("libcurl cannot start");
  });
}

struct Kept {
  std::string& text;
  std::size_t bytes_max;
};

std::size_t keep(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& kept = *static_cast<Kept*>(into);
  if (kept.text.size() + size * count > kept.bytes_max) return 0;
  kept.text.append(bytes, size * count);
  return size * count;
}

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

List list_of(const std::vector<std::string>& lines) {
  List list;
  for (const std::string& line : lines) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(longer);
  }
  return list;
}

constexpr long not_valid_yet = 9;  ///< as OpenSSL numbers them
constexpr long has_expired = 10;

struct Failure {
  std::string words;
  std::string trouble;
};

/// What is wrong with the other side's certificate, and what to do. `words` are curl's.
Failure certificate_failure(long verdict, const std::string& ca, const std::string& words) {
  // OpenSSL has verified it then; the name is curl's own look, which sets no verdict.
  if (words.find("subject name") != std::string::npos) {
    return {
        "its certificate is for another host name: correct [hq] url, or give headquarters a certificate for this name "
        "(" +
            words + ")",
        "certificate_name"};
  }
  switch (verdict) {
    case not_valid_yet:
      return {"its certificate is not valid yet: set this machine's clock right, or ask headquarters",
              "certificate_early"};
    case has_expired:
      return {
          "its certificate has expired: headquarters has to renew it (if it did not, set this machine's clock right)",
          "certificate_expired"};
    default:
      return {"its certificate is not from the authority in " + ca +
                  ": correct [hq] ca, or somebody else answers there (" + words + ")",
              "certificate_unknown"};
  }
}

/// Why there was no answer, in the same words each time for the same trouble, so that it is told once.
Failure failure_of(CURL* easy, CURLcode code, const std::string& ca, const std::string& words) {
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION: {
      long verdict = 0;
      curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &verdict);
      return certificate_failure(verdict, ca, words);
    }
    case CURLE_SSL_CACERT_BADFILE:
      return {"the authority's file " + ca + " cannot be read: correct [hq] ca", "authority_file"};
    case CURLE_SSL_CONNECT_ERROR:
      return {"it does not speak TLS 1.2 or newer there: check [hq] url and its port (" + words + ")", "no_tls"};
    case CURLE_COULDNT_RESOLVE_HOST:
      return {words.empty() ? curl_easy_strerror(code) : words, "no_name"};
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:  // without "after 5001 ms"
      return {curl_easy_strerror(code), "no_answer"};
    default:
      return {words.empty() ? curl_easy_strerror(code) : words, "no_answer"};
  }
}

/// At its end the handle points to nothing of the call it was used in, such as the buffer for curl's words: it lives on
/// and may write there when its connection is closed. Options only; the connection stays.
class Call {
 public:
  explicit Call(CURL* easy) : easy_(easy) {}
  ~Call() { curl_easy_reset(easy_); }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

 private:
  CURL* easy_;
};

}  // namespace

struct CurlPost::Impl {
  CURLM* multi = nullptr;
  CURL* easy = nullptr;
  std::atomic<bool> interrupted = false;

  Answer ask(const std::string& url, const std::string& ca, const std::string* body, std::vector<std::string> lines,
             const AnswerLimits& limits);
  void prepare(const std::string& url, const std::string& ca, const std::string* body, curl_slist* headers,
               char* fault);
  CURLcode run();
};

CurlPost::CurlPost() : impl_(std::make_unique<Impl>()) {
  start_curl();
  impl_->multi = curl_multi_init();
  impl_->easy = curl_easy_init();
  if (impl_->multi == nullptr || impl_->easy == nullptr) {
    curl_easy_cleanup(impl_->easy);
    curl_multi_cleanup(impl_->multi);
    throw std::runtime_error("libcurl cannot start: not enough memory");
  }
}

CurlPost::~CurlPost() {
  curl_easy_cleanup(impl_->easy);
  curl_multi_cleanup(impl_->multi);
}

void CurlPost::interrupt() {
  impl_->interrupted = true;
  curl_multi_wakeup(impl_->multi);
}

/// Without a body it is a GET.
void CurlPost::Impl::prepare(const std::string& url, const std::string& ca, const std::string* body,
                             curl_slist* headers, char* fault) {
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_PROXY, "");  // the environment's proxies neither
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);  // an interrupted name look-up is not waited for
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_ms);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!ca.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, ca.c_str());
  curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);  // our CA only, not the system's
  if (body != nullptr) {
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body->data());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body->size()));
  }
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, fault);
}

CURLcode CurlPost::Impl::run() {
  if (curl_multi_add_handle(multi, easy) != CURLM_OK) return CURLE_FAILED_INIT;
  CURLcode code = CURLE_ABORTED_BY_CALLBACK;
  while (!interrupted) {
    int running = 0;
    if (curl_multi_perform(multi, &running) != CURLM_OK) break;
    if (running == 0) {
      int left = 0;
      if (const CURLMsg* message = curl_multi_info_read(multi, &left)) code = message->data.result;
      break;
    }
    if (curl_multi_poll(multi, nullptr, 0, poll_ms, nullptr) != CURLM_OK) break;
  }
  curl_multi_remove_handle(multi, easy);
  return code;
}

Answer CurlPost::Impl::ask(const std::string& url, const std::string& ca, const std::string* body,
                           std::vector<std::string> lines, const AnswerLimits& limits) {
  lines.emplace_back("Expect:");  // no round trip for "100 Continue"
  const List list = list_of(lines);
  Answer answer;
  Kept kept{answer.body, limits.bytes};
  std::string fault(CURL_ERROR_SIZE, '\0');
  const Call call(easy);
  prepare(url, ca, body, list.get(), fault.data());
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, limits.wait_ms);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &kept);
  const CURLcode code = run();
  if (code != CURLE_OK) {
    fault.resize(std::min(fault.find('\0'), fault.size()));
    const Failure failure = failure_of(easy, code, ca, fault);
    answer.failure = failure.words;
    answer.trouble = failure.trouble;
    answer.body.clear();
    return answer;
  }
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  curl_off_t retry_after_s = 0;
  curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &retry_after_s);
  answer.status = static_cast<int>(status);
  answer.retry_after_s = static_cast<int>(std::clamp<curl_off_t>(retry_after_s, 0, 3600));
  return answer;
}

Answer CurlPost::post(const std::string& url, const std::string& ca, const std::string& body,
                      const std::vector<std::string>& headers) {
  return impl_->ask(url, ca, &body, headers, {});
}

Answer CurlPost::get(const std::string& url, const std::string& ca, const std::vector<std::string>& headers,
                     const AnswerLimits& limits) {
  return impl_->ask(url, ca, nullptr, headers, limits);
}

}  // namespace menting::sync
