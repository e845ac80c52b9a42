#include "kiosk/settings/sections.h"

namespace menting::settings {

void read_board(toml_reader::Table& root, Settings& settings) {
  auto board = root.table("board");
  if (!board) return;
  read_languages(*board, BoardSection().languages, settings.board.languages);
  board->finish();
}

}  // namespace menting::settings
