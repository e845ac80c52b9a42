#include "kiosk/settings/devices.h"

#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;

TEST_CASE("the list of devices that comes with the program is whole") {
  const settings::LoadedDevices loaded = settings::load_devices(MENTING_SOURCE_DIR "/assets/devices/devices.toml");
  CHECK(loaded.faults.empty());
  CHECK(loaded.list.brands.size() >= 15);
  CHECK(loaded.list.brands_of("phone").size() >= 12);
  CHECK_FALSE(loaded.list.models_of("HUAWEI", "phone").empty());
  CHECK(domain::find_devices(loaded.list, "phone", "", "小米", 3).front().brand->order_name() == "Xiaomi");
  CHECK(domain::find_devices(loaded.list, "phone", "", "IPHONE 17", 9).front().model == "iPhone 17 Pro Max");
  CHECK(domain::find_devices(loaded.list, "phone", "vivo", "iphone", 9).empty());
  CHECK(domain::find_devices(loaded.list, "phone", "", " ", 9).empty());
}

TEST_CASE("what is wrong in a list of devices is said, and the rest is taken") {
  const tests::ScratchFolder folder;
  const std::string file = (folder.path() / "devices.toml").string();
  std::ofstream(file) << "[[brand]]\nname = { en = \"A\" }\nphone = [\"One\", \"One\"]\n"
                         "[[brand]]\nphone = [\"Two\"]\n"
                         "[[brand]]\nname = { en = \"A\" }\n"
                         "[[brand]]\nname = { en = \"B\" }\ncomputer = [\"Three\"]\n";
  const settings::LoadedDevices loaded = settings::load_devices(file);
  CHECK(loaded.faults.size() == 4);
  CHECK(loaded.list.brands.size() == 2);
  CHECK(loaded.list.models_of("A", "phone") == std::vector<std::string>{"One"});
  CHECK_FALSE(settings::load_devices(file + ".none").faults.empty());
}
