#pragma once

#include <string>

#include "kiosk/printing/descriptor.h"
#include "kiosk/printing/printer.h"

namespace menting::printing {

/// A file as printer, for trying out and for tests: each job is appended whole and on disk when print() returns, or
/// not at all. Missing folders are made.
class FilePrinter : public Printer {
 public:
  explicit FilePrinter(std::string path);
  Outcome print(std::string_view escpos) override;
  Outcome look() override;
  bool looks_freely() const override { return true; }
  std::string trouble() const override { return trouble_; }

 private:
  Descriptor open_file();
  Outcome failed(const std::string& what);

  std::string path_;
  bool write_failed_ = false;
  std::string trouble_;
};

}  // namespace menting::printing
