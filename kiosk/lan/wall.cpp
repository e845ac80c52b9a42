#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/crypto/crypto.h"
#include "kiosk/lan/json_values.h"
#include "kiosk/lan/reception.h"
#include "kiosk/lan/unfit.h"

// What the call board shows and says besides the board itself.
namespace menting::lan {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::uintmax_t picture_bytes_max = std::uintmax_t{4} * 1024 * 1024;

Json name_or_null(const domain::LocalName& name) {
  return name.empty() ? Json(nullptr) : Json(name);
}

/// Changes with the file, so that a page that is open for weeks shows the new picture.
std::string mark_of(const fs::path& file) {
  std::error_code error;
  const auto changed = fs::last_write_time(file, error).time_since_epoch().count();
  return crypto::hash_hex(file.string() + std::to_string(changed)).substr(0, 12);
}

/// The type that the bytes themselves show; none for anything but a PNG or JPEG: the file may be another one by now
/// than the one that was checked at the start.
const char* picture_type(const std::string& bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  return bytes.starts_with("\xff\xd8\xff") ? "image/jpeg" : nullptr;
}

std::optional<std::string> read_picture(const std::string& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return std::nullopt;
  const auto size = fs::file_size(file, error);
  if (error || size > picture_bytes_max) return std::nullopt;
  std::ifstream stream(file, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream.good() && !stream.eof()) return std::nullopt;
  return bytes;
}

}  // namespace

void Reception::list_announcements(const Asked& asked) {
  // Whether a picture has changed is asked of the disk.
  server_.work([this, exchange = asked.exchange] {
    Json items = Json::array();
    for (std::size_t i = 0; i < settings_.wall.announcements.size(); ++i) {
      const Announcement& one = settings_.wall.announcements[i];
      Json item;
      item["title"] = one.title;
      item["text"] = name_or_null(one.text);
      item["picture"] =
          one.image.empty()
              ? Json(nullptr)
              : Json("/api/v1/announcements/" + std::to_string(i + 1) + "/picture?v=" + mark_of(one.image));
      item["from"] = day_or_null(one.from);
      item["until"] = day_or_null(one.until);
      items.push_back(std::move(item));
    }
    Json json;
    json["total"] = items.size();
    json["items"] = std::move(items);
    reply(exchange, {200, "application/json", json.dump(-1, ' ', false, Json::error_handler_t::replace), {}});
  });
}

void Reception::send_picture(const Asked& asked) {
  std::size_t number = 0;
  const char* end = asked.item.data() + asked.item.size();
  const auto read = std::from_chars(asked.item.data(), end, number);
  const auto& all = settings_.wall.announcements;
  // By its place in the configuration alone: no address names a file.
  if (read.ec != std::errc() || read.ptr != end || number < 1 || number > all.size()) throw no_such_address();
  const std::string file = all[number - 1].image;
  if (file.empty()) throw no_such_address();
  server_.work([this, exchange = asked.exchange, file, language = asked.language] {
    auto bytes = read_picture(file);
    const char* type = bytes ? picture_type(*bytes) : nullptr;
    if (type == nullptr) return reply(exchange, problem_for(no_such_address(), language));
    const std::string etag = "\"" + crypto::hash_hex(*bytes).substr(0, 32) + "\"";
    http::Response response{200, type, {}, {{"ETag", etag}, {"Cache-Control", "no-cache"}}};
    if (exchange->request().header("If-None-Match") == etag) {
      response.status = 304;
    } else {
      response.body = std::move(*bytes);
    }
    reply(exchange, std::move(response));
  });
}

void Reception::send_call_sound(const Asked& asked) {
  const http::Response silence{204, "", "", {}};
  if (!settings_.wall.call_sound) return reply(asked.exchange, silence);
  server_.work([this, exchange = asked.exchange, ticket = asked.item, silence] {
    std::string wav = settings_.wall.call_sound(ticket);
    if (wav.empty()) return reply(exchange, silence);
    reply(exchange, {200, "audio/wav", std::move(wav), {}});
  });
}

}  // namespace menting::lan
