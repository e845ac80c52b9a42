// Every text of the sources has its translation, and every translation its text. Uses gettext's own programs, which
// the build needs anyway.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

namespace fs = std::filesystem;

namespace {

const fs::path source_dir = MENTING_SOURCE_DIR;

std::string run(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  char part[4096];
  for (std::size_t size = 0; (size = fread(part, 1, sizeof part, pipe)) > 0;) output.append(part, size);
  INFO(command);
  REQUIRE(pclose(pipe) == 0);
  return output;
}

/// English to translation, the file's header left out. `--no-wrap` keeps each on its line unless it holds "\n".
std::map<std::string, std::string> read_texts(const fs::path& po) {
  std::istringstream lines(run("msgattrib --no-wrap --no-obsolete '" + po.string() + "'"));
  std::map<std::string, std::string> texts;
  std::string line;
  std::string english;
  std::string* open = nullptr;
  while (std::getline(lines, line)) {
    const std::size_t quote = line.find('"');
    if (line.empty() || line[0] == '#' || quote == std::string::npos) {
      open = nullptr;
      continue;
    }
    const std::string content = line.substr(quote + 1, line.rfind('"') - quote - 1);
    if (line.starts_with("msgid ")) {
      english = content;
      open = &english;
    } else if (line.starts_with("msgstr ")) {
      open = &(texts[english] = content);
    } else if (open != nullptr) {
      *open += content;
    }
  }
  texts.erase("");
  return texts;
}

std::set<std::string> texts_of_sources() {
  const menting::tests::ScratchFolder scratch;
  std::ofstream list(scratch.file("sources"));
  for (const char* part : {"base", "kiosk", "server_sync"})
    for (const auto& entry : fs::recursive_directory_iterator(source_dir / part))
      if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h") list << entry.path().string() << '\n';
  list.close();
  run("xgettext --language=C++ --from-code=UTF-8 --keyword= --keyword=tr:2 --keyword=MENTING_TEXT:1 --files-from='" +
      scratch.file("sources") + "' -o '" + scratch.file("found.pot") + "'");
  std::set<std::string> found;
  for (const auto& [english, ignored] : read_texts(scratch.file("found.pot"))) found.insert(english);
  return found;
}

std::multiset<std::string> values_in(const std::string& sentence) {
  std::multiset<std::string> values;
  for (std::size_t at = 0; (at = sentence.find('{', at)) != std::string::npos; ++at)
    if (at + 2 < sentence.size() && sentence[at + 2] == '}') values.insert(sentence.substr(at, 3));
  return values;
}

std::vector<fs::path> catalogues() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(source_dir / "assets/text"))
    if (entry.path().extension() == ".po") files.push_back(entry.path());
  return files;
}

}  // namespace

TEST_CASE("every text of the sources is in every catalogue, and nothing else is") {
  const std::set<std::string> used = texts_of_sources();
  REQUIRE(used.contains("right away"));
  REQUIRE_FALSE(catalogues().empty());
  for (const fs::path& po : catalogues()) {
    INFO(po.filename().string());
    const auto texts = read_texts(po);
    for (const std::string& english : used) {
      INFO("add to the catalogue: " << english);
      CHECK(texts.contains(english));
    }
    for (const auto& [english, translated] : texts) {
      INFO("no source uses: " << english);
      CHECK(used.contains(english));
    }
  }
}

TEST_CASE("every translation is there, certain, and names the same values") {
  for (const fs::path& po : catalogues()) {
    INFO(po.filename().string());
    CHECK(run("msgfmt --check -o /dev/null '" + po.string() + "' 2>&1").empty());
    CHECK(run("msgattrib --only-fuzzy '" + po.string() + "'").empty());
    for (const auto& [english, translated] : read_texts(po)) {
      INFO(english);
      CHECK_FALSE(translated.empty());
      CHECK(values_in(english) == values_in(translated));
    }
  }
}

TEST_CASE("Chinese texts have Chinese punctuation") {
  for (const auto& [english, translated] : read_texts(source_dir / "assets/text/zh-CN.po")) {
    INFO(translated);
    CHECK(translated.find_first_of(",!?;") == std::string::npos);
    CHECK_FALSE(translated.ends_with("."));
  }
}
