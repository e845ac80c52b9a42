#pragma once

#include <imgui.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/time/zone.h"
#include "kiosk/ui/flow.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/motion.h"
#include "kiosk/ui/outside.h"
#include "kiosk/ui/ports.h"
#include "kiosk/ui/targets.h"
#include "kiosk/ui/theme.h"
#include "kiosk/ui/view.h"

namespace menting::ui {

/// One thing that somebody did at the kiosk, in window pixels.
struct Input {
  enum class Kind { press, move, release, cancel, character, erase, enter, scan };
  Kind kind = Kind::press;
  float x = 0, y = 0;
  char character = 0;
  std::string text = {};  ///< of a scan
};

/// The whole interface without a window: input in, picture and targets out. Times are steady milliseconds.
class Interface {
 public:
  Interface(InterfaceSettings settings, const domain::Plan& plan, Ports ports, TextEngines engines = {});

  /// Kept until step() takes it.
  void put(const Input& input) { inputs_.push_back(input); }
  /// Carries out input against the picture last drawn, up to the first one that turns the page or meets what was not to
  /// be pressed before: the next one must meet the new picture. Then answers and time. True when draw() is to be run.
  bool step(std::int64_t now_ms, std::int64_t wall_ms);
  /// Nothing was listened to for so long, because a picture was drawn: a scanner's keys are told by their pace.
  void deaf(std::int64_t ms) { flow_.deaf(ms); }
  bool has_input() const { return !inputs_.empty(); }
  /// The picture is to follow somebody's doing at once, not just the Board.
  bool urgent(std::int64_t now_ms) const;
  /// Draws the picture, on a surface filled with ground(), and registers its targets. Run again where Fonts::again()
  /// says so.
  void draw(ImDrawList& list, Fonts& fonts, int width, int height, std::int64_t now_ms, std::int64_t wall_ms);

  /// The colour that the picture last drawn lies on.
  ImU32 ground() const { return veiled_ ? blend(look().veil, look().ground) : look().ground; }
  const Theme& look() const { return flow_.state().manner.elderly ? elderly_ : normal_; }
  const Targets& targets() const { return targets_; }
  const Flow& flow() const { return flow_; }
  /// The picture's name in --targets.
  std::string_view screen() const;
  std::string json() const;
  /// Milliseconds until the picture changes by itself, at most `most`.
  std::int64_t quiet_ms(std::int64_t now_ms, std::int64_t wall_ms, std::int64_t most) const;
  /// Run on any thread when an answer is there.
  void on_answer(std::function<void()> wake) { answers_->wake = std::move(wake); }

  /// For tests: what was said, which texts had to be cut in the last picture, and what was drawn over what.
  void listen(std::set<std::string>* heard) { heard_ = heard; }
  const std::vector<std::string>& cut() const { return cut_; }
  const std::vector<Ink>& inks() const { return inks_; }

 private:
  using Answer = std::function<void(Flow&, std::int64_t now_ms)>;
  /// Answers on their way from other threads; outlives the interface as long as one is out.
  struct Answers {
    std::mutex mutex;
    std::vector<Answer> waiting;
    std::function<void()> wake;
    void put(Answer answer);
  };
  /// What the picture last drawn was made of.
  struct Drawn {
    std::uint64_t flow = 0;
    std::int64_t board = -1, minute = -1, facts_second = -1;
    std::string pressed;
    desk::PrinterState printer = desk::PrinterState::unknown;
    bool late = false, able = true;
    std::string_view screen;
    float progress = 1;
    bool operator==(const Drawn&) const = default;
  };

  // input.cpp
  void take(const Input& input, const desk::Board& board, std::int64_t now_ms);
  /// A press on what was not to be pressed in the last picture, but may be in the next.
  bool outdated(const Input& input) const;
  void press(float x, float y, std::int64_t now_ms);
  void move(float x, float y);
  void release(float x, float y, const desk::Board& board, std::int64_t now_ms);
  void post(std::int64_t now_ms);
  void print_slip();

  bool able() const { return !ports_.able || ports_.able(); }
  bool slip_late(const desk::Board& board, std::int64_t now_ms) const;
  void follow_ticket(const desk::Board& board, std::int64_t now_ms);
  std::string_view screen(const desk::Board& board, bool able) const;
  float progress(std::int64_t now_ms) const;
  Drawn now(const desk::Board& board, std::int64_t now_ms, std::int64_t wall_ms) const;
  void draw_page(View& view, ImDrawList& list);
  void draw_dialog(View& view);
  void read_aloud(bool turned);

  domain::Plan plan_;
  Ports ports_;
  Flow flow_;
  base::Zone zone_;
  std::string logo_;
  Theme normal_, elderly_;
  std::vector<Announcement> announcements_;
  Targets targets_;
  std::shared_ptr<Answers> answers_ = std::make_shared<Answers>();
  std::deque<Input> inputs_;
  std::string pressed_;
  std::optional<Box> pad_;  ///< the field for strokes that the finger is on
  float scale_ = 1;
  bool begun_ = false;
  Motion motion_;

  // When the page turned, and by a tap where: another one there was meant for the page before.
  float tapped_x_ = 0, tapped_y_ = 0, turned_x_ = 0, turned_y_ = 0;
  std::int64_t turned_ms_ = -1'000'000;

  std::int64_t ticket_since_ms_ = 0;  ///< when the ticket on show came
  domain::TicketId ticket_shown_;
  bool photo_time_given_ = false;

  Drawn drawn_;
  bool veiled_ = false;             ///< a dialog was drawn over the page
  std::vector<std::string> words_;  ///< of the page, before its targets
  std::string read_;                ///< what was last read aloud
  std::set<std::string>* heard_ = nullptr;
  std::vector<std::string> cut_;
  std::vector<Ink> inks_;
};

}  // namespace menting::ui
