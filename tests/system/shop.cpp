#include "tests/system/shop.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "tests/support/catch.h"

namespace menting::tests {
namespace {

std::string demo(const std::string& name) {
  return read_bytes(std::string(MENTING_SOURCE_DIR) + "/config/demo/" + name);
}

bool healthy(std::uint16_t port) {
  try {
    return http_request(port, "GET", "/api/v1/health").status == 200;
  } catch (const std::exception&) {
    return false;  // not yet
  }
}

void wait_until_healthy(Program& program, std::uint16_t port) {
  const bool up = eventually([&] { return healthy(port) || !program.running(); });
  INFO(program.errors());
  REQUIRE(up);
  REQUIRE(program.running());
}

/// What stands at "name" or "/name/name" of a JSON text; null when it is not there.
nlohmann::json value_at(const std::string& json, const std::string& path) {
  const auto parsed = nlohmann::json::parse(json, nullptr, false);
  if (parsed.is_discarded()) return nullptr;
  const nlohmann::json::json_pointer pointer(path.front() == '/' ? path : "/" + path);
  return parsed.contains(pointer) ? parsed.at(pointer) : nlohmann::json();
}

/// A UUID that no other request of this run has.
std::string fresh_key() {
  static std::atomic<unsigned> count{0};
  char text[64];
  std::snprintf(text, sizeof text, "%08x-0000-4000-8000-%012x", static_cast<unsigned>(getpid()), ++count);
  return text;
}

}  // namespace

std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool got = ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                   ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(socket);
  REQUIRE(got);
  return ntohs(address.sin_port);
}

void pause_ms(int ms) {
  std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  std::size_t at = 0;
  bool found = false;
  while ((at = text.find(from, at)) != std::string::npos) {
    text.replace(at, from.size(), to);
    at += to.size();
    found = true;
  }
  REQUIRE(found);
  return text;
}

std::string json_text(const std::string& json, const std::string& path) {
  const auto found = value_at(json, path);
  return found.is_string() ? found.get<std::string>() : std::string();
}

long json_number(const std::string& json, const std::string& path) {
  const auto found = value_at(json, path);
  return found.is_number() ? found.get<long>() : -1;
}

Shop::Shop(std::uint16_t hq_port) : port_(free_port()) {
  std::string config = replaced(demo("kiosk.toml"), "127.0.0.1:8470", "127.0.0.1:" + std::to_string(port_));
  const std::string hq = std::to_string(hq_port == 0 ? free_port() : hq_port);
  config = replaced(config, "127.0.0.1:8480", "127.0.0.1:" + hq);
  config = replaced(config, "file:slips.escpos", "file:" + folder_.file("slips.escpos"));
  write_bytes(this->config(), config);
}

void Shop::open(const std::vector<std::string>& more) {
  std::vector<std::string> words = {"--config", config(), "--data", data(), "--headless"};
  words.insert(words.end(), more.begin(), more.end());
  kiosk_ = std::make_unique<Program>("menting-kiosk", words);
  wait_until_healthy(*kiosk_, port_);
}

int Shop::close() {
  kiosk_->signal(SIGTERM);
  return kiosk_->wait(5'000);
}

void Shop::kill() {
  kiosk_->signal(SIGKILL);
  REQUIRE(kiosk_->wait() == 128 + SIGKILL);
}

HttpAnswer Shop::get(const std::string& target, const HttpHeaders& headers) const {
  return http_request(port_, "GET", target, headers);
}

HttpAnswer Shop::post(const std::string& target, const std::string& body, HttpHeaders headers) const {
  headers.emplace_back("Content-Type", "application/json");
  return http_request(port_, "POST", target, headers, body);
}

HttpHeaders Shop::as_kiosk() const {
  std::string token = read_bytes(data() + "/kiosk.token");
  while (!token.empty() && token.back() == '\n') token.pop_back();
  return {{"Authorization", "Bearer " + token}};
}

HttpHeaders Shop::sign_in(const std::string& staff, const std::string& pin) const {
  const auto answer = post("/api/v1/sign-in", R"({"staff":")" + staff + R"(","pin":")" + pin + "\"}");
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  const std::string cookie = answer.header("Set-Cookie");
  return {{"Cookie", cookie.substr(0, cookie.find(';'))}};
}

HttpAnswer Shop::take_ticket(const std::string& service, const std::string& key) const {
  auto headers = as_kiosk();
  headers.emplace_back("Idempotency-Key", key.empty() ? fresh_key() : key);
  return post("/api/v1/tickets", R"({"service":")" + service + "\"}", headers);
}

std::vector<std::string> Shop::waiting() const {
  const auto answer = get("/api/v1/tickets?state=waiting", sign_in("1001", "2468"));
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  std::vector<std::string> tickets;
  const auto list = nlohmann::json::parse(answer.body);
  for (const auto& item : list.at("items")) tickets.push_back(item.at("ticket").get<std::string>());
  return tickets;
}

Ran Shop::command(const std::vector<std::string>& words, const std::string& input) const {
  return run_program("menting-kiosk", words, input);
}

Head::Head(const std::string& database) : port_(free_port()) {
  use(database);
}

void Head::use(const std::string& database) {
  const std::string config = replaced(demo("hq.toml"), "127.0.0.1:8480", "127.0.0.1:" + std::to_string(port_));
  write_bytes(folder_.file("hq.toml"), replaced(config, "\"sqlite\"", "\"" + database + "\""));
}

void Head::open() {
  program_ = std::make_unique<Program>(
      "menting-hq", std::vector<std::string>{"--config", folder_.file("hq.toml"), "--data", folder_.file("data")});
  wait_until_healthy(*program_, port_);
}

int Head::close() {
  program_->signal(SIGTERM);
  return program_->wait(5'000);
}

void Head::kill() {
  program_->signal(SIGKILL);
  program_->wait();
}

Ran Head::command(std::vector<std::string> words) const {
  words.insert(words.end(), {"--config", folder_.file("hq.toml"), "--data", folder_.file("data")});
  return run_program("menting-hq", words);
}

std::vector<std::string> Head::events() const {
  std::istringstream in(command({"events", "BJ-0001"}).output);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string code_of(const Ran& ran) {
  INFO(ran.errors);
  REQUIRE(ran.exit_code == 0);
  const std::string text = ran.output.substr(0, ran.output.find_last_not_of('\n') + 1);
  return text.substr(text.find_last_of(" \n") + 1);
}

Ran enrol(const Head& head, const Shop& shop, const std::string& code) {
  return shop.command({"enrol", "--config", shop.config(), "--data", shop.data(), "--hq",
                       "http://127.0.0.1:" + std::to_string(head.port()), "--code", code});
}

void join(const Head& head, const Shop& shop) {
  REQUIRE(enrol(head, shop, code_of(head.command({"branch", "add", "BJ-0001", "--name", "西单营业厅"}))).exit_code ==
          0);
}

}  // namespace menting::tests
