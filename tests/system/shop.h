#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/http_client.h"
#include "tests/support/scratch_folder.h"
#include "tests/system/program.h"

namespace menting::tests {

/// A port of this machine that nobody has.
std::uint16_t free_port();

/// A branch in a folder of its own, run by the real program, with the demo's hall and staff.
class Shop {
 public:
  explicit Shop(std::uint16_t hq_port = 0);

  /// Starts the kiosk without a screen and waits until it answers; a program that ends instead fails the test.
  void open(const std::vector<std::string>& more = {});
  /// SIGTERM; the exit code.
  int close();
  void kill();  ///< SIGKILL

  std::uint16_t port() const { return port_; }
  std::string config() const { return folder_.file("kiosk.toml"); }
  std::string data() const { return folder_.file("data"); }
  std::string file(const std::string& name) const { return folder_.file(name); }
  Program& kiosk() { return *kiosk_; }

  HttpAnswer get(const std::string& target, const HttpHeaders& headers = {}) const;
  HttpAnswer post(const std::string& target, const std::string& body, HttpHeaders headers = {}) const;
  /// With the kiosk's own credential.
  HttpHeaders as_kiosk() const;
  /// Signs in; the headers of that session.
  HttpHeaders sign_in(const std::string& staff, const std::string& pin) const;
  /// Takes a ticket under an idempotency key of its own (or the given one).
  HttpAnswer take_ticket(const std::string& service, const std::string& key = {}) const;
  /// The numbers that wait, in calling order of each service.
  std::vector<std::string> waiting() const;
  Ran command(const std::vector<std::string>& words, const std::string& input = {}) const;

 private:
  ScratchFolder folder_;
  std::uint16_t port_;
  std::unique_ptr<Program> kiosk_;
};

/// A headquarters of its own, run by the real program.
class Head {
 public:
  /// `database` as in its configuration; without one the file in its folder.
  explicit Head(const std::string& database = "sqlite");
  /// From its next start on.
  void use(const std::string& database);
  void open();
  int close();
  void kill();  ///< SIGKILL
  std::uint16_t port() const { return port_; }
  std::string database() const { return folder_.file("data/hq.db"); }
  Ran command(std::vector<std::string> words) const;
  /// The lines of `events BJ-0001`.
  std::vector<std::string> events() const;

 private:
  ScratchFolder folder_;
  std::uint16_t port_;
  std::unique_ptr<Program> program_;
};

/// The one-time code that a command printed last; a command that failed fails the test.
std::string code_of(const Ran& ran);
/// The shop's `enrol` with that code.
Ran enrol(const Head& head, const Shop& shop, const std::string& code);
/// Adds BJ-0001 at headquarters and has the shop join as it.
void join(const Head& head, const Shop& shop);

/// Asks again and again, for at most half a minute, until `good()`.
template <class Good>
bool eventually(Good good);

/// The text at "name" or "/name/name" in a JSON object; empty when it is not there.
std::string json_text(const std::string& json, const std::string& path);
long json_number(const std::string& json, const std::string& path);  ///< -1 when it is not there

std::string replaced(std::string text, const std::string& from, const std::string& to);
void pause_ms(int ms);

template <class Good>
bool eventually(Good good) {
  for (int i = 0; i < 600; ++i) {
    if (good()) return true;
    pause_ms(50);
  }
  return false;
}

}  // namespace menting::tests
