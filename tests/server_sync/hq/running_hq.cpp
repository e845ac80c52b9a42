#include "tests/server_sync/hq/running_hq.h"

#include "base/crypto/crypto.h"
#include "base/time/zone.h"

namespace menting::tests {
namespace {

constexpr std::int64_t day_ms = 24LL * 3600 * 1000;

const std::string& demo_hash() {
  static const std::string hash = crypto::hash_password("menting-demo");
  return hash;
}

}  // namespace

RunningHq::RunningHq(const std::string& public_url) {
  settings_.listen = "127.0.0.1:0";
  settings_.public_url = public_url;
  settings_.users = {
      {"admin", "张主任", {"administrator"}, demo_hash()},  {"viewer", "李览", {"viewer"}, demo_hash()},
      {"quality", "王质", {"quality"}, demo_hash()},        {"operations", "赵营", {"operations"}, demo_hash()},
      {"north", "钱北", {"viewer"}, demo_hash(), {"华北"}}, {"nobody", "孙无", {}, demo_hash()}};
  restart();
}

void RunningHq::restart() {
  hq_.reset();
  hq_ = std::make_unique<hq::Headquarters>(settings_, folder_.path().string(), MENTING_SOURCE_DIR "/assets");
  hq_->start();
}

std::string RunningHq::code_for(const std::string& branch, std::int64_t age_ms) {
  const std::string code = crypto::random_code(20);
  hq::SqliteStore store = open();
  store.begin();
  const std::int64_t made_at = base::wall_ms() - age_ms;
  if (!store.has_branch(branch)) store.add_branch(branch, "西单营业厅", made_at);
  store.save_code(branch, crypto::hash_hex(code), made_at, made_at + day_ms);
  store.commit();
  return code;
}

WebAnswer RunningHq::enrol(const std::string& code, const std::string& more) {
  const std::string key = crypto::to_base64(crypto::make_sign_keys().public_key);
  return ask(port(), "POST", "/sync/v1/enrol", R"({"code":")" + code + R"(","public_key":")" + key + '"' + more + "}");
}

std::string RunningHq::join(const std::string& branch) {
  const WebAnswer answer = enrol(code_for(branch));
  const std::string name = R"("credential":")";
  const auto start = answer.body.find(name);
  if (answer.status != 201 || start == std::string::npos) throw std::runtime_error("joining failed: " + answer.body);
  return answer.body.substr(start + name.size(), answer.body.find('"', start + name.size()) - start - name.size());
}

WebAnswer RunningHq::send(const std::string& credential, const wire::Batch& batch) {
  return ask(port(), "POST", "/sync/v1/batches", wire::batch_json(batch), {"Authorization: Bearer " + credential});
}

std::string RunningHq::sign_in(const std::string& user) {
  const WebAnswer answer =
      ask(port(), "POST", "/api/v1/sign-in", R"({"user":")" + user + R"(","password":"menting-demo"})");
  const auto start = answer.headers.find("menting_hq=");
  if (answer.status != 200 || start == std::string::npos) throw std::runtime_error("signing in failed: " + answer.body);
  return "Cookie: " + answer.headers.substr(start, answer.headers.find(';', start) - start);
}

std::vector<std::int64_t> RunningHq::seqs(const std::string& branch) {
  std::vector<std::int64_t> found;
  open().each_event(branch, 1, [&](const hq::ReceivedEvent& received) { found.push_back(received.event.seq); });
  return found;
}

}  // namespace menting::tests
