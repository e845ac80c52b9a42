#include <algorithm>
#include <array>
#include <regex>
#include <sstream>

#include "tests/house/rules.h"

namespace menting::house {
namespace {

constexpr int kFileLinesMax = 500;
constexpr int kScreenLinesMax = 300;
constexpr int kFunctionLinesMax = 70;
constexpr int kTestLinesMax = 100;  ///< a test may tell a whole visit

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

bool begins(const std::string& text, std::string_view start) {
  return text.compare(0, start.size(), start) == 0;
}

/// In the house's format a function's body at namespace level ends with the first line that is "}" alone.
void check_functions(const SourceFile& file, const std::vector<std::string>& lines, Findings& findings) {
  static const std::regex type(
      R"(^(template|class|struct|union|enum|namespace|extern|constexpr|const|static const)\b.*)");
  const int most = begins(file.path, "tests/") ? kTestLinesMax : kFunctionLinesMax;
  std::size_t body = 0;
  bool inside = false;
  std::string opening;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    if (line.empty()) continue;
    if (inside && begins(line, "}")) {
      const auto length = static_cast<int>(i - body + 1);
      if (length > most) {
        findings.push_back(file.path + ":" + std::to_string(body + 1) + ": a function of " + std::to_string(length) +
                           " lines; at most " + std::to_string(most));
      }
      inside = false;
      continue;
    }
    if (inside) continue;
    const bool starts = line[0] != ' ' && line[0] != '#' && line[0] != '}' && !std::regex_match(line, type);
    if (starts) {
      body = i;
      opening = line;
    }
    inside = line.back() == '{' && !opening.empty() && line[0] != '#' && !std::regex_match(line, type) &&
             (starts || line[0] == ' ');
    if (inside || line.back() == ';' || line.back() == '}') opening.clear();
  }
}

/// What nobody else's machine has. Written in two halves, so that this file does not find itself.
const std::array<std::string, 5>& machine_marks() {
  static const std::array<std::string, 5> marks = {std::string("/wo") + "rk/", std::string("/ho") + "me/",
                                                   std::string("/ro") + "ot/", std::string("bash_") + "jobs",
                                                   std::string("C:\\U") + "sers"};
  return marks;
}

const std::array<std::string, 3>& unfinished_marks() {
  static const std::array<std::string, 3> marks = {std::string("TO") + "DO", std::string("FIX") + "ME",
                                                   std::string("XX") + "X:"};
  return marks;
}

}  // namespace

Findings check_sizes(const SourceFile& file) {
  Findings findings;
  const bool words = file.path.find("assets/web/text/") == 0;  // a catalogue is as long as its texts
  const bool page = (file.path.find("assets/web/") == 0 && !words) || is_script(file.path);
  if (!is_cpp(file.path) && !page) return findings;
  const auto lines = lines_of(file.text);
  const bool screen = begins(file.path, "kiosk/ui/screens/");
  const int most = screen ? kScreenLinesMax : kFileLinesMax;
  if (static_cast<int>(lines.size()) > most) {
    findings.push_back(file.path + ": " + std::to_string(lines.size()) + " lines; at most " + std::to_string(most));
  }
  if (is_cpp(file.path)) check_functions(file, lines_of(without_words(file.text)), findings);
  return findings;
}

Findings check_texts(const SourceFile& file) {
  Findings findings;
  const auto lines = lines_of(file.text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string place = file.path + ":" + std::to_string(i + 1) + ": ";
    for (const auto& mark : machine_marks()) {
      if (lines[i].find(mark) != std::string::npos) findings.push_back(place + "a path of one machine: " + mark);
    }
    for (const auto& mark : unfinished_marks()) {
      if (lines[i].find(mark) != std::string::npos) findings.push_back(place + "unfinished work: " + mark);
    }
    if (file.path.find("package-lock.json") != std::string::npos &&
        lines[i].find("\"resolved\"") != std::string::npos) {
      findings.push_back(place + "a registry's address; write the lock file with omit-lockfile-registry-resolved");
    }
  }
  return findings;
}

Findings check_pages(const SourceFile& file) {
  Findings findings;
  if (file.path.find("assets/web/") != 0 || file.path.find(".html") == std::string::npos) return findings;
  static const std::regex inline_script(R"(<script(?![^>]*\bsrc=)[^>]*>)", std::regex::icase);
  static const std::regex inline_style(R"(<style\b|\sstyle\s*=)", std::regex::icase);
  static const std::regex event_attribute(R"(<[^>]*\son[a-z]+\s*=)", std::regex::icase);
  static const std::regex elsewhere(R"((src|href)\s*=\s*["']?(https?:)?//)", std::regex::icase);
  const struct {
    const std::regex& found;
    const char* what;
  } rules[] = {{inline_script, "a script inside the page"},
               {inline_style, "a style inside the page"},
               {event_attribute, "an event attribute"},
               {elsewhere, "something from another host"}};
  for (const auto& rule : rules) {
    if (std::regex_search(file.text, rule.found)) {
      findings.push_back(file.path + ": " + rule.what + "; the content security policy forbids it");
    }
  }
  return findings;
}

Findings check_all(const SourceFile& file, const Rooms& rooms) {
  Findings all;
  for (const Findings& found : {check_rooms(file, rooms), check_third_party(file), check_names(file), check_sizes(file),
                                check_texts(file), check_pages(file)}) {
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

}  // namespace menting::house
