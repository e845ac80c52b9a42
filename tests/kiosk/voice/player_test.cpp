#include "kiosk/voice/player.h"

#include <thread>

#include "tests/kiosk/voice/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace std::chrono_literals;
using voice::Heard;
using voice::Samples;
using voice::samples_in_ms;

namespace {

bool never() {
  return false;
}

struct Stage {
  std::shared_ptr<tests::Ear> ear = std::make_shared<tests::Ear>();
  std::atomic<int> volume = 100;
  int waits = 0;
  std::function<void()> while_waiting = [] {};
  voice::Player player{tests::scripted_speaker(ear), volume, [this](std::chrono::milliseconds) {
                         ++waits;
                         while_waiting();
                         std::this_thread::yield();
                       }};
};

const Samples tone(samples_in_ms(1'000), 10'000);

}  // namespace

TEST_CASE("sounds follow one another and are never mixed") {
  Stage stage;
  const Samples other(samples_in_ms(130), -500);
  CHECK(stage.player.play(tone, never) == Heard::whole);
  CHECK(stage.player.play({}, never) == Heard::whole);
  CHECK(stage.player.play(other, never) == Heard::whole);
  Samples both = tone;
  voice::append(both, other);
  CHECK(tests::difference(stage.ear->heard(), both) == "same");
  CHECK(stage.ear->count(&tests::Ear::opened) == 1);
}

TEST_CASE("the volume scales every sample, and a change in the middle has no step") {
  Stage stage;
  stage.volume = 50;
  CHECK(stage.player.play(tone, never) == Heard::whole);
  CHECK(tests::difference(stage.ear->heard(), Samples(tone.size(), 2'500)) == "same");

  stage.volume = 100;
  stage.ear->set(&tests::Ear::plays, false);
  stage.while_waiting = [&] {
    stage.volume = 0;
    stage.ear->take(200);
  };
  CHECK(stage.player.play(tone, never) == Heard::whole);
  const Samples heard = stage.ear->heard();
  CHECK(heard[tone.size()] == 10'000);
  CHECK(heard.back() == 0);
  for (std::size_t i = tone.size() + 1; i < heard.size(); ++i) {
    if (heard[i - 1] - heard[i] > 20) FAIL("a step of " << heard[i - 1] - heard[i] << " at " << i);
  }
}

TEST_CASE("a sound that is cut fades out and ends soon, whatever is left of it") {
  Stage stage;
  stage.ear->set(&tests::Ear::plays, false);
  bool cut = false;
  stage.while_waiting = [&] {
    cut = true;
    stage.ear->take(200);
  };
  CHECK(stage.player.play(tone, [&] { return cut; }) == Heard::cut);
  const Samples heard = stage.ear->heard();
  CHECK(heard.size() < samples_in_ms(350));
  CHECK(std::abs(heard.back()) < 20);
  for (std::size_t i = 1; i < heard.size(); ++i) {
    if (heard[i - 1] - heard[i] > 40) FAIL("a click of " << heard[i - 1] - heard[i] << " at " << i);
  }
  CHECK(stage.player.play(tone, [] { return true; }) == Heard::cut);
  CHECK(stage.ear->size() == heard.size());
}

TEST_CASE("without a device nothing is heard, it says why, and looks again only now and then") {
  Stage stage;
  stage.ear->missing = true;
  CHECK(stage.player.play(tone, never) == Heard::nothing);
  CHECK(stage.player.trouble() == "the scripted loudspeaker is not there");
  stage.ear->missing = false;
  CHECK(stage.player.play(tone, never) == Heard::nothing);
  CHECK(stage.player.next_look() > std::chrono::steady_clock::now() + 20s);
  stage.player.look_now();
  CHECK(stage.player.trouble().empty());
  CHECK(stage.player.play(tone, never) == Heard::whole);
}

TEST_CASE("a device that breaks or takes nothing in the middle is let go") {
  Stage stage;
  stage.ear->breaks = true;
  CHECK(stage.player.play(tone, never) == Heard::nothing);
  CHECK_FALSE(stage.player.trouble().empty());
  CHECK(stage.ear->count(&tests::Ear::closed) == 1);
  stage.player.look_now();
  stage.ear->set(&tests::Ear::plays, false);
  CHECK(stage.player.play(tone, never) == Heard::nothing);
  CHECK_THAT(stage.player.trouble(), ContainsSubstring("takes no sound"));
  CHECK(stage.ear->count(&tests::Ear::closed) == 2);
}

TEST_CASE("an unused device is let go after a while and opened again when there is something to say") {
  Stage stage;
  stage.player.look();
  CHECK(stage.ear->count(&tests::Ear::opened) == 1);
  CHECK(stage.player.next_look() <= std::chrono::steady_clock::now() + 3s);
  REQUIRE(tests::soon([&] {
    stage.player.look();
    return stage.ear->count(&tests::Ear::closed) == 1;
  }));
  CHECK(stage.player.next_look() == voice::Player::Time::max());
  CHECK(stage.player.play(tone, never) == Heard::whole);
  CHECK(stage.ear->count(&tests::Ear::opened) == 2);
}
