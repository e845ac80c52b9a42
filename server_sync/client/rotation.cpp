#include "server_sync/client/rotation.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "server_sync/client/device_key.h"
#include "server_sync/wire/signature.h"

namespace menting::sync {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t credential_bytes = 32;
constexpr std::chrono::minutes look_every{10};

/// The running kiosk and a command by hand must not change the key at the same time.
class OneAtATime {
 public:
  explicit OneAtATime(const std::string& data_folder) {
    const std::string file = (std::filesystem::path(data_folder) / "rotation.lock").string();
    file_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file_ >= 0 && ::flock(file_, LOCK_EX | LOCK_NB) == 0) return;
    if (file_ >= 0) ::close(file_);
    throw std::runtime_error("the key is being changed already, or " + file +
                             " cannot be written: try again in a moment");
  }
  ~OneAtATime() { ::close(file_); }
  OneAtATime(const OneAtATime&) = delete;
  OneAtATime& operator=(const OneAtATime&) = delete;

 private:
  int file_ = -1;
};

std::string request_for(const NextKey& next, const std::string& branch) {
  const std::string public_key = crypto::to_base64(next.key.public_key);
  const std::string hash = crypto::hash_hex(next.credential);
  const std::string proof = crypto::sign(next.key.secret_key, wire::rotation_text(branch, public_key, hash));
  return Json{{"public_key", public_key}, {"credential_hash", hash}, {"proof", crypto::to_base64(proof)}}.dump();
}

bool says_yes(const Answer& answer, const std::string& branch) {
  if (answer.status != 200) return false;
  const Json json = Json::parse(answer.body, nullptr, false);
  return json.is_object() && json.value("branch", Json()) == branch && json.contains("overlap_hours");
}

bool is_unknown(const Answer& answer) {
  if (answer.status != 401) return false;
  const Json json = Json::parse(answer.body, nullptr, false);
  return json.is_object() && json.value("refusal", Json()) == "not_enrolled";
}

std::string why(const Answer& answer) {
  if (answer.status == 0) return answer.failure;
  const Json json = Json::parse(answer.body, nullptr, false);
  const std::string detail = json.is_object() && json.contains("detail") && json["detail"].is_string()
                                 ? json["detail"].get<std::string>()
                                 : "";
  return detail.empty() ? "the answer (HTTP " + std::to_string(answer.status) + ") is not headquarters'" : detail;
}

}  // namespace

void rotate_key(const Enrolment& enrolment, const Place& place, const std::string& data_folder, SignedPost& post) {
  const OneAtATime lock(data_folder);
  if (enrolment.secret_key.empty()) {
    throw std::runtime_error(
        "this branch has no device.key to prove itself by: join headquarters again with "
        "menting-kiosk enrol");
  }
  auto next = read_next_key(data_folder);
  if (!next) {
    next = NextKey{make_device_key(), crypto::to_base64(crypto::random_bytes(credential_bytes)), false};
    write_next_key(data_folder, *next);
  }
  const std::string body = request_for(*next, enrolment.branch);
  const std::vector<std::string> headers = {"Content-Type: application/json"};
  Answer answer = post.post(enrolment, place, "/sync/v1/rotate", body, headers);
  if (answer.status == 401 || answer.status == 403) {
    // Headquarters may have agreed before a crash, and the old pair's day of grace be over.
    Enrolment as_next = enrolment;
    as_next.credential = next->credential;
    as_next.secret_key = next->key.secret_key;
    if (const Answer again = post.post(as_next, place, "/sync/v1/rotate", body, headers); again.status == 200) {
      answer = again;
    }
  }
  if (!says_yes(answer, enrolment.branch)) {
    throw std::runtime_error("the key could not be changed, the one before stays in use: " + why(answer));
  }
  next->accepted = true;
  write_next_key(data_folder, *next);
  read_enrolment(data_folder);  // takes it into use
}

bool KeyCare::look(const Enrolment& enrolment, const Place& place, const std::string& data_folder, SignedPost& post,
                   Time now) {
  if (enrolment.secret_key.empty() || (next_look_ && now < *next_look_)) return false;
  next_look_ = now + look_every;
  using std::chrono::system_clock;
  const auto age = system_clock::now().time_since_epoch() - std::chrono::milliseconds(enrolment.key_made_at_ms);
  const bool old = key_days_ > 0 && age >= std::chrono::hours(24) * key_days_;
  try {
    if (!old && !read_next_key(data_folder)) return false;
    rotate_key(enrolment, place, data_folder, post);
    log::info("sync", "the device has a new key");
    return true;
  } catch (const std::runtime_error& error) {
    log::warn("sync", error.what());
    return false;
  }
}

bool KeyCare::named_anew(const Answer& answer, const Enrolment& enrolment, const Place& place,
                         const std::string& data_folder, SignedPost& post) {
  if (!is_unknown(answer)) return false;
  try {
    const auto key = read_device_key(data_folder);
    const auto previous = read_previous_key(data_folder);
    if (!key || !previous) return false;
    Enrolment as_before = enrolment;
    as_before.credential = previous->credential;
    as_before.secret_key = previous->key.secret_key;
    const std::string body = request_for({*key, enrolment.credential, true}, enrolment.branch);
    const Answer said = post.post(as_before, place, "/sync/v1/rotate", body, {"Content-Type: application/json"});
    if (!says_yes(said, enrolment.branch)) return false;
    log::warn("sync", "headquarters did not know this device's newest key and was told it again: was it restored?");
    return true;
  } catch (const std::runtime_error& error) {
    log::warn("sync", error.what());
    return false;
  }
}

}  // namespace menting::sync
