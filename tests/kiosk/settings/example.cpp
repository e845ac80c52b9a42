#include "tests/kiosk/settings/example.h"

#include <fstream>

#include "base/crypto/crypto.h"
#include "tests/support/catch.h"

namespace menting::tests {
namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

std::string right_configuration() {
  static const std::string hash = crypto::hash_password("2468");
  return R"([branch]
id = "BJ-0001"
name = { "zh-CN" = "西单营业厅", en = "Xidan Hall" }
timezone = "Asia/Shanghai"
tier = "flagship"
opens = "09:00"
closes = "18:00"
[lan]
listen = "127.0.0.1:8470"
allowed_hosts = ["hall.example.com", "192.168.8.2"]
[printer]
transport = "none"
width_dots = 576
[hq]
url = "https://hq.example.com"
ca = "ca.pem"
[queue]
priority_run_max = 2
max_wait_factor = 1.5
no_show_after_calls = 3
recall_gap_s = 10
[kiosk]
idle_s = 60
idle_warning_s = 20
attract_after_s = 120
languages = ["zh-CN", "en"]
[[service]]
letter = "A"
name = { "zh-CN" = "新业务办理", en = "New business" }
group = "new_business"
target_wait_minutes = 15
first_number = 1
last_number = 999
[[service]]
letter = "B"
name = { "zh-CN" = "业务咨询" }
group = "enquiry"
[[counter]]
number = 1
services = ["A", "B"]
[[counter]]
number = 2
services = ["B"]
[[staff]]
id = "1001"
name = "李晓梅"
roles = ["clerk"]
pin_hash = ")" +
         hash + R"("
[[staff]]
id = "9001"
name = "陈静"
roles = ["manager", "technician"]
pin_hash = ")" +
         hash + "\"\n";
}

Configured::Configured(const std::string& text, const std::string& data) : file(folder.file("kiosk.toml")) {
  std::ofstream(file, std::ios::binary) << text;
  loaded = settings::load(file, data);
}

std::string Configured::faults() const {
  std::string all;
  for (const auto& fault : loaded.faults) {
    REQUIRE(fault.rfind(file, 0) == 0);
    REQUIRE(fault.find('\n') == std::string::npos);
    all += "kiosk.toml" + fault.substr(file.size()) + "\n";
  }
  return all;
}

std::string faults_after(const std::string& from, const std::string& to) {
  return Configured(replaced(right_configuration(), from, to)).faults();
}

std::string faults_with(const std::string& more) {
  return Configured(right_configuration() + more).faults();
}

}  // namespace menting::tests
