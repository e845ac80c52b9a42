#include <algorithm>
#include <fstream>

#include "tests/kiosk/settings/example.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::Configured;
using tests::faults_after;
using tests::faults_with;
using tests::right_configuration;

namespace faults_test {

namespace {

struct Fault {
  const char* name;
  const char* from;
  const char* to;
  const char* place;  ///< in the message: the line and the key
  const char* what;   ///< in the message: what is wrong or what to write
};

/// Each makes one thing wrong, and each must be exactly one line.
const Fault kFaults[] = {
    {"unknown key", "tier =", "teir =", ":5: [branch] teir: ", "did you mean \"tier\"?"},
    {"unknown section", "[queue]", "[quene]", ": quene: ", "did you mean \"queue\"?"},
    {"no id", "id = \"BJ-0001\"\n", "", ":1: [branch] id: ", "is missing; write id = \"BJ-0001\""},
    {"empty id", "\"BJ-0001\"", "\"\"", ":2: [branch] id: ", "is empty"},
    {"bad id", "BJ-0001", "BJ 0001", ":2: [branch] id: ", "may hold only letters"},
    {"id of a wrong type", "\"BJ-0001\"", "1", ":2: [branch] id: ", "is a whole number; write a text in quotes"},
    {"name as text", "{ \"zh-CN\" = \"西单营业厅\", en = \"Xidan Hall\" }", "\"西单\"",
     ":3: [branch] name: ", "is a text"},
    {"name's language", "en = \"Xidan Hall\"", "fr = \"Xidan\"", ":3: [branch] name: ", "\"fr\" is not a language"},
    {"empty name", "\"Xidan Hall\"", "\" \"", ":3: [branch] name: ", "the text for \"en\" is empty"},
    {"name of two lines", "Xidan Hall", "Xidan\\nHall", ":3: [branch] name: ", "line break"},
    {"unknown time zone", "Asia/Shanghai", "Asia/Atlantis", ":4: [branch] timezone: ", "not a known time zone"},
    {"hour that is not", "09:00", "25:00", ":6: [branch] opens: ", "\"25:00\" is not a time of the day"},
    {"minute that is not", "18:00", "18:60", ":7: [branch] closes: ", "\"18:60\" is not a time of the day"},
    {"time without zero", "09:00", "9:00", ":6: [branch] opens: ", "such as \"09:00\""},
    {"time with words", "09:00", "nine!", ":6: [branch] opens: ", "is not a time of the day"},
    {"after midnight", "18:00", "24:01", ":7: [branch] closes: ", "is not a time of the day"},
    {"closes before it opens", "18:00", "08:00", ":7: [branch] closes: ", "is not after opens"},
    {"closes when it opens", "18:00", "09:00", ":7: [branch] closes: ", "is not after opens"},
    {"opens alone", "closes = \"18:00\"\n", "", "[branch] closes: ", "is missing"},
    {"closes alone", "opens = \"09:00\"\n", "", "[branch] opens: ", "is missing"},
    {"listen without port", "127.0.0.1:8470", "127.0.0.1", ":9: [lan] listen: ", "is not HOST:PORT"},
    {"listen with a large port", "127.0.0.1:8470", "127.0.0.1:84700", ":9: [lan] listen: ", "is not HOST:PORT"},
    {"listen as number", "\"127.0.0.1:8470\"", "8470", ":9: [lan] listen: ", "write a text in quotes"},
    {"allowed host with port", "hall.example.com", "hall.example.com:80", ":10: [lan] allowed_hosts: ", "without port"},
    {"allowed host as address", "hall.example.com", "http://hall", ":10: [lan] allowed_hosts: ", "is not a host"},
    {"allowed hosts as text", "[\"hall.example.com\", \"192.168.8.2\"]", "\"hall\"",
     ":10: [lan] allowed_hosts: ", "write a list of texts"},
    {"no such transport", "\"none\"", "\"pigeon\"", ":12: [printer] transport: ", "is not a way to a printer"},
    {"file without a path", "\"none\"", "\"file:\"", ":12: [printer] transport: ", "names no file"},
    {"tcp without a port", "\"none\"", "\"tcp:10.0.0.9\"", ":12: [printer] transport: ", "is not HOST:PORT"},
    {"device without its path", "\"none\"", "\"device:lp0\"", ":12: [printer] transport: ", "device:/dev/usb/lp0"},
    {"device without anything", "\"none\"", "\"device:\"", ":12: [printer] transport: ", "device:/dev/usb/lp0"},
    {"serial without a speed", "\"none\"", "\"serial:/dev/ttyS0\"",
     ":12: [printer] transport: ", "serial:/dev/ttyS0:115200"},
    {"serial speed that is none", "\"none\"", "\"serial:/dev/ttyS0:9601\"",
     ":12: [printer] transport: ", "no speed \"9601\"; write one of 1200, 2400"},
    {"serial without a path", "\"none\"", "\"serial::9600\"", ":12: [printer] transport: ", "is not PATH:BAUD"},
    {"CUPS printer without a name", "\"none\"", "\"cups:\"", ":12: [printer] transport: ", "lpstat -e"},
    {"CUPS printer's name", "\"none\"", "\"cups:a slip\"", ":12: [printer] transport: ", "lpstat -e"},
    {"a colon too few", "\"none\"", "\"tcp\"", ":12: [printer] transport: ", "is not HOST:PORT"},
    {"encoding", "width_dots = 576", "encoding = \"utf-8\"",
     ":13: [printer] encoding: ", "write one of \"raster\", \"gb18030\""},
    {"QR code", "width_dots = 576", "qr = \"star\"", ":13: [printer] qr: ", "write one of \"raster\", \"command\""},
    {"QR code by command on a picture", "width_dots = 576", "qr = \"command\"",
     ":13: [printer] qr: ", "write encoding = \"gb18030\" too"},
    {"knife", "width_dots = 576", "cut = true", ":13: [printer] cut: ", "text"},
    {"knife's word", "width_dots = 576", "cut = \"half\"",
     ":13: [printer] cut: ", "write one of \"full\", \"partial\", \"none\""},
    {"paper width", "576", "500", ":13: [printer] width_dots: ", "write 576"},
    {"url without scheme", "https://hq", "hq", ":15: [hq] url: ", "is not an address of headquarters"},
    {"url without host", "https://hq.example.com", "https://", ":15: [hq] url: ", "is not an address of headquarters"},
    {"url with a query", "https://hq.example.com", "https://hq.example.com/?a=1",
     ":15: [hq] url: ", "is not an address"},
    {"plain http to another machine", "https://hq.example.com", "http://hq.example.com",
     ":15: [hq] url: ", "goes only to this machine itself"},
    {"plain http that is not allowed", "https://hq.example.com", "http://127.0.0.1:8480",
     ":15: [hq] url: ", "allow_plain_http = true"},
    {"no url", "url = \"https://hq.example.com\"\n", "", ":14: [hq] url: ", "is missing"},
    {"priority run", "priority_run_max = 2", "priority_run_max = -1",
     ":18: [queue] priority_run_max: ", "from 0 to 100"},
    {"priority run as text", "priority_run_max = 2", "priority_run_max = \"2\"",
     ":18: [queue] priority_run_max: ", "is a text"},
    {"wait factor", "1.5", "0", ":19: [queue] max_wait_factor: ", "write a number from 0.1 to 100"},
    {"no-show calls", "no_show_after_calls = 3", "no_show_after_calls = 0",
     ":20: [queue] no_show_after_calls: ", "from 1 to 20"},
    {"recall gap", "recall_gap_s = 10", "recall_gap_s = -1", ":21: [queue] recall_gap_s: ", "from 0 to 600"},
    {"check-in too early", "recall_gap_s = 10", "recall_gap_s = 10\n[appointments]\nearly_minutes = 241",
     ":23: [appointments] early_minutes: ", "from 0 to 240"},
    {"check-in too late", "recall_gap_s = 10", "recall_gap_s = 10\n[appointments]\ngrace_minutes = -1",
     ":23: [appointments] grace_minutes: ", "from 0 to 240"},
    {"idle", "idle_s = 60", "idle_s = 0", ":23: [kiosk] idle_s: ", "from 1 to 3600"},
    {"idle warning", "idle_warning_s = 20", "idle_warning_s = 5000", ":24: [kiosk] idle_warning_s: ", "from 1 to 3600"},
    {"attract", "attract_after_s = 120", "attract_after_s = 0", ":25: [kiosk] attract_after_s: ", "from 1 to 86400"},
    {"language that is not there", "[\"zh-CN\", \"en\"]", "[\"zh-CN\", \"fr\"]",
     ":26: [kiosk] languages: ", "\"fr\" is not a language of this version; it has zh-CN and en"},
    {"language twice", "[\"zh-CN\", \"en\"]", "[\"en\", \"en\"]", ":26: [kiosk] languages: ", "stands there twice"},
    {"no language", "[\"zh-CN\", \"en\"]", "[]", ":26: [kiosk] languages: ", "is empty"},
    {"no service name", "name = { \"zh-CN\" = \"业务咨询\" }\n", "", ":34: [[service]] 2 name: ", "is missing"},
    {"no group", "group = \"enquiry\"\n", "", ":34: [[service]] 2 group: ", "is missing; write \"new_business\""},
    {"unknown group", "\"enquiry\"", "\"inquiry\"", ":37: [[service]] 2 group: ", "\"inquiry\" is not a group"},
    {"target wait", "target_wait_minutes = 15", "target_wait_minutes = 0",
     ":31: [[service]] 1 target_wait_minutes: ", "from 1 to 480"},
    {"numbers from zero", "first_number = 1", "first_number = 0",
     ":32: [[service]] 1 first_number: ", "from 1 to 9999"},
    {"number with leading zeros", "last_number = 999", "last_number = 0001", "kiosk.toml:33: not TOML", ""},
    {"last before first", "first_number = 1", "first_number = 1000",
     ":33: [[service]] 1 last_number: ", "is 999, before first_number 1000"},
    {"counter number", "number = 2", "number = 0", ":42: [[counter]] 2 number: ", "from 1 to 999"},
    {"counter twice", "number = 2", "number = 1", ":42: [[counter]] 2 number: ", "is another counter's already"},
    {"no counter number", "number = 2\n", "", ":41: [[counter]] 2 number: ", "is missing"},
    {"counter for a service that is not there", "[\"B\"]", "[\"B\", \"X\"]",
     ":43: [[counter]] 2 services: ", "\"X\" is not the letter of a [[service]]"},
    {"counter without services", "[\"B\"]", "[]", ":43: [[counter]] 2 services: ", "write the letters it serves"},
    {"service twice at a counter", "[\"B\"]", "[\"B\", \"B\"]", ":43: [[counter]] 2 services: ", "stands there twice"},
    {"service without a counter", "[\"A\", \"B\"]", "[\"B\"]", ": service: ", "\"A\" has no counter"},
    {"staff id twice", "id = \"9001\"", "id = \"1001\"", ":50: [[staff]] 2 id: ", "is another person's already"},
    {"staff id with a space", "id = \"9001\"", "id = \"90 01\"", ":50: [[staff]] 2 id: ", "may hold only letters"},
    {"no staff name", "name = \"陈静\"\n", "", ":49: [[staff]] 2 name: ", "is missing"},
    {"no roles", "roles = [\"clerk\"]\n", "", ":44: [[staff]] 1 roles: ", "write such as roles = [\"clerk\"]"},
    {"unknown role", "[\"clerk\"]", "[\"boss\"]", ":47: [[staff]] 1 roles: ", "\"boss\" is not a role"},
    {"unknown staff key", "id = \"9001\"", "id = \"9001\"\npin = \"2468\"", ":51: [[staff]] 2 pin: ", "is not a key"},
};

}  // namespace

TEST_CASE("each fault is one line with its place and what to write") {
  for (const Fault& fault : kFaults) {
    CAPTURE(fault.name);
    const std::string faults = faults_after(fault.from, fault.to);
    CAPTURE(faults);
    CHECK(std::count(faults.begin(), faults.end(), '\n') == 1);
    CHECK_THAT(faults, ContainsSubstring(std::string(fault.place)));
    CHECK_THAT(faults, ContainsSubstring(std::string(fault.what)));
  }
}

TEST_CASE("a service's letter is one capital letter of its own") {
  const std::string service = "name = { en = \"More\" }\ngroup = \"enquiry\"\n";
  for (const std::string letter : {"AA", "b", "", "é", "1"}) {
    const std::string faults = faults_with("[[service]]\nletter = \"" + letter + "\"\n" + service);
    CHECK(std::count(faults.begin(), faults.end(), '\n') == 1);
    CHECK_THAT(faults, ContainsSubstring("[[service]] 3 letter: \"" + letter + "\" is not a letter"));
  }
  const std::string twice = faults_with("[[service]]\nletter = \"A\"\n" + service);
  CHECK(std::count(twice.begin(), twice.end(), '\n') == 1);
  CHECK_THAT(twice, ContainsSubstring("[[service]] 3 letter: \"A\" is another service's already"));
  CHECK_THAT(faults_with("[[service]]\n" + service), ContainsSubstring("[[service]] 3 letter: is missing"));
}

TEST_CASE("a PIN that is not hashed is a fault and is not repeated") {
  const Configured it(right_configuration() +
                      "[[staff]]\nid = \"1002\"\nname = \"王强\"\nroles = [\"clerk\"]\npin_hash = \"246813\"\n");
  CHECK_THAT(it.faults(), ContainsSubstring("[[staff]] 3 pin_hash: is not a hash of Argon2id"));
  CHECK_THAT(it.faults(), ContainsSubstring("menting-kiosk hash-pin"));
  CHECK(it.faults().find("246813") == std::string::npos);
  const std::string none = faults_with("[[staff]]\nid = \"1002\"\nname = \"王强\"\nroles = [\"clerk\"]\n");
  CHECK_THAT(none, ContainsSubstring("[[staff]] 3 pin_hash: is missing"));
}

TEST_CASE("a branch needs services, counters and staff") {
  const std::string nothing = Configured("").faults();
  for (const char* key : {"branch: is missing", "service: is missing", "counter: is missing", "staff: is missing"}) {
    CHECK_THAT(nothing, ContainsSubstring(std::string(key)));
  }
  const std::string empty = Configured("service = []\ncounter = []\nstaff = []\n").faults();
  CHECK_THAT(empty, ContainsSubstring("write at least one [[service]]"));
  CHECK_THAT(empty, ContainsSubstring("write at least one [[counter]]"));
  CHECK_THAT(empty, ContainsSubstring("write at least one [[staff]]"));
}

TEST_CASE("plain http to this machine is allowed when the file says so") {
  std::string text = right_configuration();
  text.replace(text.find("https://hq.example.com\""), 23, "http://127.0.0.1:8480/\"\nallow_plain_http = true");
  const Configured it(text);
  CHECK(it.faults().empty());
  CHECK(it.loaded.settings.hq_url == "http://127.0.0.1:8480");
  CHECK(it.loaded.settings.hq_allow_plain_http);
  text.replace(text.find("127.0.0.1:8480"), 14, "[::1]:8480");
  CHECK(Configured(text).faults().empty());
  text.replace(text.find("[::1]:8480"), 10, "10.0.0.1:8480");
  CHECK_THAT(Configured(text).faults(), ContainsSubstring("not to \"10.0.0.1\""));
}

TEST_CASE("a scanner has the id that lsusb shows") {
  CHECK_THAT(faults_with("[scanner]\n"), ContainsSubstring("[scanner] usb_id: is missing; write usb_id ="));
  for (const std::string id : {"", "1234", "1234abcd", "1234:abcg", "12345:bcd", "1234:abcd "}) {
    const std::string faults = faults_with("[scanner]\nusb_id = \"" + id + "\"\n");
    CHECK(std::count(faults.begin(), faults.end(), '\n') == 1);
    CHECK_THAT(faults, ContainsSubstring("[scanner] usb_id: \"" + id + "\" is not a USB id"));
  }
  CHECK_THAT(faults_with("[scanner]\nusb_id = 1234\n"), ContainsSubstring("write a text in quotes"));
  CHECK_THAT(faults_with("[scanner]\nusb_id = \"1234:abcd\"\nport = 1\n"), ContainsSubstring("is not a key"));
}

TEST_CASE("every fault is named in one go, in the order of the file") {
  std::string text = right_configuration();
  for (const std::string name : {"unknown key", "unknown time zone", "hour that is not", "listen without port",
                                 "no such transport", "paper width", "plain http to another machine"}) {
    CAPTURE(name);
    const Fault& fault =
        *std::find_if(std::begin(kFaults), std::end(kFaults), [&name](const Fault& each) { return name == each.name; });
    REQUIRE(text.find(fault.from) != std::string::npos);
    text.replace(text.find(fault.from), std::string(fault.from).size(), fault.to);
  }
  text += "[[counter]]\nnumber = 1\nservices = [\"Q\"]\n";
  const Configured it(text);
  const std::string faults = it.faults();
  CAPTURE(faults);
  for (const char* key :
       {"teir", "timezone", "opens", "listen", "transport", "width_dots", "url", "number", "services"}) {
    CHECK_THAT(faults, ContainsSubstring(std::string(key) + ": "));
  }
  CHECK(it.loaded.faults.size() == 9);
  std::vector<int> lines;
  for (const auto& fault : it.loaded.faults) lines.push_back(std::stoi(fault.substr(it.file.size() + 1)));
  CHECK(std::is_sorted(lines.begin(), lines.end()));
}

TEST_CASE("a file that is not there or not TOML is one fault") {
  const auto none = settings::load("/nowhere/kiosk.toml");
  REQUIRE(none.faults.size() == 1);
  CHECK_THAT(none.faults[0], ContainsSubstring("/nowhere/kiosk.toml: there is no such file"));
  CHECK_THAT(Configured("[branch\n").faults(), ContainsSubstring("kiosk.toml:1: not TOML"));
}

}  // namespace faults_test
