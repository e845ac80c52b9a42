// What a customer or staff typed is gone from memory when the page is: from the flow itself, and from what it gave back
// to the heap.
#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

#include "tests/kiosk/ui/flow_hall.h"

using namespace menting;
using namespace menting::domain;
using namespace menting::ui;
using tests::FlowHall;

namespace {

constexpr std::size_t block_max = 4096;  ///< no typed text needs a larger one

std::atomic<const char*> watched{nullptr};
std::atomic<int> freed_with_it{0};

bool holds(const void* memory, std::size_t size, const char* secret) {
  return memmem(memory, size, secret, std::strlen(secret)) != nullptr;
}

void give_back(void* memory) noexcept {
  const char* secret = watched.load(std::memory_order_relaxed);
  if (secret != nullptr && memory != nullptr) {
    const std::size_t size = malloc_usable_size(memory);
    if (size <= block_max && holds(memory, size, secret)) freed_with_it.fetch_add(1, std::memory_order_relaxed);
  }
  std::free(memory);
}

/// Watches every block that is freed for a text, as long as it lives. The text must be a literal.
class Watch {
 public:
  explicit Watch(const char* secret) {
    freed_with_it = 0;
    watched = secret;
  }
  ~Watch() { watched = nullptr; }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  static int found() { return freed_with_it; }
};

bool holds(const Flow& flow, const char* secret) {
  return holds(static_cast<const void*>(&flow), sizeof(Flow), secret);
}

}  // namespace

