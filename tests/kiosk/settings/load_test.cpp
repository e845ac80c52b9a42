#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/crypto/crypto.h"
#include "tests/kiosk/settings/example.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::Configured;
using tests::right_configuration;

TEST_CASE("every key of a right configuration arrives") {
  const Configured it(right_configuration());
  REQUIRE(it.faults().empty());
  const auto& settings = it.loaded.settings;
  const auto& plan = settings.plan;
  CHECK(plan.branch_id == "BJ-0001");
  CHECK(plan.name.at("zh-CN") == "西单营业厅");
  CHECK(plan.name.at("en") == "Xidan Hall");
  CHECK(plan.tier == "flagship");
  CHECK(plan.opens_minute == 9 * 60);
  CHECK(plan.closes_minute == 18 * 60);
  CHECK(settings.timezone == "Asia/Shanghai");
  CHECK(settings.listen == "127.0.0.1:8470");
  CHECK(settings.allowed_hosts == std::vector<std::string>{"hall.example.com", "192.168.8.2"});
  CHECK(settings.printer_transport == "none");
  CHECK(settings.printer_width_dots == 576);
  CHECK(settings.hq_url == "https://hq.example.com");
  CHECK(settings.hq_ca == it.folder.file("ca.pem"));
  CHECK_FALSE(settings.hq_allow_plain_http);
  CHECK(plan.priority_run_max == 2);
  CHECK(plan.max_wait_factor == 1.5);
  CHECK(plan.no_show_after_calls == 3);
  CHECK(plan.recall_gap_s == 10);
  CHECK(settings.idle_s == 60);
  CHECK(settings.idle_warning_s == 20);
  CHECK(settings.attract_after_s == 120);
  CHECK(settings.languages == std::vector<std::string>{"zh-CN", "en"});
}

TEST_CASE("services, counters and staff of a right configuration arrive") {
  const Configured it(right_configuration());
  const auto& plan = it.loaded.settings.plan;
  REQUIRE(plan.services.size() == 2);
  CHECK(plan.services[0].letter == 'A');
  CHECK(plan.services[0].group == domain::ServiceGroup::new_business);
  CHECK(plan.services[0].target_wait_minutes == 15);
  CHECK(plan.services[0].first_number == 1);
  CHECK(plan.services[0].last_number == 999);
  CHECK(plan.services[1].letter == 'B');
  CHECK(plan.services[1].group == domain::ServiceGroup::enquiry);
  REQUIRE(plan.counters.size() == 2);
  CHECK(plan.counters[0].services == std::vector<domain::ServiceLetter>{'A', 'B'});
  CHECK(plan.counters[1].services == std::vector<domain::ServiceLetter>{'B'});
  REQUIRE(plan.staff.size() == 2);
  CHECK(plan.staff[0].name == "李晓梅");
  CHECK(plan.staff[0].roles == std::vector<domain::Role>{domain::Role::clerk});
  CHECK(plan.staff[1].roles == std::vector<domain::Role>{domain::Role::manager, domain::Role::technician});
  REQUIRE(it.loaded.settings.pin_hashes.contains("9001"));
  CHECK(crypto::password_matches(it.loaded.settings.pin_hashes.at("9001"), "2468"));
}

TEST_CASE("what is left out has its default") {
  const std::string text = right_configuration();
  const auto from = text.find("timezone");
  const auto to = text.find("[[service]]");
  const Configured it(text.substr(0, from) + text.substr(to));
  REQUIRE(it.faults().empty());
  const auto& settings = it.loaded.settings;
  CHECK(settings.timezone == "Asia/Shanghai");
  CHECK(settings.plan.opens_minute == 0);
  CHECK(settings.plan.closes_minute == 24 * 60);
  CHECK(settings.listen == "127.0.0.1:8470");
  CHECK(settings.printer_transport == "none");
  CHECK(settings.hq_url.empty());
  CHECK(settings.languages == std::vector<std::string>{"zh-CN", "en"});
}

