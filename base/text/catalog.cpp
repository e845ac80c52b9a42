#include "base/text/catalog.h"

#include <algorithm>
#include <boost/locale/gnu_gettext.hpp>
#include <filesystem>
#include <locale>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "base/text/accept_language.h"

namespace menting::text {
namespace {

constexpr const char* domain_name = "menting";

/// One language's .mo file. Only read after it is made, so any thread may ask.
class Catalogue {
 public:
  Catalogue(const std::string& folder, const std::string& language) {
    boost::locale::gnu_gettext::messages_info which;
    which.language = language;  // the folder's own name: no locale of the system has a say
    which.encoding = "UTF-8";
    which.domains.emplace_back(domain_name);
    which.paths.push_back(folder);
    messages_ = boost::locale::gnu_gettext::create_messages_facet<char>(which);
    // The locale owns the facet from here on.
    owner_ = std::locale(std::locale::classic(), messages_);
    domain_ = messages_->domain(domain_name);
    if (domain_ < 0 || messages_->get(domain_, nullptr, "") == nullptr)
      throw std::runtime_error("the texts in " + folder + "/" + language + " are not a message catalogue in UTF-8");
  }

  const char* find(const char* english) const { return messages_->get(domain_, nullptr, english); }

 private:
  boost::locale::message_format<char>* messages_ = nullptr;
  std::locale owner_;
  int domain_ = -1;
};

struct Catalogues {
  std::map<std::string, Catalogue, std::less<>> by_language;
  std::vector<std::string> languages;  ///< with English, which needs no file
};

std::mutex current_mutex;
std::shared_ptr<const Catalogues> current_catalogues = std::make_shared<Catalogues>();

std::shared_ptr<const Catalogues> current() {
  const std::lock_guard lock(current_mutex);
  return current_catalogues;
}

const Catalogue* find_catalogue(const Catalogues& all, std::string_view language) {
  auto found = all.by_language.find(language);
  if (found == all.by_language.end()) {
    const std::string* near = nearest_language(all.languages, language);
    if (near != nullptr) found = all.by_language.find(*near);
  }
  return found == all.by_language.end() ? nullptr : &found->second;
}

}  // namespace

void load(const std::string& folder) {
  namespace fs = std::filesystem;
  auto fresh = std::make_shared<Catalogues>();
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    const std::string language = entry.path().filename().string();
    if (fs::exists(entry.path() / "LC_MESSAGES" / (std::string(domain_name) + ".mo"), failed))
      fresh->by_language.try_emplace(language, folder, language);
  }
  if (fresh->by_language.empty())
    throw std::runtime_error(
        "no texts in " + folder +
        ": it needs <language>/LC_MESSAGES/menting.mo; build the target 'assets' or install again");
  for (const auto& [language, catalogue] : fresh->by_language) fresh->languages.push_back(language);
  if (!fresh->by_language.contains("en")) fresh->languages.emplace_back("en");
  const std::lock_guard lock(current_mutex);
  current_catalogues = std::move(fresh);
}

std::string tr(std::string_view language, const char* english) {
  if (*english == '\0') return {};  // gettext keeps the file's own header under the empty text
  const auto all = current();
  const Catalogue* catalogue = find_catalogue(*all, language);
  const char* translated = catalogue == nullptr ? nullptr : catalogue->find(english);
  return translated == nullptr ? english : translated;
}

std::string tr(std::string_view language, const char* english, const std::vector<std::string>& values) {
  const std::string pattern = tr(language, english);
  std::string text;
  std::size_t from = 0;
  while (from < pattern.size()) {
    const std::size_t open = pattern.find('{', from);
    const std::size_t close = open == std::string::npos ? open : open + 2;
    if (close == std::string::npos || close >= pattern.size()) break;
    const char digit = pattern[open + 1];
    const auto place = static_cast<std::size_t>(digit - '1');
    if (pattern[close] == '}' && digit >= '1' && digit <= '9' && place < values.size()) {
      text += pattern.substr(from, open - from) + values[place];
      from = close + 1;
    } else {
      text += pattern.substr(from, open + 1 - from);
      from = open + 1;
    }
  }
  return text + pattern.substr(from);
}

std::string best_language(std::string_view accept_language) {
  const auto all = current();
  static const std::vector<std::string> without_files = {"en"};
  return choose_language(all->languages.empty() ? without_files : all->languages, accept_language, "zh-CN");
}

}  // namespace menting::text