// Of this test program: every block passes by here.
void* operator new(std::size_t size) {
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
  give_back(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  give_back(memory);
}

TEST_CASE("the watch sees what was not wiped") {
  const Watch watch("75318642");
  auto text = std::make_unique<std::string>();
  text->reserve(40);
  *text += "75318642";
  text.reset();
  CHECK(Watch::found() > 0);
}

TEST_CASE("a PIN leaves no trace") {
  auto f = std::make_unique<FlowHall>();
  for (int i = 0; i < 5; ++i) f->go(TapCorner{});
  f->type("1001");
  f->enter();
  // Its first digit is overwritten wherever a short text is moved from: the others must be gone as well.
  const Watch watch("5318642");
  f->type("75318642");
  SECTION("checked") {
    f->enter();
    auto out = f->flow.take_outgoing();
    REQUIRE(out);
    auto& check = std::get<CheckPin>(out->what);
    CHECK(check.pin == "75318642");
    CHECK_FALSE(holds(f->flow, "5318642"));  // only who checks it has it
    std::fill(check.pin.begin(), check.pin.end(), '\0');
    CHECK_FALSE(holds(&*out, sizeof *out, "5318642"));
  }
  SECTION("never asked about") {
    f->enter();
    f->pass(10'000);
    f->go(GoHome{});
  }
  SECTION("taken back") {
    f->go(GoBack{});
  }
  SECTION("staff went away") {
    f->pass(80'000);
    REQUIRE(f->page() == Page::home);
  }
  CHECK_FALSE(holds(f->flow, "5318642"));
  f.reset();
  CHECK(Watch::found() == 0);
}

TEST_CASE("a repair's number and the phone's digits leave no trace") {
  auto f = std::make_unique<FlowHall>();
  f->go(Go{Page::repair_status});
  const Watch watch("R2611250016");
  f->type("R2611250016");
  f->enter();
  REQUIRE(f->state().repair == "R2611250016");
  f->type("8888");
  SECTION("back and forth") {
    f->go(GoBack{});
    REQUIRE(f->state().typed == "R2611250016");
    f->enter();
    f->go(GoHome{});
  }
  SECTION("unknown, then home") {
    f->enter();
    f->flow.answered(f->out().serial, RepairAnswer{RepairAnswer::Kind::unknown, {}}, f->now);
    REQUIRE(f->state().repair_unknown);
    f->go(GoHome{});
  }
  SECTION("the customer went away") {
    f->pass(80'000);
  }
  REQUIRE(f->page() == Page::home);
  CHECK(f->state().repair.empty());
  CHECK_FALSE(holds(f->flow, "R2611250016"));
  CHECK_FALSE(holds(f->flow, "8888"));
  f.reset();
  CHECK(Watch::found() == 0);
}

TEST_CASE("what was said of a device and its owner leaves no trace") {
  auto f = std::make_unique<FlowHall>();
  const auto tap = [&](const RepairIntent& intent) { f->go(DoRepair{intent}); };
  f->go(Go{Page::repair});
  tap(BeginHandIn{});
  tap(ChooseKind{"router"});
  tap(ChooseBrand{"ZTE"});
  tap(ChooseModel{"AX3000"});
  const Watch watch("Quentin Zebraman");
  tap(SkipSerial{});
  tap(ToggleFault{"slow"});
  tap(WriteAnswer{Writing::description});
  f->go(SetKeyMode{KeyMode::letters});
  for (const char c : std::string_view("Quentin Zebraman says it is slow.")) f->go(TypeText{std::string(1, c)});
  f->go(EnterKeys{});
  REQUIRE(f->state().draft.description == "Quentin Zebraman says it is slow.");
  for (int i = 0; i < 2; ++i) tap(NextQuestion{});
  tap(BoughtUnknown{});
  tap(ToggleLeft{});
  for (int i = 0; i < 2; ++i) tap(NextQuestion{});
  REQUIRE(f->page() == Page::repair_name);
  f->go(SetKeyMode{KeyMode::letters});
  for (const char c : std::string_view("Quentin Zebraman")) f->go(TypeText{std::string(1, c)});
  SECTION("in the middle of it, home") {
    f->go(GoHome{});
  }
  SECTION("in the middle of it, abandoned") {
    f->pass(80'000);
  }
  SECTION("written, gone back and abandoned behind a call for help") {
    f->go(EnterKeys{});
    REQUIRE(f->state().draft.name == "Quentin Zebraman");
    f->go(GoBack{});
    f->go(CallHelp{});
    domain::AssistanceCall call;
    call.number = 1;
    f->flow.answered(f->out().serial, desk::Answer{{}, {}, call}, f->now);
    REQUIRE(f->page() == Page::help);
    f->pass(31'000);
    REQUIRE(f->page() == Page::repair_name);
    f->pass(80'000);
  }
  SECTION("handed in, and the branch never takes it") {
    f->go(EnterKeys{});
    for (const char c : std::string_view("13800138000")) f->go(TypeKey{c});
    f->go(EnterKeys{});
    tap(NextQuestion{});
    f->flow.stroke_begins(0.2F, 0.5F, f->now);
    f->flow.stroke_goes_on(0.6F, 0.5F);
    f->flow.stroke_ends();
    tap(NextQuestion{});
    REQUIRE(f->page() == Page::repair_review);
    tap(HandIn{});
    f->pass(10'500);
    f->go(GoHome{});
  }
  REQUIRE(f->page() == Page::home);
  CHECK(f->state().draft.name.empty());
  CHECK(f->state().draft.signature.empty());
  CHECK_FALSE(holds(f->flow, "3800138000"));
  f.reset();
  CHECK(Watch::found() == 0);
}

TEST_CASE("a comment leaves no trace") {
  auto f = std::make_unique<FlowHall>();
  f->flow.scanned("K7K7K7K7K7K7", f->board, f->now);
  f->go(SetScore{2});
  f->go(Go{Page::comment});
  f->go(SetKeyMode{KeyMode::letters});
  const Watch watch("zebra quilt");
  for (const char c : std::string_view("zebra quilt is short.")) f->go(TypeText{std::string(1, c)});
  REQUIRE(f->flow.entry().text() == "zebra quilt is short.");
  SECTION("cleared") {
    f->go(ClearText{});
    CHECK(f->flow.entry().text().empty());
    f->go(EnterKeys{});
    f->go(GoHome{});
  }
  SECTION("kept on the way back, then left") {
    f->go(EnterKeys{});
    CHECK(f->page() == Page::rate);
    CHECK(f->flow.entry().text() == "zebra quilt is short.");
    f->go(GoHome{});
  }
  SECTION("submitted, and never taken") {
    f->go(EnterKeys{});
    f->go(SubmitRating{});
    f->pass(10'000);
    f->go(GoHome{});
  }
  SECTION("another slip was scanned") {
    f->flow.scanned("W4W4W4W4W4W4", f->board, f->now);
    f->go(LeaveTicket{});
  }
  SECTION("the customer went away") {
    f->pass(80'000);
  }
  REQUIRE(f->page() == Page::home);
  CHECK(f->flow.entry().text().empty());
  f.reset();
  CHECK(Watch::found() == 0);
}

TEST_CASE("an abandoned page forgets all of it") {
  TextEngines engines;
  engines.pinyin = std::make_shared<input::Pinyin>(
      input::PinyinFolders{.staging = MENTING_BUILD_DIR "/assets/input/pinyin"}, [](char32_t) { return true; });
  engines.handwriting = std::make_shared<input::Handwriting>([](char32_t) { return true; });
  FlowHall f({}, engines);
  f.flow.scanned("K7K7K7K7K7K7", f.board, f.now);
  f.go(SetScore{5});
  f.go(ToggleAspect{"speed"});
  f.go(Go{Page::comment});
  for (const char* letter : {"h", "a", "o"}) f.go(TypeText{letter});
  REQUIRE_FALSE(f.flow.entry().candidates().empty());
  f.go(PickCandidate{0});
  REQUIRE_FALSE(f.flow.entry().text().empty());
  SECTION("in the middle of a word") {
    for (const char* letter : {"n", "i"}) f.go(TypeText{letter});
    REQUIRE(f.flow.entry().letters() == "ni");
  }
  SECTION("in the middle of a character") {
    f.go(SetKeyMode{KeyMode::handwriting});
    f.flow.stroke_begins(0.2F, 0.5F, f.now);
    f.flow.stroke_goes_on(0.8F, 0.5F);
    REQUIRE_FALSE(f.flow.entry().strokes().empty());
    f.flow.stroke_ends();
    REQUIRE_FALSE(f.flow.entry().candidates().empty());
  }
  f.pass(59'999);
  CHECK_FALSE(f.state().asking_idle);
  f.pass(1);
  CHECK(f.state().asking_idle);
  CHECK(f.flow.seconds_left(f.now) >= 20);
  f.pass(20'000);
  CHECK(f.page() == Page::home);
  CHECK(f.flow.entry().text().empty());
  CHECK(f.flow.entry().letters().empty());
  CHECK(f.flow.entry().candidates().empty());
  CHECK(f.flow.entry().strokes().empty());
  CHECK(f.state().score == 0);
  CHECK(f.state().aspects.empty());
  CHECK(f.state().visit.code.empty());
}
