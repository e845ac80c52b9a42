#include <algorithm>
#include <cmath>

#include "base/crypto/crypto.h"
#include "kiosk/domain/luhn.h"
#include "kiosk/domain/repair_catalogue.h"
#include "kiosk/domain/repair_intake.h"
#include "kiosk/ui/flow.h"

// A device is handed in: one question a page, forward and back, and each answer put right from the review.

namespace menting::ui {

namespace {

constexpr std::size_t name_characters = 30;
constexpr std::size_t product_characters = 40;
constexpr std::size_t description_characters = 200;
constexpr std::size_t signature_strokes_max = 60;
constexpr std::size_t signature_points_max =
    400;  ///< of a stroke: it must not move in memory, since it is overwritten later
constexpr std::size_t points_in_all = 2'500;  ///< of a signature, which is kept
constexpr float signature_apart = 0.008F;
constexpr std::size_t scratches_max = 40;

/// Without the spaces around it.
std::string trimmed(const std::string& text) {
  const std::size_t from = text.find_first_not_of(' ');
  return from == std::string::npos ? std::string() : text.substr(from, text.find_last_not_of(' ') - from + 1);
}

std::string& written_of(RepairDraft& draft, Page page) {
  if (page == Page::repair_name) return draft.name;
  switch (draft.writing) {
    case Writing::brand:
      return draft.brand;
    case Writing::model:
      return draft.model;
    case Writing::description:
      return draft.description;
  }
  return draft.description;
}

std::size_t points_of(const std::vector<input::Stroke>& strokes) {
  std::size_t points = 0;
  for (const input::Stroke& stroke : strokes) points += stroke.size();
  return points;
}

}  // namespace

/// What each touch on a hand-in's pages does; one that makes no sense there does nothing.
struct Flow::RepairDoer {
  Flow& flow;
  const desk::Board& board;
  std::int64_t now_ms;
  RepairDraft& draft = flow.state_.draft;

  bool on(Page page) const { return flow.state_.page == page; }

