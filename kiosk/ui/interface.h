#pragma once

#include <imgui.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/time/zone.h"
#include "kiosk/desk/board.h"
#include "kiosk/desk/health.h"
#include "kiosk/ui/flow.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/targets.h"
#include "kiosk/ui/view.h"

namespace menting::ui {

/// What the interface needs of the branch.
struct Ports {
  std::function<desk::BoardPtr()> board;
  std::function<desk::PrinterState()> printer;
  /// Hands a command to the desk; false when it takes none now. The answer may come on any thread.
  std::function<bool(domain::Command, std::function<void(const desk::Receipt&)>)> post;
};

/// One thing that somebody did at the kiosk, in window pixels.
struct Input {
  enum class Kind { press, release, cancel, character, erase, enter };
  Kind kind = Kind::press;
  float x = 0, y = 0;
  char character = 0;
};

/// The whole interface without a window: input in, picture and targets out. Times are steady milliseconds.
class Interface {
 public:
  Interface(FlowSettings flow, const std::string& zone_name, const domain::Plan& plan, Ports ports);

  /// Kept until step() takes it.
  void put(const Input& input) { inputs_.push_back(input); }
  /// Carries out input against the picture last drawn, up to the first one that turns the page: the next one must meet
  /// the new picture. Then answers and time. True when draw() is to be run.
  bool step(std::int64_t now_ms, std::int64_t wall_ms);
  bool has_input() const { return !inputs_.empty(); }
  /// The picture is to follow somebody's doing at once, not just the Board.
  bool urgent() const { return drawn_flow_ != flow_.version() || drawn_pressed_ != pressed_; }
  /// Draws the picture, on a surface filled with ground(), and registers its targets. Run again where Fonts::again()
  /// says so.
  void draw(ImDrawList& list, Fonts& fonts, int width, int height, std::int64_t now_ms, std::int64_t wall_ms);

  /// The colour that all pages lie on.
  static ImU32 ground();
  const Targets& targets() const { return targets_; }
  const Flow& flow() const { return flow_; }
  std::string json() const;
  /// Milliseconds until the picture changes by itself, at most `most`.
  std::int64_t quiet_ms(std::int64_t now_ms, std::int64_t wall_ms, std::int64_t most) const;
  /// Run on the desk's thread when an answer is there.
  void on_answer(std::function<void()> wake) { answers_->wake = std::move(wake); }

  /// For tests: what was said, and which texts had to be cut in the last picture.
  void listen(std::set<std::string>* heard) { heard_ = heard; }
  const std::vector<std::string>& cut() const { return cut_; }

 private:
  /// Answers on their way from the desk's thread; outlives the interface as long as one is out.
  struct Answers {
    std::mutex mutex;
    std::vector<std::pair<std::uint64_t, desk::Receipt>> waiting;
    std::function<void()> wake;
  };

  void take(const Input& input, const desk::Board& board, std::int64_t now_ms);
  void release(float x, float y, const desk::Board& board, std::int64_t now_ms);
  void post(std::int64_t now_ms);
  bool slip_late(const desk::Board& board, std::int64_t now_ms) const;

  domain::Plan plan_;
  Ports ports_;
  Flow flow_;
  base::Zone zone_;
  Targets targets_;
  std::shared_ptr<Answers> answers_ = std::make_shared<Answers>();
  std::deque<Input> inputs_;
  std::string pressed_;
  float scale_ = 1;

  // Where the last tap was, and when the page turned: another tap at the same place was meant for the page before.
  float tapped_x_ = 0, tapped_y_ = 0;
  std::int64_t turned_ms_ = -1'000'000;

  std::int64_t ticket_since_ms_ = 0;  ///< when the ticket on show came
  domain::TicketId ticket_shown_;
  bool photo_time_given_ = false;

  std::uint64_t drawn_flow_ = 0;
  std::int64_t drawn_board_ = -1, drawn_minute_ = -1;
  std::string drawn_pressed_;
  desk::PrinterState drawn_printer_ = desk::PrinterState::unknown;
  bool drawn_late_ = false;
  std::set<std::string>* heard_ = nullptr;
  std::vector<std::string> cut_;
};

}  // namespace menting::ui
