#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// The rules of the house, as functions on texts: what they find is a list of lines for people. The compiler enforces
/// none of these, so this does.
namespace menting::house {

/// A file of the tree: its path from the root, with '/', and its text.
struct SourceFile {
  std::string path;
  std::string text;
};

using Findings = std::vector<std::string>;

/// What each folder with a library may include: its DEPENDS line in CMakeLists.txt.
using Rooms = std::map<std::string, std::set<std::string>>;
Rooms read_rooms(std::string_view cmake);

struct Include {
  int line = 0;
  std::string path;
  bool angled = false;
};
std::vector<Include> read_includes(std::string_view text);

/// The text with comments, and the insides of strings and characters, as spaces; lines stay lines.
std::string without_words(std::string_view text);

/// A folder that includes what its DEPENDS line does not name, or another folder's parts from outside the tree's root.
Findings check_rooms(const SourceFile& file, const Rooms& rooms);
/// A third-party header outside its one folder, or one of the heavy ones in a header.
Findings check_third_party(const SourceFile& file);
/// Words that say nothing (HOUSE: "banned in identifiers") in the names of types, functions and files.
Findings check_names(const SourceFile& file);
/// Files and functions that have grown too long.
Findings check_sizes(const SourceFile& file);
/// Paths of one developer's machine, and unfinished work.
Findings check_texts(const SourceFile& file);
/// Pages that the content security policy would break: scripts, styles and event attributes inside the page.
Findings check_pages(const SourceFile& file);

Findings check_all(const SourceFile& file, const Rooms& rooms);

bool is_cpp(const std::string& path);
bool is_script(const std::string& path);

}  // namespace menting::house