TEST_CASE("a scanner's USB id arrives in lower case, and there need be none") {
  CHECK(Configured(right_configuration()).loaded.settings.scanner_usb_id.empty());
  const Configured it(right_configuration() + "[scanner]\nusb_id = \"05E0:120a\"\n");
  CHECK(it.faults().empty());
  CHECK(it.loaded.settings.scanner_usb_id == "05e0:120a");
}

TEST_CASE("from 00:00 to 23:59 is all day, and so is to 24:00") {
  for (const std::string closes : {"23:59", "24:00"}) {
    std::string text = right_configuration();
    text.replace(text.find("09:00"), 5, "00:00");
    text.replace(text.find("18:00"), 5, closes);
    const Configured it(text);
    REQUIRE(it.faults().empty());
    CHECK(it.loaded.settings.plan.opens_minute == 0);
    CHECK(it.loaded.settings.plan.closes_minute == 24 * 60);
    CHECK(it.loaded.settings.plan.open_at(23 * 60 + 59));
  }
}

TEST_CASE("the digest is the file's") {
  const Configured one(right_configuration());
  const Configured same(right_configuration());
  const Configured other(right_configuration() + "# a note\n");
  CHECK(one.loaded.settings.digest == crypto::hash_hex(right_configuration()));
  CHECK(one.loaded.settings.digest == same.loaded.settings.digest);
  CHECK(one.loaded.settings.digest != other.loaded.settings.digest);
}

TEST_CASE("slips go to a file in the data folder when there is one") {
  std::string text = right_configuration();
  text.replace(text.find("\"none\""), 6, "\"file:slips.escpos\"");
  const Configured beside(text);
  CHECK(beside.faults().empty());
  CHECK(beside.loaded.settings.printer_transport == "file:" + beside.folder.file("slips.escpos"));
  const Configured in_data(text, "/var/lib/menting");
  CHECK(in_data.loaded.settings.printer_transport == "file:/var/lib/menting/slips.escpos");
  text.replace(text.find("slips.escpos"), 12, "/tmp/s");
  CHECK(Configured(text, "/var/lib/menting").loaded.settings.printer_transport == "file:/tmp/s");
}

TEST_CASE("every way to a printer, and how it prints") {
  for (const std::string transport :
       {"none", "tcp:10.0.0.9:9100", "tcp:[::1]:9100", "device:/dev/usb/lp0", "serial:/dev/ttyUSB0:9600",
        "serial:/dev/serial/by-id/usb-a:b-port0:115200", "cups:slips_2", "file:/tmp/slips.escpos"}) {
    std::string text = right_configuration();
    text.replace(text.find("\"none\""), 6,
                 "\"" + transport + "\"\nencoding = \"gb18030\"\nqr = \"command\"\ncut = \"none\"");
    const Configured it(text);
    CHECK(it.faults().empty());
    CHECK(it.loaded.settings.printer_transport == transport);
    CHECK(it.loaded.settings.printer_encoding == "gb18030");
    CHECK(it.loaded.settings.printer_qr == "command");
    CHECK(it.loaded.settings.printer_cut == "none");
  }
  const Configured plain(right_configuration());
  CHECK(plain.loaded.settings.printer_encoding == "raster");
  CHECK(plain.loaded.settings.printer_qr == "raster");
  CHECK(plain.loaded.settings.printer_cut == "partial");
}

TEST_CASE("counters are in order whatever the order in the file") {
  std::string text = right_configuration();
  text.replace(text.find("[[counter]]\nnumber = 1"), 22, "[[counter]]\nnumber = 7");
  const Configured it(text);
  REQUIRE(it.faults().empty());
  CHECK(it.loaded.settings.plan.counters[0].number == 2);
  CHECK(it.loaded.settings.plan.counters[1].number == 7);
}

TEST_CASE("times of the day of every form a person writes") {
  CHECK(Configured(right_configuration()).faults().empty());
  std::string text = right_configuration();
  text.replace(text.find("09:00"), 5, "23:58");
  text.replace(text.find("18:00"), 5, "23:59");
  const Configured late(text);
  CHECK(late.faults().empty());
  CHECK(late.loaded.settings.plan.closes_minute == 23 * 60 + 59);
}

