#include "server_sync/client/web_url.h"

#include <curl/curl.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace menting::sync {
namespace {

struct Free {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::string part(CURLU* url, CURLUPart which) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, 0) != CURLUE_OK) return "";
  std::string value = text;
  curl_free(text);
  return value;
}

/// 127.0.0.0/8 in four decimal parts, ::1 or localhost, as they are written: no name is looked up, since a name may
/// lead anywhere. (libcurl itself takes "localhost" to the loopback address only.)
bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  if (!host.starts_with("127.")) return false;
  return host.find_first_not_of("0123456789.") == std::string_view::npos &&
         std::count(host.begin(), host.end(), '.') == 3;
}

}  // namespace

std::string checked_url(const std::string& url, const std::string& ca, bool allow_plain_http) {
  const std::unique_ptr<CURLU, Free> parsed(curl_url());
  if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
    throw std::runtime_error("headquarters' address \"" + url + "\" is none: write https://NAME[:PORT]");
  }
  const std::string path = part(parsed.get(), CURLUPART_PATH);
  const bool bare = (path.empty() || path == "/") && part(parsed.get(), CURLUPART_QUERY).empty() &&
                    part(parsed.get(), CURLUPART_FRAGMENT).empty() && part(parsed.get(), CURLUPART_USER).empty();
  if (!bare) throw std::runtime_error("headquarters' address \"" + url + "\" has more than https://NAME[:PORT]");
  const std::string scheme = part(parsed.get(), CURLUPART_SCHEME);
  if (scheme == "http") {
    if (!allow_plain_http) {
      throw std::runtime_error("headquarters' address " + url +
                               " is not encrypted: write https://, or for a demonstration on this machine set [hq] "
                               "allow_plain_http = true");
    }
    if (!is_loopback(part(parsed.get(), CURLUPART_HOST))) {
      throw std::runtime_error(
          "headquarters' address " + url +
          " is not encrypted and not on this machine: write https:// (http:// is for 127.0.0.1 only)");
    }
  } else if (scheme != "https") {
    throw std::runtime_error("headquarters' address \"" + url + "\" must begin with https://");
  } else if (ca.empty()) {
    throw std::runtime_error(
        "for https the file of the CA that signed headquarters' certificate is needed: --ca or [hq] ca");
  } else if (!std::filesystem::exists(ca)) {
    throw std::runtime_error("the CA file " + ca + " is not there: name the right one with --ca or [hq] ca");
  }
  return url.ends_with('/') ? url.substr(0, url.size() - 1) : url;
}

}  // namespace menting::sync
