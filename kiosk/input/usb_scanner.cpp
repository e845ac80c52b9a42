#include <fcntl.h>
#include <libudev.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include "kiosk/input/scanner_port.h"

namespace menting::input {
namespace {

struct Release {
  void operator()(udev* it) const { udev_unref(it); }
  void operator()(udev_monitor* it) const { udev_monitor_unref(it); }
  void operator()(udev_enumerate* it) const { udev_enumerate_unref(it); }
  void operator()(udev_device* it) const { udev_device_unref(it); }
};
template <class Thing>
using Owned = std::unique_ptr<Thing, Release>;

std::string_view text_of(const char* text) {
  return text == nullptr ? std::string_view() : std::string_view(text);
}

bool is_usb_id(const std::string& text) {
  if (text.size() != 9 || text[4] != ':') return false;
  return std::count_if(text.begin(), text.end(), [](char c) { return std::isxdigit(static_cast<unsigned char>(c)); }) ==
         8;
}

/// "1234:abcd" of the USB device that `device` is part of; empty when it is of none. The parent belongs to the device.
std::string usb_id_of(udev_device* device) {
  udev_device* usb = udev_device_get_parent_with_subsystem_devtype(device, "usb", "usb_device");
  if (usb == nullptr) return {};
  std::string id(text_of(udev_device_get_sysattr_value(usb, "idVendor")));
  id += ':';
  return id += text_of(udev_device_get_sysattr_value(usb, "idProduct"));
}

/// How good an event node is as the one that types: a scanner may have several, and some have no keys.
int typing_rank(udev_device* device) {
  if (text_of(udev_device_get_property_value(device, "ID_INPUT_KEYBOARD")) == "1") return 2;
  if (text_of(udev_device_get_property_value(device, "ID_INPUT_KEY")) == "1") return 1;
  return 0;
}

[[noreturn]] void fail(const std::string& node, const char* what, int error) {
  std::string message = "The scanner's " + node + " cannot be " + what + ": " + std::generic_category().message(error);
  if (error == EACCES) message += ". Add the kiosk's user to the group \"input\".";
  if (error == EBUSY) message += ". Another program has it for itself: stop that one.";
  throw std::runtime_error(message);
}

class UsbScanner : public ScannerPort {
 public:
  explicit UsbScanner(std::string usb_id) : usb_id_(std::move(usb_id)), udev_(udev_new()) {
    if (!udev_) throw std::runtime_error("There is no scanner: udev does not answer.");
    monitor_.reset(udev_monitor_new_from_netlink(udev_.get(), "udev"));
    const bool watches = monitor_ &&
                         udev_monitor_filter_add_match_subsystem_devtype(monitor_.get(), "input", nullptr) >= 0 &&
                         udev_monitor_enable_receiving(monitor_.get()) >= 0;
    if (!watches) monitor_.reset();
  }

  int open() override {
    const std::string node = find_node();
    if (node.empty()) return -1;
    const int fd = ::open(node.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 && (errno == ENOENT || errno == ENODEV)) return -1;  // pulled meanwhile
    if (fd < 0) fail(node, "opened", errno);
    if (ioctl(fd, EVIOCGRAB, 1) < 0) {
      const int error = errno;
      ::close(fd);
      if (error == ENODEV) return -1;
      fail(node, "had alone", error);
    }
    return fd;
  }

  int changes() override { return monitor_ ? udev_monitor_get_fd(monitor_.get()) : -1; }

  void drain_changes() override {
    while (monitor_ && Owned<udev_device>(udev_monitor_receive_device(monitor_.get()))) {
    }
  }

 private:
  /// The scanner's node below /dev/input; empty when it is not plugged in.
  std::string find_node() const {
    const Owned<udev_enumerate> list(udev_enumerate_new(udev_.get()));
    if (!list) return {};
    udev_enumerate_add_match_subsystem(list.get(), "input");
    udev_enumerate_add_match_sysname(list.get(), "event*");
    udev_enumerate_scan_devices(list.get());
    std::string best;
    int best_rank = 0;
    for (udev_list_entry* at = udev_enumerate_get_list_entry(list.get()); at != nullptr;
         at = udev_list_entry_get_next(at)) {
      const Owned<udev_device> device(udev_device_new_from_syspath(udev_.get(), udev_list_entry_get_name(at)));
      if (!device || usb_id_of(device.get()) != usb_id_) continue;
      const int rank = typing_rank(device.get());
      const std::string_view node = text_of(udev_device_get_devnode(device.get()));
      if (rank <= best_rank || node.empty()) continue;
      best = node;
      best_rank = rank;
    }
    return best;
  }

  std::string usb_id_;
  Owned<udev> udev_;
  Owned<udev_monitor> monitor_;
};

}  // namespace

std::unique_ptr<ScannerPort> usb_scanner(const std::string& usb_id) {
  if (!is_usb_id(usb_id)) throw std::invalid_argument("\"" + usb_id + "\" is not a USB id such as \"1234:abcd\"");
  std::string id = usb_id;
  std::transform(id.begin(), id.end(), id.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::make_unique<UsbScanner>(id);
}

}  // namespace menting::input
