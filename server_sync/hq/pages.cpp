#include "server_sync/hq/pages.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "base/crypto/crypto.h"
#include "server_sync/hq/said.h"

namespace menting::hq {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> types = {{
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
}};

constexpr std::string_view policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src "
    "'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

std::optional<std::string_view> type_of(std::string_view path) {
  for (const auto& [ending, type] : types) {
    if (path.ends_with(ending)) return type;
  }
  return std::nullopt;
}

/// Names of letters, digits, '-', '_' and single dots inside; so neither ".." nor a hidden file can be asked for.
bool is_plain_path(std::string_view path) {
  char before = '/';
  for (const char c : path) {
    const bool letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (!letter && c != '.' && c != '/') return false;
    if ((c == '.' || c == '/') && (before == '/' || before == '.')) return false;
    before = c;
  }
  return true;
}

/// The file of a page or of what belongs to one. What a page is about stands behind '#' and never comes here.
std::string file_of(const std::string& path) {
  if (path == "/") return "hq/index.html";
  if (path == "/book" || path.starts_with("/a/")) return "book/index.html";
  if (path.starts_with("/s/")) return "phone/index.html";  // the page knows its branch, the code never comes here
  return path.substr(std::string_view("/web/").size());
}

}  // namespace

http::Response Pages::get(const http::Request& request) const {
  const std::string name = file_of(request.path);
  const auto type = type_of(name);
  if (type && is_plain_path(name)) {
    std::ifstream file(assets_ + "/web/" + name, std::ios::binary);
    if (file) {
      http::Response response;
      response.content_type = *type;
      response.body.assign(std::istreambuf_iterator<char>(file), {});
      const std::string tag = '"' + crypto::hash_hex(response.body).substr(0, 32) + '"';
      if (request.header("If-None-Match") == tag) {
        response.status = 304;
        response.body.clear();
      }
      response.headers.emplace_back("ETag", tag);
      response.headers.emplace_back("Cache-Control", "no-cache");  // asked again each time, answered by the tag
      return response;
    }
  }
  return refuse(request, 404, "not_found",
                {"没有这个页面。总部首页的地址是 /", "There is no such page. Headquarters' page is /"});
}

void add_safety_headers(http::Response& response) {
  response.headers.emplace_back("Content-Security-Policy", policy);
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  const bool has_cache_rule = std::any_of(response.headers.begin(), response.headers.end(),
                                          [](const auto& header) { return header.first == "Cache-Control"; });
  if (!has_cache_rule) response.headers.emplace_back("Cache-Control", "no-store");
}

}  // namespace menting::hq
