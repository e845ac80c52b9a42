#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <thread>

#include "kiosk/printing/dialogue_printer.h"

/// Device files: a USB printer's (/dev/usb/lp0) and serial lines.
namespace menting::printing {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

struct Speed {
  int baud;
  speed_t code;
};
constexpr Speed speeds[] = {{1200, B1200},   {2400, B2400},   {4800, B4800},     {9600, B9600},    {19200, B19200},
                            {38400, B38400}, {57600, B57600}, {115200, B115200}, {230400, B230400}};

/// Any character device that is no terminal line.
class DeviceLink : public Link {
 public:
  using Link::Link;

 private:
  long read_some(char* into, std::size_t size) override {
    const long got = Link::read_some(into, size);
    // A printer that only listens: its device cannot be read at all.
    if (got < 0 && (errno == EINVAL || errno == EBADF)) errno = EAGAIN;
    return got;
  }
};

class SerialLink : public Link {
 public:
  using Link::Link;
  /// Closing waits for what is still on its way, for half a minute and more.
  ~SerialLink() override { tcflush(fd(), TCOFLUSH); }

  bool send(std::string_view bytes, Deadline deadline) override {
    if (!Link::send(bytes, deadline)) return false;
    while (on_the_way() > 0) {
      if (is_over(deadline)) return failed("it takes no more data");
      std::this_thread::sleep_for(milliseconds(2));
    }
    return true;
  }
  void finish(Deadline) override {}  // all that was sent has arrived

 private:
  int on_the_way() const {
    int bytes = 0;
    return ioctl(fd(), TIOCOUTQ, &bytes) == 0 ? bytes : 0;
  }
  bool ends_on_empty_read() const override { return true; }
};

/// Eight bits, no parity, one stop bit, nothing of what a terminal does to its text.
bool set_line(int fd, const speed_t* speed) {
  termios line{};
  if (tcgetattr(fd, &line) != 0) return false;
  cfmakeraw(&line);
  line.c_cflag &= ~static_cast<tcflag_t>(CSTOPB | PARENB | CRTSCTS | HUPCL);
  line.c_cflag |= static_cast<tcflag_t>(CS8 | CREAD | CLOCAL);
  line.c_iflag |= static_cast<tcflag_t>(IXON);  // no status answer looks like XON or XOFF
  line.c_cc[VMIN] = 1;
  line.c_cc[VTIME] = 0;
  if (speed != nullptr && cfsetspeed(&line, *speed) != 0) return false;
  return tcsetattr(fd, TCSANOW, &line) == 0;
}

std::string open_fault() {
  if (errno == EBUSY) return "another program has it open, such as CUPS";
  if (errno == EACCES) return "no permission: add the kiosk's user to the device's group, mostly lp or dialout";
  return std::strerror(errno);
}

std::unique_ptr<Link> no_link(std::string& why, const std::string& what) {
  why = what;
  return nullptr;
}

std::unique_ptr<Link> open_device(const std::string& path, const speed_t* speed, const std::atomic<bool>& interrupted,
                                  std::string& why) {
  struct stat kind {};
  if (stat(path.c_str(), &kind) != 0) return no_link(why, std::strerror(errno));
  const bool pipe = S_ISFIFO(kind.st_mode);
  if (!S_ISCHR(kind.st_mode) && !pipe) return no_link(why, "it is no device: remove it, or write \"file:PATH\"");
  Descriptor device(open(path.c_str(), (pipe ? O_WRONLY : O_RDWR) | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!device) return no_link(why, open_fault());
  if (isatty(device.get()) == 0) {
    if (speed != nullptr) return no_link(why, "it is no serial line");
    return std::make_unique<DeviceLink>(interrupted, std::move(device));
  }
  if (!set_line(device.get(), speed))
    return no_link(why, std::string("its speed cannot be set: ") + std::strerror(errno));
  return std::make_unique<SerialLink>(interrupted, std::move(device));
}

}  // namespace

Way device_way(const std::string& path) {
  Way way;
  way.name = "the printer at " + path;
  way.advice = "its power and cable";
  way.ours_alone = true;
  way.open = [path](Deadline, const std::atomic<bool>& interrupted, std::string& why) {
    return open_device(path, nullptr, interrupted, why);
  };
  return way;
}

std::optional<Way> serial_way(const std::string& path, int baud) {
  const auto* const speed =
      std::find_if(std::begin(speeds), std::end(speeds), [baud](const Speed& each) { return each.baud == baud; });
  if (speed == std::end(speeds)) return std::nullopt;
  Way way;
  way.name = "the printer at " + path;
  way.advice = "its power, cable and speed (" + std::to_string(baud) + " baud here)";
  way.ours_alone = true;
  way.bytes_per_s = baud / 10;  // a start bit, eight bits, a stop bit
  way.open = [path, code = speed->code](Deadline, const std::atomic<bool>& interrupted, std::string& why) {
    return open_device(path, &code, interrupted, why);
  };
  return way;
}

}  // namespace menting::printing
