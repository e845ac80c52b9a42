#include "kiosk/printing/file_printer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace menting::printing {

FilePrinter::FilePrinter(std::string path) : path_(std::move(path)) {}

Descriptor FilePrinter::open_file() {
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(path_).parent_path(), ignored);
  // Without O_NONBLOCK a pipe that nobody reads would hold the print thread for ever.
  return Descriptor(open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0644));
}

Outcome FilePrinter::print(std::string_view escpos) {
  const Descriptor file = open_file();
  struct stat before {};
  if (!file || fstat(file.get(), &before) != 0) return failed(std::strerror(errno));
  const bool regular = S_ISREG(before.st_mode);
  const ssize_t written = write(file.get(), escpos.data(), escpos.size());
  write_failed_ = written != static_cast<ssize_t>(escpos.size());
  if (write_failed_) {
    const std::string why = written < 0 ? std::strerror(errno) : "no room for a whole slip";
    // Half a slip would make the next one unreadable.
    if (regular && ftruncate(file.get(), before.st_size) != 0) return failed(std::strerror(errno));
    return failed(why);
  }
  write_failed_ = regular && fdatasync(file.get()) != 0;
  if (write_failed_) return failed(std::strerror(errno));
  trouble_.clear();
  return Outcome::done;
}

Outcome FilePrinter::look() {
  if (!open_file()) return failed(std::strerror(errno));
  // Only the next job tells whether there is room again.
  if (write_failed_) return Outcome::offline;
  trouble_.clear();
  return Outcome::done;
}

Outcome FilePrinter::failed(const std::string& what) {
  trouble_ = "cannot write slips to " + path_ + " (" + what + "): make room, or set another [printer] transport";
  return Outcome::offline;
}

}  // namespace menting::printing