TEST_CASE("the project's own configurations are right") {
  const std::string config = std::string(MENTING_SOURCE_DIR) + "/config/";
  const auto demo = settings::load(config + "demo/kiosk.toml", {}, std::string(MENTING_SOURCE_DIR) + "/assets/images");
  CHECK(demo.faults.empty());
  const auto example = settings::load(config + "kiosk.toml.example");
  CHECK(example.faults.empty());
  const auto& plan = demo.settings.plan;
  CHECK(demo.settings.announcements.size() == 2);
  for (const auto& announcement : demo.settings.announcements) CHECK(std::filesystem::exists(announcement.image));
  CHECK(plan.elsewhere.size() == 2);
  CHECK(plan.services.size() == 4);
  CHECK(plan.counters.size() == 5);
  CHECK(plan.staff.size() == 6);
  CHECK(plan.open_at(0));
  CHECK(plan.open_at(24 * 60 - 1));
  const std::map<std::string, std::string> pins = {{"1001", "2468"}, {"1002", "2468"}, {"1003", "2468"},
                                                   {"1004", "2468"}, {"1005", "1357"}, {"9001", "9753"}};
  for (const auto& [staff, pin] : pins) {
    CAPTURE(staff);
    CHECK(crypto::password_matches(demo.settings.pin_hashes.at(staff), pin));
  }
}

TEST_CASE("the example explains every key that is read") {
  std::ifstream in(std::string(MENTING_SOURCE_DIR) + "/config/kiosk.toml.example");
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  for (const char* key : {"id",
                          "name",
                          "timezone",
                          "tier",
                          "opens",
                          "closes",
                          "service_phone",
                          "elsewhere",
                          "listen",
                          "allowed_hosts",
                          "transport",
                          "width_dots",
                          "encoding",
                          "qr",
                          "cut",
                          "url",
                          "ca",
                          "allow_plain_http",
                          "priority_run_max",
                          "max_wait_factor",
                          "no_show_after_calls",
                          "recall_gap_s",
                          "early_minutes",
                          "grace_minutes",
                          "idle_s",
                          "idle_warning_s",
                          "attract_after_s",
                          "attract",
                          "ticket_s",
                          "rated_s",
                          "elderly_factor",
                          "languages",
                          "preset",
                          "brand",
                          "deep",
                          "bright",
                          "tint",
                          "corner_radius",
                          "spacing",
                          "reduced_motion",
                          "title",
                          "text",
                          "from",
                          "until",
                          "letter",
                          "group",
                          "target_wait_minutes",
                          "first_number",
                          "last_number",
                          "quota",
                          "last_number_at",
                          "breaks",
                          "area",
                          "online",
                          "number",
                          "services",
                          "roles",
                          "pin_hash"}) {
    CAPTURE(key);
    CHECK_THAT(text, ContainsSubstring(std::string("\n") + key + " = "));
  }
  // Their files are the chain's own, so that they stand there as comments.
  for (const char* key : {"logo", "image"}) CHECK_THAT(text, ContainsSubstring(std::string("\n# ") + key + " = "));
}

TEST_CASE("a language is there when its texts came with the program") {
  tests::ScratchFolder folder;
  const std::string file = folder.file("kiosk.toml");
  std::string text = right_configuration();
  const std::string from = "languages = [\"zh-CN\", \"en\"]";
  REQUIRE(text.find(from) != std::string::npos);
  text.replace(text.find(from), from.size(), "languages = [\"ug\", \"zh-CN\"]");
  std::ofstream(file) << text;
  CHECK(settings::load(file).faults.size() == 1);
  const auto loaded = settings::load(file, {}, {}, {"zh-CN", "en", "ug"});
  CHECK(loaded.faults.empty());
  CHECK(loaded.settings.languages == settings::Languages{"ug", "zh-CN"});
}