  void operator()(const BeginHandIn&) {
    if (on(Page::repair)) flow.turn_question(Page::repair_kind, now_ms);
  }
  void operator()(const NextQuestion&) {
    if (on(Page::repair_lock)) draft.lock_understood = true;
    if (on(Page::repair_consent)) draft.consent = true;
    if (on(Page::repair_terms)) draft.terms_accepted = true;
    flow.next_question(now_ms);
  }
  void operator()(const ChooseKind& i) {
    if (!on(Page::repair_kind) || domain::device_kind(i.kind) == nullptr) return;
    if (draft.kind != i.kind) {
      // What was said of another kind of device says nothing of this one.
      keep(draft.brand, {});
      keep(draft.model, {});
      keep(draft.number, {});
      draft.by_serial = !domain::device_kind(i.kind)->has_imei;
      draft.faults.clear();
      draft.scratches.clear();
      draft.kind = i.kind;
    }
    flow.next_question(now_ms);
  }
  void operator()(const ChooseBrand& i) {
    if (!on(Page::repair_brand)) return;
    if (draft.brand != i.brand) keep(draft.model, {});
    keep(draft.brand, i.brand);
    flow.next_question(now_ms);
  }
  void operator()(const ChooseModel& i) {
    if (!on(Page::repair_brand) && !on(Page::repair_model) && !on(Page::repair_words)) return;
    flow.entry_.forget();
    if (!i.brand.empty() && i.brand != draft.brand) {
      keep(draft.brand, i.brand);
      keep(draft.model, {});
    }
    if (!i.model.empty()) keep(draft.model, i.model);
    flow.state_.page = i.model.empty() ? Page::repair_brand : Page::repair_model;
    flow.next_question(now_ms);
  }
  void operator()(const WriteAnswer& i) {
    if (!is_hand_in(flow.state_.page)) return;
    draft.writing = i.what;
    flow.turn_question(Page::repair_words, now_ms);
  }
  void operator()(const ToggleSerial&) {
    const domain::DeviceKind* kind = domain::device_kind(draft.kind);
    if (!on(Page::repair_serial) || kind == nullptr || !kind->has_imei) return;
    crypto::wipe(flow.state_.typed);
    draft.by_serial = !draft.by_serial;
  }
  void operator()(const SkipSerial&) {
    if (!on(Page::repair_serial) || !draft.by_serial) return;
    crypto::wipe(flow.state_.typed);
    flow.next_question(now_ms);
  }
  void operator()(const ToggleFault& i) {
    const domain::DeviceKind* kind = domain::device_kind(draft.kind);
    if (!on(Page::repair_faults) || kind == nullptr || !domain::has_fault(*kind, i.fault)) return;
    if (draft.faults.erase(i.fault) == 0) draft.faults.insert(i.fault);
  }
  void operator()(const ToggleLeft& i) {
    if (!on(Page::repair_left_with)) return;
    if (i.thing.empty()) {
      draft.nothing_left = !draft.nothing_left;
      draft.left_with.clear();
      return;
    }
    const auto codes = domain::left_with_codes();
    if (std::ranges::find(codes, i.thing) == codes.end()) return;
    draft.nothing_left = false;
    if (draft.left_with.erase(i.thing) == 0) draft.left_with.insert(i.thing);
  }
  void operator()(const AnswerBackup& i) {
    if (!on(Page::repair_data)) return;
    draft.backed_up = i.backed_up;
    flow.next_question(now_ms);
  }
  void operator()(const MarkBody& i) {
    if (!on(Page::repair_body)) return;
    const auto same = [&](const Scratch& one) {
      return one.side == i.mark.side && std::abs(one.x - i.mark.x) <= i.reach_x &&
             std::abs(one.y - i.mark.y) <= i.reach_y;
    };
    if (std::erase_if(draft.scratches, same) == 0 && draft.scratches.size() < scratches_max) {
      draft.scratches.push_back(i.mark);
    }
  }
  void operator()(const ChooseYear& i) {
    if (!on(Page::repair_bought)) return;
    draft.bought_year = i.year;
    draft.bought_month = 0;
    draft.bought_unknown = false;
    flow.state_.leaf = 0;
  }
  void operator()(const ChooseMonth& i) {
    if (!on(Page::repair_bought) || draft.bought_year == 0 || i.month < 1 || i.month > 12) return;
    if (draft.bought_year * 100 + i.month > board.day.yyyymmdd / 100) return;
    draft.bought_month = i.month;
  }
  void operator()(const BoughtUnknown&) {
    if (!on(Page::repair_bought)) return;
    draft.bought_year = draft.bought_month = 0;
    draft.bought_unknown = true;
    flow.next_question(now_ms);
  }
  void operator()(const ToggleAbroad&) {
    if (!on(Page::repair_phone)) return;
    std::string& typed = flow.state_.typed;
    if (typed.starts_with('+')) {
      typed.erase(0, 1);
    } else {
      typed.insert(typed.begin(), '+');
    }
  }
  void operator()(const ClearSignature&) { flow.forget_signature(); }
  void operator()(const Correct& i) {
    if (!on(Page::repair_review)) return;
    draft.reviewing = true;
    flow.turn_question(i.page, now_ms);
  }
  void operator()(const HandIn&) {
    if (!on(Page::repair_review) || !is_answered(draft, Page::repair_review)) return;
    flow.send(open_repair_of(draft, board.day, flow.state_.language), 0, now_ms);
  }
  void operator()(const AskForAnswer& i) { flow.ask_for_answer(i.approve, now_ms); }
  void operator()(const AnswerQuote&) { flow.answer_quote(now_ms); }
  void operator()(const FetchDevice&) { flow.fetch_device(now_ms); }
};

void Flow::do_repair(const RepairIntent& intent, const desk::Board& board, std::int64_t now_ms) {
  std::visit(RepairDoer{*this, board, now_ms}, intent);
}

bool Flow::writes_text() const {
  return state_.page == Page::comment || state_.page == Page::repair_words || state_.page == Page::repair_name;
}

/// Takes what was typed or written on this page into the draft.
void Flow::keep_answer() {
  RepairDraft& draft = state_.draft;
  if (state_.page == Page::repair_serial) keep(draft.number, state_.typed);
  if (state_.page == Page::repair_phone) keep(draft.phone, state_.typed);
  if (state_.page == Page::repair_words || state_.page == Page::repair_name) {
    entry_.settle();
    std::string text = trimmed(entry_.text());
    std::string& answer = written_of(draft, state_.page);
    const bool other_brand = &answer == &draft.brand && text != draft.brand;
    if (!text.empty() || &answer == &draft.description || &answer == &draft.name) keep(answer, text);
    if (other_brand && !text.empty()) keep(draft.model, {});
    crypto::wipe(text);
  }
  crypto::wipe(state_.typed);
  signing_ = false;
  if (state_.page == Page::repair_words || state_.page == Page::repair_name) entry_.forget();
}

void Flow::turn_question(Page page, std::int64_t now_ms) {
  keep_answer();
  open_question(page, now_ms);
}

/// Its answer so far comes back.
void Flow::open_question(Page page, std::int64_t now_ms) {
  turn(page, now_ms);
  RepairDraft& draft = state_.draft;
  if (page == Page::repair_serial) fill_typed(draft.number);
  if (page == Page::repair_phone) fill_typed(draft.phone);
  if (page == Page::repair_name) {
    entry_.begin(state_.language, name_characters);
    entry_.put(draft.name);
  }
  if (page != Page::repair_words) return;
  const bool product = draft.writing != Writing::description;
  entry_.begin(state_.language, product ? product_characters : description_characters);
  // Brands and models are found by their Latin letters.
  if (product) entry_.set_mode(KeyMode::letters);
  const bool listed = draft.writing == Writing::brand && settings_.devices.brand(draft.brand) != nullptr;
  if (!listed) entry_.put(written_of(draft, page));
}

void Flow::next_question(std::int64_t now_ms) {
  const Page page = state_.page;
  if (!is_hand_in(page) || page == Page::repair_review) return;
  keep_answer();
  RepairDraft& draft = state_.draft;
  if (!is_answered(draft, page)) return open_question(page, now_ms);
  const std::vector<Page> pages = questions_of(draft);
  // Corrected: what follows from it may have to be asked anew.
  if (draft.reviewing) {
    const auto open = std::ranges::find_if(pages, [&](Page one) { return !is_answered(draft, one); });
    if (open == pages.end()) draft.reviewing = false;
    return open_question(open == pages.end() ? Page::repair_review : *open, now_ms);
  }
  const auto here = std::ranges::find(pages, page);
  open_question(here == pages.end() || here + 1 == pages.end() ? Page::repair_review : *(here + 1), now_ms);
}

void Flow::words_written(std::int64_t now_ms) {
  const Writing what = state_.draft.writing;
  keep_answer();
  state_.page = what == Writing::brand   ? Page::repair_brand
                : what == Writing::model ? Page::repair_model
                                         : Page::repair_faults;
  // The faults may still be chosen; a product's name is the whole answer.
  if (what == Writing::description) {
    if (!state_.draft.description.empty() && state_.draft.faults.empty()) state_.draft.faults.insert("other");
    return open_question(Page::repair_faults, now_ms);
  }
  if (!is_answered(state_.draft, state_.page)) return open_question(state_.page, now_ms);
  next_question(now_ms);
}

void Flow::previous_question(std::int64_t now_ms) {
  const RepairDraft& draft = state_.draft;
  if (state_.page == Page::repair_words) {
    const Writing what = draft.writing;
    const Page page = what == Writing::brand   ? Page::repair_brand
                      : what == Writing::model ? Page::repair_model
                                               : Page::repair_faults;
    entry_.forget();  // taken back
    return open_question(page, now_ms);
  }
  // The months of a year lie behind the years.
  if (state_.page == Page::repair_bought && draft.bought_year != 0) {
    state_.draft.bought_year = state_.draft.bought_month = 0;
    return;
  }
  keep_answer();
  if (draft.reviewing && state_.page != Page::repair_review) {
    const bool whole = is_answered(draft, Page::repair_review);
    if (whole) {
      state_.draft.reviewing = false;
      return open_question(Page::repair_review, now_ms);
    }
  }
  state_.draft.reviewing = false;
  const std::vector<Page> pages = questions_of(draft);
  const auto here = std::ranges::find(pages, state_.page);  // the end: the review
  open_question(here == pages.begin() ? Page::repair : *(here - 1), now_ms);
}

void Flow::fill_typed(const std::string& text) {
  state_.typed.reserve(40);
  state_.typed = text;
}

void Flow::forget_signature() {
  signing_ = false;
  for (input::Stroke& stroke : state_.draft.signature) {
    crypto::wipe(stroke.data(), stroke.size() * sizeof(input::Point));
  }
  state_.draft.signature.clear();
}

void Flow::sign_begins(float x, float y) {
  std::vector<input::Stroke>& strokes = state_.draft.signature;
  if (strokes.capacity() < signature_strokes_max) strokes.reserve(signature_strokes_max);
  if (strokes.size() >= signature_strokes_max || points_of(strokes) >= points_in_all) return;
  signing_ = true;
  strokes.emplace_back().reserve(signature_points_max);
  strokes.back().push_back({x, y});
}

void Flow::sign_goes_on(float x, float y) {
  std::vector<input::Stroke>& strokes = state_.draft.signature;
  if (!signing_ || strokes.empty() || strokes.back().size() >= signature_points_max) return;
  const input::Point last = strokes.back().back();
  const bool apart = std::hypot(x - last.x, y - last.y) >= signature_apart;
  if (apart && points_of(strokes) < points_in_all) strokes.back().push_back({x, y});
}

/// A barcode on the device or its box.
void Flow::scanned_number(const std::string& text) {
  std::string number = domain::without_gaps(text);
  // Of an IMEI with its software version, the IMEI.
  if (!state_.draft.by_serial && number.size() > 15) number.resize(15);
  const bool fits = std::ranges::all_of(number, [&](unsigned char c) {
    return std::isdigit(c) != 0 || (state_.draft.by_serial && std::isalpha(c) != 0);
  });
  if (!fits || number.empty() || number.size() > 20) {
    state_.not_so = domain::Refusal{domain::RefusalCode::repair_field_invalid,
                                    state_.draft.by_serial ? "device.serial" : "device.imei"};
  } else {
    state_.not_so.reset();
    fill_typed(number);
    for (char& c : state_.typed) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  crypto::wipe(number);
}

}  // namespace menting::ui
