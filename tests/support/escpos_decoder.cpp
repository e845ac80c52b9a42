#include "tests/support/escpos_decoder.h"

#include <png.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "tests/support/escpos_letters.h"

namespace menting::tests {
namespace {

constexpr std::size_t line_gap = 6;  // of the 30 dots that a line of 24 takes

/// What ESC @ forgets.
struct Mode {
  LetterStyle letters;
  bool chinese = false;
  bool centred = false;
  int chinese_size = 0;  ///< of FS !
  int letter_size = 0;   ///< of GS !
  int qr_module = 0;
  std::optional<std::string> qr_content;
};

class Decoder {
 public:
  Decoder(std::string_view bytes, int paper_dots) : bytes_(bytes), paper_(static_cast<std::size_t>(paper_dots)) {}

  std::vector<DecodedSlip> run() {
    while (at_ < bytes_.size()) command();
    if (!line_.empty()) fail("the data ends in the middle of a line");
    return std::move(slips_);
  }

 private:
  void command() {
    start_ = at_;
    const int first = next();
    switch (first) {
      case 0x1b:
        return escape();
      case 0x1c:
        return chinese();
      case 0x1d:
        return group();
      case '\n':
        return end_line();
      case 0x10:
        if (next() != 0x04) unknown();
        if (const int question = next(); question < 1 || question > 4) unknown();
        return;
      default:
        return letter(first);
    }
  }

  void escape() {
    const int command = next();
    if (command != 'E') no_open_line();
    switch (command) {
      case '@':
        if (slips_.empty() || slips_.back().cut)
          slips_.emplace_back();
        else if (slips_.back().bands != 0 || !slips_.back().lines.empty())
          fail("a new slip starts before the last one was cut");
        slips_.back().started = true;
        mode_ = Mode();
        return;
      case 'd': {
        const int lines = next();
        slip().fed_lines += lines;
        return;
      }
      case 'J': {
        const int dots = next();
        slip().rows.resize(slip().rows.size() + static_cast<std::size_t>(dots), std::string(paper_, ' '));
        return;
      }
      case 'a':
        slip();
        mode_.centred = next_of({0, 1}) == 1;
        return;
      case 'E':
        slip();
        mode_.letters.bold = next_of({0, 1}) == 1;
        return;
      default:
        unknown();
    }
  }

  void chinese() {
    switch (next()) {
      case '&':
        slip();
        mode_.chinese = true;
        return;
      case '!':
        slip();
        mode_.chinese_size = next_of({0x00, 0x04, 0x08, 0x0c});
        return;
      default:
        unknown();
    }
  }

  void group() {
    const int command = next();
    if (command != '!') no_open_line();
    switch (command) {
      case 'v':
        return raster();
      case '(':
        return qr();
      case '!':
        slip();
        mode_.letter_size = next();
        if ((mode_.letter_size & 0x88) != 0) unknown();
        mode_.letters.wide = mode_.letter_size / 16 + 1;
        mode_.letters.high = mode_.letter_size % 16 + 1;
        return;
      case 'V': {
        const int mode = next();
        if (mode == 65 || mode == 66)
          next();
        else if (mode != 0 && mode != 1 && mode != 48 && mode != 49)
          unknown();
        DecodedSlip& done = slip();
        done.cut = true;
        done.cut_whole = mode == 65 || mode == 0 || mode == 48;
        return;
      }
      default:
        unknown();
    }
  }

  void letter(int first) {
    slip();
    if (first < 0x20 || first == 0x7f) unknown();
    std::string bytes(1, static_cast<char>(first));
    if (first >= 0x80) {
      if (!mode_.chinese) fail("a byte above 0x80 without the Chinese mode");
      bytes += static_cast<char>(next());
      // Printers magnify Chinese characters by one of the two commands or the other.
      const int wanted = (mode_.letters.wide > 1 ? 0x04 : 0) | (mode_.letters.high > 1 ? 0x08 : 0);
      if (mode_.chinese_size != wanted || mode_.letters.wide > 2 || mode_.letters.high > 2)
        fail("FS ! and GS ! do not agree on the size of a Chinese character");
    }
    const std::u32string text = from_gb2312(bytes);
    words_ += text;
    const auto drawn = letters_.draw(text.at(0), mode_.letters);
    if (line_.empty()) line_.resize(drawn.size());
    if (line_.size() != drawn.size()) fail("letters of two heights in one line");
    for (std::size_t row = 0; row < drawn.size(); ++row) line_[row] += drawn[row];
    if (line_[0].size() > paper_) fail("text runs over the edge of the paper");
  }

