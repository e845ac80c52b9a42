#pragma once

#include <string>
#include <vector>

#include "kiosk/ui/options.h"

namespace menting::ui {

/// A hand-in's question in the title's room, which question it is, and how far that is of all.
void question_title(View& view, const std::string& title, const std::string& hint);
/// A line below the header, as long as what is behind.
void draw_progress(View& view);
/// To the next question.
Way next_way(View& view, bool enabled);

/// Sentences to read, and what may be said to them.
struct Statement {
  std::vector<std::string> sentences;
  std::vector<Way> ways;
};
/// `title` is drawn by the caller's function in the room that is left.
void draw_statement(View& view, const std::string& title, const std::string& hint, const Statement& statement);

/// "28 November 2026"
std::string day_words(View& view, domain::BusinessDay day);
/// "¥380.00"
std::string money_words(std::int64_t minor, const std::string& currency);

}  // namespace menting::ui
