#include <array>
#include <cctype>
#include <regex>

#include "tests/house/rules.h"

namespace menting::house {
namespace {

/// In names of types. "manager" is also a role of staff and "info" a level of the log, so functions are looser.
constexpr std::array<std::string_view, 9> kInTypes = {"manager", "helper",    "helpers", "util",  "utils",
                                                      "handler", "processor", "misc",    "common"};
constexpr std::array<std::string_view, 7> kInFunctions = {"helper",  "helpers",   "util", "utils",
                                                          "handler", "processor", "misc"};

/// "BatchReader" and "batch_reader" as their words, in lower case.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    const bool upper = std::isupper(c) != 0;
    const bool begins = upper && i > 0 && std::islower(static_cast<unsigned char>(name[i - 1])) != 0;
    if (c == '_' || c == '-' || c == '.' || c == '/') {
      words.emplace_back();
      continue;
    }
    if (begins) words.emplace_back();
    words.back() += static_cast<char>(std::tolower(c));
  }
  return words;
}

template <class Banned>
std::string banned_word(std::string_view name, const Banned& banned) {
  for (const auto& word : words_of(name)) {
    for (const auto& bad : banned) {
      if (word == bad) return word;
    }
  }
  return {};
}

int line_of(std::string_view text, std::size_t at) {
  int line = 1;
  for (std::size_t i = 0; i < at && i < text.size(); ++i) line += text[i] == '\n' ? 1 : 0;
  return line;
}

void check_types(const SourceFile& file, const std::string& plain, Findings& findings) {
  static const std::regex declared(R"(\b(?:class|struct|union|enum(?:\s+class)?|concept|using)\s+([A-Z]\w*)\b)");
  for (auto it = std::sregex_iterator(plain.begin(), plain.end(), declared); it != std::sregex_iterator(); ++it) {
    const std::string name = (*it)[1];
    const auto words = words_of(name);
    std::string bad = banned_word(name, kInTypes);
    if (bad.empty() && words.back() == "info") bad = "info";
    // "Service" alone is the domain's word for a kind of help, and a verb in front does something with that.
    const bool verb = words.size() == 2 && (words[0] == "choose" || words[0] == "add");
    if (bad.empty() && words.size() > 1 && words.back() == "service" && !verb) bad = "service";
    if (bad.empty()) continue;
    findings.push_back(file.path + ":" + std::to_string(line_of(plain, static_cast<std::size_t>(it->position()))) +
                       ": the type " + name + ": \"" + bad + "\" says nothing; name it by what it does");
  }
}

void check_functions(const SourceFile& file, const std::string& plain, Findings& findings) {
  static const std::regex named(R"((::|\.|->)?\b([a-z]\w*)\s*\()");
  for (auto it = std::sregex_iterator(plain.begin(), plain.end(), named); it != std::sregex_iterator(); ++it) {
    if ((*it)[1].matched) continue;  // somebody else's, or caught where it is declared
    const std::string name = (*it)[2];
    const std::string bad = banned_word(name, kInFunctions);
    if (bad.empty()) continue;
    findings.push_back(file.path + ":" + std::to_string(line_of(plain, static_cast<std::size_t>(it->position()))) +
                       ": the function " + name + ": \"" + bad + "\" says nothing; name it by what it does");
  }
}

}  // namespace

Findings check_names(const SourceFile& file) {
  Findings findings;
  if (!is_cpp(file.path) && !is_script(file.path)) return findings;
  const std::size_t slash = file.path.rfind('/');
  const std::string name = slash == std::string::npos ? file.path : file.path.substr(slash + 1);
  const std::string bad = banned_word(name, kInFunctions);
  if (!bad.empty()) findings.push_back(file.path + ": the file's name: \"" + bad + "\" says nothing");
  const std::string plain = without_words(file.text);
  check_types(file, plain, findings);
  check_functions(file, plain, findings);
  return findings;
}

}  // namespace menting::house