  void end_line() {
    DecodedSlip& on = slip();
    on.lines.push_back(to_utf8(words_));
    words_.clear();
    if (line_.empty()) line_.resize(24);
    put(line_);
    on.rows.resize(on.rows.size() + line_gap, std::string(paper_, ' '));
    line_.clear();
  }

  void raster() {
    if (next() != '0') unknown();
    const int scale = next();
    if (scale != 0 && scale != 3) unknown();
    const std::size_t times = scale == 3 ? 2 : 1;
    const int row_bytes = next() + 256 * next();
    const int height = next() + 256 * next();
    if (row_bytes == 0 || height == 0) fail("an empty picture");
    DecodedSlip& on = slip();
    on.width = std::max(on.width, row_bytes * 8 * static_cast<int>(times));
    for (int y = 0; y < height; ++y) {
      std::string row;
      for (int x = 0; x < row_bytes; ++x)
        for (int byte = next(), bit = 0x80; bit != 0; bit >>= 1) row.append(times, (byte & bit) != 0 ? '#' : ' ');
      on.rows.insert(on.rows.end(), times, row);
    }
    ++on.bands;
    on.fed_lines = 0;
  }

  /// Printers forget the code's content when they are started, not after they have printed it.
  void qr() {
    if (next() != 'k') unknown();
    slip();
    const int size = next() + 256 * next();
    if (size < 3 || next() != '1') unknown();
    const int function = next();
    std::string parameters;
    for (int each = 2; each < size; ++each) parameters += static_cast<char>(next());
    if (function == 'A' && parameters == std::string("2\0", 2)) return;
    if (function == 'E' && parameters == "1") return;
    if (function == 'C' && parameters.size() == 1 && parameters[0] >= 1 && parameters[0] <= 16)
      mode_.qr_module = static_cast<unsigned char>(parameters[0]);
    else if (function == 'P' && parameters[0] == '0')
      mode_.qr_content = parameters.substr(1);
    else if (function == 'Q' && parameters == "0" && mode_.qr_content && mode_.qr_module != 0)
      put(printer_qr(*mode_.qr_content, mode_.qr_module));
    else
      unknown();
  }

  /// Puts a block where the lines stand.
  void put(const std::vector<std::string>& block) {
    DecodedSlip& on = slip();
    if (block[0].size() > paper_) fail("something is wider than the paper");
    const std::size_t left = mode_.centred ? (paper_ - block[0].size()) / 2 : 0;
    for (const std::string& row : block)
      on.rows.push_back(std::string(left, ' ') + row + std::string(paper_ - left - row.size(), ' '));
    on.width = static_cast<int>(paper_);
    on.fed_lines = 0;
  }

  DecodedSlip& slip() {
    if (slips_.empty() || slips_.back().cut) fail("a slip does not start with ESC @");
    return slips_.back();
  }

  void no_open_line() const {
    if (!line_.empty()) fail("a command in the middle of a line");
  }

  int next() {
    if (at_ >= bytes_.size()) fail("the data ends in the middle of a command");
    return static_cast<unsigned char>(bytes_[at_++]);
  }
  int next_of(std::initializer_list<int> known) {
    const int value = next();
    if (std::find(known.begin(), known.end(), value) == known.end()) unknown();
    return value;
  }

  [[noreturn]] void unknown() const {
    fail("unknown command byte " + std::to_string(static_cast<unsigned char>(bytes_[at_ - 1])));
  }
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error("ESC/POS: " + what + " (command at offset " + std::to_string(start_) + ")");
  }

  std::string_view bytes_;
  std::size_t paper_;
  std::size_t at_ = 0;
  std::size_t start_ = 0;
  Mode mode_;
  PrinterLetters letters_;
  std::vector<std::string> line_;  ///< the dots of the line that is not ended yet
  std::u32string words_;
  std::vector<DecodedSlip> slips_;
};

}  // namespace

std::vector<DecodedSlip> decode_escpos(std::string_view bytes, int paper_dots) {
  return Decoder(bytes, paper_dots).run();
}

void write_png(const DecodedSlip& slip, const std::string& path) {
  if (slip.rows.empty()) throw std::runtime_error(path + ": the slip is empty");
  const auto width = static_cast<std::size_t>(slip.width);
  std::vector<png_byte> grey(width * slip.rows.size(), 255);
  for (std::size_t y = 0; y < slip.rows.size(); ++y)
    for (std::size_t x = 0; x < slip.rows[y].size(); ++x)
      if (slip.rows[y][x] == '#') grey[y * width + x] = 0;
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(width);
  image.height = static_cast<png_uint_32>(slip.rows.size());
  image.format = PNG_FORMAT_GRAY;
  if (png_image_write_to_file(&image, path.c_str(), 0, grey.data(), 0, nullptr) == 0)
    throw std::runtime_error(path + ": " + image.message);
}

}  // namespace menting::tests
