#include "tests/kiosk/printing/fake_device_printer.h"

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <vector>

namespace menting::tests {

FakeDevicePrinter::FakeDevicePrinter(Manner manner) : printer_(std::move(manner)) {
  plug_in();
}

FakeDevicePrinter::~FakeDevicePrinter() {
  unplug();
}

void FakeDevicePrinter::plug_in() {
  const int printer_side = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  char name[64];
  if (printer_side < 0 || grantpt(printer_side) != 0 || unlockpt(printer_side) != 0 ||
      ptsname_r(printer_side, name, sizeof name) != 0)
    throw std::runtime_error("no pseudo terminal");
  // Held open: otherwise the line would end with each job.
  const int kiosk_side = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  std::filesystem::remove(path());
  std::filesystem::create_symlink(name, path());
  unplugged_ = false;
  thread_ = std::thread([this, printer_side, kiosk_side] { run(printer_side, kiosk_side); });
}

void FakeDevicePrinter::unplug() {
  unplugged_ = true;
  if (thread_.joinable()) thread_.join();
  std::filesystem::remove(path());
}

std::string FakeDevicePrinter::received(std::size_t size) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (printer_.received().size() < size && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return printer_.received();
}

void FakeDevicePrinter::run(int printer_side, int kiosk_side) {
  std::vector<char> bytes(4096);
  std::size_t count = 0;
  while (!unplugged_) {
    const Manner manner = printer_.manner();
    pollfd waiting{printer_side, static_cast<short>(manner.reads ? POLLIN : 0), 0};
    if (poll(&waiting, 1, 10) <= 0) continue;
    const ssize_t got = read(printer_side, bytes.data(), bytes.size());
    if (got <= 0) break;
    count += static_cast<std::size_t>(got);
    if (manner.reset_after != 0 && count >= manner.reset_after) break;
    printer_.take({bytes.data(), static_cast<std::size_t>(got)}, [printer_side](const std::string& answer) {
      return write(printer_side, answer.data(), answer.size()) == static_cast<ssize_t>(answer.size());
    });
  }
  close(printer_side);
  close(kiosk_side);
}

}  // namespace menting::tests
