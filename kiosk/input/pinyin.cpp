#include "kiosk/input/pinyin.h"

#include <rime_api.h>
#include <string.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/text/code_points.h"
#include "kiosk/input/rime_library.h"

namespace menting::input {
namespace {

constexpr int key_backspace = 0xff08;  // X11's keysym, which librime takes

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

/// Overwritten, not only given back.
void wipe(std::string& text) {
  explicit_bzero(text.data(), text.size());
  text.clear();
}

struct Offer {
  std::size_t at;  ///< librime's own index, which counts what the font does not show too
  std::string text;
};

/// The last `count` letters of `input`.
std::string tail_of(const std::string& input, std::size_t count) {
  std::size_t at = input.size();
  while (count > 0 && at > 0) {
    --at;
    if (is_letter(input[at])) --count;
  }
  return input.substr(at);
}

}  // namespace

struct Pinyin::Rime {
  Rime(const PinyinFolders& folders, Shows which) : library(folders), shows(std::move(which)) { renew(); }
  ~Rime() {
    forget_offers();
    api.destroy_session(session);
  }

  /// A session of its own for what comes: librime's keeps a history. The new one comes first, so that the tables stay.
  void renew() {
    const RimeSessionId fresh = api.create_session();
    if (fresh == 0) throw std::runtime_error("There is no pinyin: librime opens no session.");
    if (session != 0) api.destroy_session(session);
    session = fresh;
    forget_offers();
  }

  void forget_offers() {
    for (Offer& offer : offers) wipe(offer.text);
    offers.clear();
    next = 0;
    all_offered = false;
  }

  std::string input() const {
    const char* text = api.get_input(session);
    return text == nullptr ? std::string() : std::string(text);
  }

  void press(int key) {
    api.process_key(session, key, 0);
    forget_offers();
  }

  /// Makes `offers` hold `count` of them, when there are as many.
  void offer(std::size_t count) {
    if (offers.size() >= count || all_offered) return;
    RimeCandidateListIterator list{};
    if (api.candidate_list_from_index(session, &list, static_cast<int>(next)) == False) return;
    while (offers.size() < count) {
      if (api.candidate_list_next(&list) == False) {
        all_offered = true;
        break;
      }
      if (shows_all(shows, list.candidate.text)) offers.push_back({next, list.candidate.text});
      ++next;
    }
    api.candidate_list_end(&list);
  }

  /// What is shown while composing, and from which byte of it on nothing is picked yet.
  std::pair<std::string, std::size_t> preedit() const {
    RimeContext context{};
    RIME_STRUCT_INIT(RimeContext, context);
    std::pair<std::string, std::size_t> shown;
    if (api.get_context(session, &context) == False) return shown;
    if (context.composition.preedit != nullptr) {
      shown = {context.composition.preedit, static_cast<std::size_t>(std::max(context.composition.sel_start, 0))};
    }
    api.free_context(&context);
    return shown;
  }

  /// The letters that a pick has left over.
  std::string left_over() const {
    const auto [shown, begin] = preedit();
    if (begin >= shown.size()) return {};
    const auto rest = text::code_points(std::string_view(shown).substr(begin));
    const auto letters = std::count_if(rest.begin(), rest.end(), [](char32_t c) { return c != U' ' && c != U'\''; });
    return tail_of(input(), static_cast<std::size_t>(letters));
  }

  RimeLibrary library;
  RimeApi& api = *rime_get_api();
  Shows shows;
  RimeSessionId session = 0;
  std::vector<Offer> offers;
  std::size_t next = 0;  ///< the first of librime's candidates that was not looked at
  bool all_offered = false;
};

Pinyin::Pinyin(const PinyinFolders& folders, Shows shows)
    : rime_(std::make_unique<Rime>(folders, [](char32_t) { return true; })) {
  // Opens what would be opened at the first key, and proves that it is whole and simplified.
  for (const char letter : std::string_view("zhongguo")) type(letter);
  const auto found = candidates(5);
  if (std::find(found.begin(), found.end(), "中国") == found.end()) {
    throw std::runtime_error(
        "There is no pinyin: zhongguo does not give 中国. Install the packages "
        "rime-data-luna-pinyin and libopencc-data again.");
  }
  clear();
  rime_->shows = std::move(shows);
}

Pinyin::~Pinyin() = default;

bool Pinyin::type(char letter) {
  if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  if (!is_letter(letter) && letter != '\'') return false;
  const std::string input = rime_->input();
  if (input.size() >= letters_max) return false;
  if (letter == '\'' && (input.empty() || input.back() == '\'')) return false;
  rime_->press(letter);
  return true;
}

bool Pinyin::erase() {
  if (rime_->input().empty()) return false;
  rime_->press(key_backspace);
  return true;
}

void Pinyin::clear() {
  rime_->api.clear_composition(rime_->session);
  rime_->renew();
}

std::string Pinyin::letters() const {
  return rime_->preedit().first;
}

std::vector<std::string> Pinyin::candidates(std::size_t max) {
  rime_->offer(max);
  std::vector<std::string> texts;
  for (const Offer& offer : rime_->offers) {
    if (texts.size() == max) break;
    texts.push_back(offer.text);
  }
  return texts;
}

std::string Pinyin::pick(std::size_t index) {
  rime_->offer(index + 1);
  if (index >= rime_->offers.size()) return {};
  const Offer picked = rime_->offers[index];
  if (rime_->api.select_candidate(rime_->session, picked.at) == False) return {};
  const std::string rest = rime_->left_over();
  clear();
  for (const char letter : rest) type(letter);
  return picked.text;
}

}  // namespace menting::input
