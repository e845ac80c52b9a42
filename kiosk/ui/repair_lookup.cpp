#include "kiosk/ui/repair_lookup.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/crypto/crypto.h"
#include "kiosk/desk/repair_look.h"
#include "kiosk/domain/branch.h"
#include "kiosk/domain/repair_intake.h"

namespace menting::ui {

namespace {

constexpr std::int64_t guess_ms = 600'000;  // ten minutes
constexpr std::size_t guesses_per_number = 5;
constexpr std::size_t guesses_in_all = 20;  ///< many people ask here

std::string note_of(const std::vector<desk::NoteRead>& notes, const std::string& kind) {
  for (auto read = notes.rbegin(); read != notes.rend(); ++read) {
    if (read->note.kind == kind) return read->note.text;
  }
  return {};
}

RepairStory story_of(const domain::Branch& branch, const domain::RepairOrder& order,
                     const std::vector<desk::NoteRead>& notes) {
  RepairStory story{.order = order, .said = {}, .loaner = {}};
  desk::put_own_words(story.order, notes);
  for (std::size_t at = 1; at <= order.moves.size(); ++at) {
    story.said.push_back(note_of(notes, "note_customer:" + std::to_string(at)));
  }
  if (const domain::Loaner* loaner = branch.loaner(order.loaner)) story.loaner = *loaner;
  return story;
}

RepairAnswer answer_of(const AskRepair& asked, const domain::Branch& branch, desk::Journal& journal) {
  const domain::RepairOrder* order =
      asked.code.empty() ? branch.repair(asked.number) : branch.repairs().by_code(asked.code);
  if (order == nullptr || order->erased) return {RepairAnswer::Kind::unknown};
  const std::vector<desk::NoteRead> notes = journal.notes(order->number);
  if (asked.code.empty()) {
    std::string last4 = domain::last_four(note_of(notes, "customer_phone"));
    const bool knows = !last4.empty() && crypto::equal_secret(last4, asked.phone_last4);
    crypto::wipe(last4);
    if (!knows) return {RepairAnswer::Kind::unknown};
  }
  return {RepairAnswer::Kind::found, story_of(branch, *order, notes)};
}

}  // namespace

desk::Letter repair_lookup(AskRepair asked, const std::function<void(RepairAnswer)>& done) {
  return desk::Consult{
      .consult = [asked = std::move(asked), done](const domain::Branch& branch, desk::Journal& journal,
                                                  const domain::Moment&) { done(answer_of(asked, branch, journal)); },
      .failed = [done] { done({}); }};
}

void RepairGuesses::wrong(const domain::RepairNumber& number, std::int64_t now_ms) {
  std::erase_if(guesses_, [&](const Guess& guess) { return now_ms - guess.at_ms >= guess_ms; });
  guesses_.push_back({std::hash<std::string>()(number), now_ms});
}

int RepairGuesses::wait_s(const domain::RepairNumber& number, std::int64_t now_ms) const {
  const std::size_t asked = std::hash<std::string>()(number);
  std::vector<std::int64_t> all, about;
  for (const Guess& guess : guesses_) {
    if (now_ms - guess.at_ms >= guess_ms) continue;
    all.push_back(guess.at_ms);
    if (guess.number == asked) about.push_back(guess.at_ms);
  }
  std::int64_t until_ms = now_ms;
  if (all.size() >= guesses_in_all) until_ms = all[all.size() - guesses_in_all] + guess_ms;
  if (about.size() >= guesses_per_number) {
    until_ms = std::max(until_ms, about[about.size() - guesses_per_number] + guess_ms);
  }
  return static_cast<int>((until_ms - now_ms + 999) / 1000);
}

}  // namespace menting::ui
