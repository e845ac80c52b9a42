#include "tests/kiosk/printing/paper.h"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include "tests/support/scratch_folder.h"

namespace menting::tests {
namespace {

/// The words' dots, cut to the rows and columns that have any.
std::vector<std::string> dots_of(printing::Fonts& fonts, const Words& words) {
  printing::Bitmap picture(fonts.width(words.text, words.size, words.weight) + 16, words.size * 2);
  fonts.draw(picture, 8, words.size * 3 / 2, words.text, words.size, words.weight);
  int left = picture.width();
  int right = -1;
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x)
      if (picture.black(x, y)) {
        left = std::min(left, x);
        right = std::max(right, x);
      }
  const char ink = words.white_on_black ? ' ' : '#';
  const char ground = words.white_on_black ? '#' : ' ';
  std::vector<std::string> rows;
  for (int y = 0; y < picture.height(); ++y) {
    std::string row;
    for (int x = left; x <= right; ++x) row += picture.black(x, y) ? ink : ground;
    if (row.find(ink) != std::string::npos) rows.push_back(row);
  }
  return rows;
}

bool matches(const DecodedSlip& slip, const std::vector<std::string>& dots, std::size_t top, std::size_t left) {
  for (std::size_t y = 0; y < dots.size(); ++y)
    if (slip.rows[top + y].compare(left, dots[y].size(), dots[y]) != 0) return false;
  return true;
}

}  // namespace

bool shows(const DecodedSlip& slip, printing::Fonts& fonts, const Words& words) {
  const std::vector<std::string> dots = dots_of(fonts, words);
  if (dots.empty()) throw std::runtime_error("the words have no dots");
  for (std::size_t top = 0; top + dots.size() <= slip.rows.size(); ++top)
    for (std::size_t left = slip.rows[top].find(dots[0]); left != std::string::npos;
         left = slip.rows[top].find(dots[0], left + 1))
      if (matches(slip, dots, top, left)) return true;
  return false;
}

std::string scan(const DecodedSlip& slip) {
  const ScratchFolder folder;
  write_png(slip, folder.file("slip.png"));
  FILE* pipe = popen(("zbarimg --quiet --raw '" + folder.file("slip.png") + "' 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("zbarimg does not start: install zbar-tools");
  std::string read;
  char part[256];
  while (fgets(part, sizeof part, pipe) != nullptr) read += part;
  if (pclose(pipe) != 0) throw std::runtime_error("zbarimg read no code (or is missing: install zbar-tools)");
  return read;
}

domain::Ticket waiting_ticket(const std::string& language) {
  domain::Ticket ticket;
  ticket.id = "20261123-A023";
  ticket.day = {20261123};
  ticket.service = 'A';
  ticket.number = 23;
  ticket.code = "7K3P9XQ2MD";
  ticket.language = language;
  ticket.ahead_when_taken = 3;
  ticket.estimate_when_taken = {8, 12};
  ticket.taken_at_ms = 1795399200000;
  ticket.print = domain::PrintState::pending;
  ticket.print_copies = 1;
  return ticket;
}

}  // namespace menting::tests
