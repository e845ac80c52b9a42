#include "tests/kiosk/ui/look_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>
#include <sstream>
#include <utility>

namespace menting::tests {

namespace {

constexpr float smallest = 28, smallest_elderly = 42;  ///< canvas units
constexpr float slack = 1;                             ///< rounding of whole window pixels
constexpr std::size_t choices_max = 4;
constexpr std::size_t details_shown = 4;

std::string at(const ui::Box& box) {
  return fmt::format("{:.0f},{:.0f} {:.0f}x{:.0f}", box.x, box.y, box.w, box.h);
}

bool starts(const std::string& id, std::string_view with) {
  return id.rfind(with, 0) == 0;
}

bool is_choice(const std::string& id) {
  return starts(id, "home.") || starts(id, "service.") || starts(id, "lane.");
}

/// What its characters cover: digits and capitals are lower than their em, and nothing of them hangs below the line.
ui::Box covered_by(const ui::Ink& word) {
  const bool capitals = std::ranges::all_of(word.text, [](char c) {
    return c == ' ' || c == '-' || std::isdigit(static_cast<unsigned char>(c)) != 0 ||
           std::isupper(static_cast<unsigned char>(c)) != 0;
  });
  return word.box.inset(0, word.em * (capitals ? 0.12F : 0.03F));
}

std::string hex(ImU32 colour) {
  return fmt::format("#{:02x}{:02x}{:02x}", (colour >> IM_COL32_R_SHIFT) & 255U, (colour >> IM_COL32_G_SHIFT) & 255U,
                     (colour >> IM_COL32_B_SHIFT) & 255U);
}

bool overlap(const ui::Box& a, const ui::Box& b) {
  return std::min(a.right(), b.right()) - std::max(a.x, b.x) > slack &&
         std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y) > slack;
}

/// Its place in the footer, whatever it says at the moment.
std::string place_of(const std::string& id) {
  for (std::string name : {"elderly.", "low_reach.", "reading."}) {
    if (starts(id, name)) return name;
  }
  return id == "home" || id == "back" || id == "help" || starts(id, "lang.") ? id : std::string();
}

}  // namespace

const char* name_of(Mode mode) {
  switch (mode) {
    case Mode::normal:
      return "normal";
    case Mode::elderly:
      return "elderly";
    case Mode::low_reach:
      return "low_reach";
  }
  return "";
}

LookRules::LookRules(const Screen& screen, std::string where)
    : screen_(screen), where_(std::move(where)), canvas_(ui::make_canvas(screen.width, screen.height)) {}

void LookRules::add(const std::string& rule, const std::string& page, const std::string& detail) {
  if (seen_.insert(rule + "\n" + page + "\n" + detail).second) violations_.push_back({rule, page, where_, detail});
}

void LookRules::look(const std::string& page) {
  page_ = page;
  look_at_targets();
  look_at_reach();
  look_at_footer();
  look_at_choices();
  look_for_way_home();
  look_at_words();
  for (const std::string& cut : screen_.interface.cut()) wrong("cut", "\"" + cut + "\"");
}

/// Every page has these in its footer; a dialog has none.
bool LookRules::dialog() const {
  return !screen_.has("elderly.on") && !screen_.has("elderly.off") && !screen_.has("attract.touch");
}

void LookRules::look_at_targets() {
  const auto& all = screen_.interface.targets().all();
  if (all.empty()) wrong("no targets", "");
  std::set<std::string> ids;
  for (auto one = all.begin(); one != all.end(); ++one) {
    const ui::Box& box = one->box;
    if (!ids.insert(one->id).second) wrong("id twice", one->id);
    if (one->label.empty()) wrong("no label", one->id);
    if (box.w < ui::target_min || box.h < ui::target_min) wrong("target small", one->id + " " + at(box));
    if (box.x < 0 || box.y < 0 || box.right() > canvas_.width + slack || box.bottom() > canvas_.height + slack) {
      wrong("target outside", one->id + " " + at(box));
    }
    // The whole glass is one target there; what lies over it comes first.
    if (one->id == "attract.touch") continue;
    for (auto other = one + 1; other != all.end(); ++other) {
      if (other->id != "attract.touch" && box.overlaps(other->box)) {
        wrong("targets overlap", one->id + " and " + other->id);
      }
    }
  }
}

void LookRules::look_at_reach() {
  const float top = screen_.state().manner.low_reach ? canvas_.height / 2 : canvas_.landscape ? 0 : canvas_.height / 3;
  for (const ui::Target& target : screen_.interface.targets().all()) {
    if (target.id == "staff.corner" || target.id == "attract.touch") continue;
    if (target.box.y < top - slack) wrong("too high", target.id + " " + at(target.box));
  }
}

void LookRules::look_at_footer() {
  if (dialog()) return;
  for (const ui::Target& target : screen_.interface.targets().all()) {
    const std::string place = place_of(target.id);
    if (place.empty()) continue;
    // Elsewhere on the glass where the manner is another one.
    const std::string key = place + (screen_.state().manner.elderly     ? "e"
                                     : screen_.state().manner.low_reach ? "l"
                                                                        : "n");
    const auto [first, fresh] = footer_.try_emplace(key, target.box);
    const ui::Box& was = first->second;
    if (!fresh && (std::abs(was.x - target.box.x) > slack || std::abs(was.y - target.box.y) > slack ||
                   std::abs(was.w - target.box.w) > slack || std::abs(was.h - target.box.h) > slack)) {
      wrong("footer moves", target.id + " " + at(target.box) + " not " + at(was));
    }
  }
}

