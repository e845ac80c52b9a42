#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/kiosk/ui/tour.h"

namespace menting::tests {

struct Violation {
  std::string rule;    ///< one or two words
  std::string page;    ///< the tour's name for it
  std::string where;   ///< "1080x1920 elderly en"
  std::string detail;  ///< what breaks it
};

/// What every page has to keep to, whatever it looks like. One of these looks on for as long as the size and the
/// language stay.
class LookRules {
 public:
  LookRules(const Screen& screen, std::string where);

  void look(const std::string& page);
  void add(const std::string& rule, const std::string& page, const std::string& detail);
  const std::vector<Violation>& violations() const { return violations_; }

 private:
  void look_at_targets();
  void look_at_reach();
  void look_at_footer();
  void look_at_choices();
  void look_for_way_home();
  void look_at_words();
  void look_at_word(std::size_t at);
  bool dialog() const;
  std::size_t first_ink() const;
  void wrong(const std::string& rule, const std::string& detail) { add(rule, page_, detail); }

  const Screen& screen_;
  std::string where_;
  std::string page_;
  ui::Canvas canvas_;
  std::map<std::string, ui::Box> footer_;  ///< where each button was first
  std::set<std::string> seen_;
  std::vector<Violation> violations_;  ///< each once
};

/// A line for each rule, page and manner, with the languages and sizes and some of what is wrong there.
std::string table(const std::vector<Violation>& violations);

const char* name_of(Mode mode);

}  // namespace menting::tests
