// escpos-decode FILE OUTDIR [DOTS]: what a printer got, as one PNG a slip. Prints one line a slip: the PNG's path.
// DOTS is the width of the paper where slips are text: 576 (the default) or 384.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "tests/support/escpos_decoder.h"

int main(int count, char** arguments) try {
  if (count != 3 && count != 4) {
    std::cerr << "usage: escpos-decode FILE OUTDIR [DOTS]\n";
    return 2;
  }
  std::ifstream file(arguments[1], std::ios::binary);
  if (!file) {
    std::cerr << arguments[1] << ": cannot be read; give the file that the transport file: appends to\n";
    return 1;
  }
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  std::filesystem::create_directories(arguments[2]);
  const int dots = count == 4 ? std::stoi(arguments[3]) : 576;
  int number = 0;
  for (const auto& slip : menting::tests::decode_escpos(bytes, dots)) {
    const std::string png = std::string(arguments[2]) + "/slip-" + std::to_string(++number) + ".png";
    menting::tests::write_png(slip, png);
    std::cout << png << (slip.cut ? "" : " (not cut)") << '\n';
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