void LookRules::look_at_choices() {
  if (!screen_.state().manner.elderly || dialog()) return;
  std::size_t count = 0;
  std::set<long> columns;
  for (const ui::Target& target : screen_.interface.targets().all()) {
    if (!is_choice(target.id)) continue;
    ++count;
    columns.insert(std::lround(target.box.x));
  }
  if (count > choices_max) wrong("many choices", std::to_string(count));
  if (!canvas_.landscape && columns.size() > 1) wrong("columns", std::to_string(columns.size()));
}

void LookRules::look_for_way_home() {
  const std::string page = screen_.page();
  if (page == "home" || page == "closed" || page == "out_of_order") return;
  // For a few seconds the branch has the word; then a dialog opens the way.
  if (screen_.state().pending && !dialog()) return;
  for (const char* id : {"home", "attract.touch", "ticket.done", "rate.done", "help.done", "found.done"}) {
    if (screen_.enabled(id)) return;
  }
  wrong("no way home", page);
}

/// A veil over the page: what it covers is not to be read.
std::size_t LookRules::first_ink() const {
  const auto& inks = screen_.interface.inks();
  for (std::size_t i = inks.size(); i-- > 0;) {
    const ui::Ink& ink = inks[i];
    if (!ink.words && ink.box.w >= canvas_.width - slack && ink.box.h >= canvas_.height - slack) return i;
  }
  return 0;
}

void LookRules::look_at_words() {
  const auto& inks = screen_.interface.inks();
  for (std::size_t i = first_ink(); i < inks.size(); ++i) {
    if (inks[i].words && !inks[i].text.empty() && inks[i].text != " ") look_at_word(i);
  }
}

void LookRules::look_at_word(std::size_t index) {
  const auto& inks = screen_.interface.inks();
  const ui::Ink& word = inks[index];
  const bool elderly = screen_.state().manner.elderly;
  const std::string name = "\"" + word.text + "\"";
  if (word.em < (elderly ? smallest_elderly : smallest) - 0.01F)
    wrong("type small", name + fmt::format(" {}", word.em));
  const ui::Box page = {0, 0, canvas_.width, canvas_.height};
  const ui::Ink* card = nullptr;
  ImU32 left = screen_.interface.ground(), right = left;
  for (std::size_t i = 0; i < index; ++i) {
    const ui::Ink& ink = inks[i];
    if (ink.words) {
      if (i >= first_ink() && overlap(covered_by(ink), covered_by(word)))
        wrong("words overlap", name + " and \"" + ink.text + "\"");
    } else if (ink.box.contains(word.box.cx(), word.box.cy())) {
      card = &ink;
      left = ui::blend(ink.colour, left);
      right = ui::blend(ink.other, right);
    }
  }
  for (std::size_t i = index + 1; i < inks.size(); ++i) {
    if (!inks[i].words && overlap(inks[i].box, covered_by(word)))
      wrong("covered", name + " by a fill " + at(inks[i].box));
  }
  const ui::Box& room = card != nullptr ? card->box : page;
  // Its em is measured round the middle of the characters, which are a little lower than that.
  if (word.box.x < room.x - slack || word.box.right() > room.right() + slack ||
      word.box.y + word.em * 0.1F < room.y - slack || word.box.bottom() - word.em * 0.1F > room.bottom() + slack) {
    wrong("sticks out", name + " " + at(word.box) + " of " + at(room));
  }
  const float most =
      std::min(ui::contrast(ui::blend(word.colour, left), left), ui::contrast(ui::blend(word.colour, right), right));
  const bool large = word.bold && word.em >= (elderly ? 69.F : 46.F) - 0.01F;
  const float least = elderly ? (large ? 4.5F : 7.F) : (large ? 3.F : 4.5F);
  if (most < least)
    wrong("contrast", name + fmt::format(" {:.1f} of {:.1f}, {} on {}", most, least, hex(word.colour), hex(left)));
}

std::string table(const std::vector<Violation>& violations) {
  struct Line {
    std::set<std::string> sizes, languages, details;
    int count = 0;
  };
  std::map<std::string, Line> lines;
  for (const Violation& one : violations) {
    std::istringstream where(one.where);
    std::string size, mode, language;
    where >> size >> mode >> language;
    Line& line = lines[fmt::format("{:<15} {:<23} {:<10}", one.rule, one.page, mode)];
    line.sizes.insert(size);
    line.languages.insert(language);
    line.details.insert(one.detail);
    ++line.count;
  }
  std::string text;
  for (const auto& [key, line] : lines) {
    text += fmt::format("{} {:<5} {:<10} {}\n", key, line.count, fmt::format("{}", fmt::join(line.languages, ",")),
                        fmt::format("{}", fmt::join(line.sizes, " ")));
    std::size_t shown = 0;
    for (const std::string& detail : line.details) {
      if (++shown > details_shown) break;
      text += "    " + detail + "\n";
    }
    if (line.details.size() > details_shown) {
      text += fmt::format("    and {} others\n", line.details.size() - details_shown);
    }
  }
  return text;
}

}  // namespace menting::tests
