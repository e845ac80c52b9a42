#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace menting::ui {

/// Every text of this folder, in English: seeds the type, and lets a test see that each is translated.
std::span<const char* const> all_texts();
/// Those of repairs; all_texts() has them too.
std::span<const char* const> repair_texts();

/// Speaks the customer's language.
class Say {
 public:
  /// `heard` (may be null) collects the English of what was said.
  explicit Say(std::string language, std::set<std::string>* heard = nullptr)
      : language_(std::move(language)), heard_(heard) {}
  std::string operator()(const char* english) const;
  std::string operator()(const char* english, const std::vector<std::string>& values) const;
  const std::string& language() const { return language_; }

 private:
  std::string language_;
  std::set<std::string>* heard_;
};

const char* month_text(int month);      ///< 1..12
const char* weekday_text(int weekday);  ///< 0 Sunday .. 6
const char* score_text(int score);      ///< 1..5
/// What an aspect is called where it is praised (score 4, 5) or is to be better.
const char* aspect_text(std::string_view aspect, int score);

}  // namespace menting::ui
