#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <queue>
#include <string>
#include <tuple>
#include <vector>

#include "kiosk/desk/desk.h"
#include "kiosk/storage/sqlite_journal.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/day/oracle.h"
#include "tests/simulation/day/scenario.h"
#include "tests/simulation/day/tapped_journal.h"
#include "tests/simulation/day/trace.h"
#include "tests/simulation/day/virtual_clock.h"
#include "tests/support/scratch_folder.h"

namespace menting::simulation {

class World;

/// Whoever does something in the branch: people, machines, and what goes wrong.
class Participant {
 public:
  virtual ~Participant() = default;
  /// Does what it does now, by presses and by what it does to the world. Returns the milliseconds until it acts again.
  virtual std::int64_t step(World& world) = 0;
};

/// What a test puts between the parts to see whether it is noticed.
struct Meddling {
  PassingJournal* journal = nullptr;             ///< between the desk and the tapped journal
  std::function<void(domain::Command&)> on_way;  ///< from a press to the desk
};

/// One branch in its own time: the real desk on the real journal, and everybody around it. One seed, one course.
class World {
 public:
  explicit World(const Scenario& scenario, Meddling meddling = {});
  ~World();

  /// Who acts first after `in_ms`. To be called before run().
  void join(std::unique_ptr<Participant> participant, std::int64_t in_ms = 0);
  /// When all days are over: for what has to end by itself. Before run().
  void at_the_end(std::function<void()> last) { last_ = std::move(last); }
  /// From now on nobody acts but this one, and nothing goes wrong.
  void leave_alone(const Participant& stays);
  /// All days. Throws Broken with the step, what led to it and the command that replays it.
  void run();
  /// A part of them, and Broken without a story.
  void run_for(std::int64_t ms);

  // What participants use.
  const desk::Board& board() const { return *board_; }
  const domain::Plan& plan() const { return scenario_.plan; }
  const Scenario& scenario() const { return scenario_; }
  VirtualClock& clock() { return clock_; }
  TappedJournal& tap() { return tap_; }
  bool open() { return plan().open_at(clock_.now().minute_of_day); }
  /// Goes to the desk together with what others press before it looks.
  void press(Press press) { presses_.push_back(std::move(press)); }
  /// Every press that had a key, oldest first, for those who repeat them; at most the newest thousand.
  const std::deque<Press>& pressed() const { return pressed_; }
  /// A letter for the desk that is no press. Not to be called from the desk itself.
  void tell(desk::Letter letter) {
    desk_->post(std::move(letter));
    told_ = true;
  }
  std::string data_folder() const { return folder_.file("branch"); }
  /// How often the program was started.
  int starts() const { return starts_; }
  /// The program is gone when the desk looks next; it is back after `away_ms`.
  void cut_power(std::int64_t away_ms) { cut_in_ms_ = away_ms; }
  void note(const std::string& line);
  int steps() const { return step_; }
  int presses_answered() const { return answered_; }
  const Oracle& oracle() const { return oracle_; }

 private:
  struct Due {
    std::int64_t at_ms;
    std::size_t who;
    bool operator>(const Due& other) const { return std::tie(at_ms, who) > std::tie(other.at_ms, other.who); }
  };

  void act();     ///< the next participants act
  void settle();  ///< the desk takes what they pressed, and it is judged
  /// Whether it is durable.
  bool judge(const std::vector<Press>& presses, const std::vector<std::unique_ptr<desk::Receipt>>& answers,
             const domain::Moment& moment);
  void see_durable(const domain::Moment& moment, std::vector<Written>& transaction);
  void look_at_branch(std::string& differs);
  void verify();
  void reopen(std::int64_t away_ms);
  void open_desk();
  bool start_desk();
  void finish();

  Scenario scenario_;
  Meddling meddling_;
  tests::ScratchFolder folder_{tests::Kept::in_memory};
  VirtualClock clock_;
  desk::Health health_;
  TappedJournal tap_;
  std::unique_ptr<storage::SqliteJournal> journal_;
  std::unique_ptr<desk::Desk> desk_;
  desk::BoardPtr board_;
  Oracle oracle_;
  Trace trace_;
  Chance chance_;
  std::vector<std::unique_ptr<Participant>> participants_;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
  std::vector<Press> presses_;
  std::deque<Press> pressed_;
  domain::BusinessDay day_{99999999};  ///< of the newest transaction
  std::int64_t offset_seen_ms_ = 0;    ///< of the wall clock, when the desk looked last and nothing failed
  std::int64_t cut_in_ms_ = -1;
  std::int64_t looked_ms_ = 0;  ///< when the desk looked last
  std::function<void()> last_;
  int step_ = 0;
  int starts_ = 0;
  bool told_ = false;  ///< letters wait that are no presses
  int answered_ = 0;
};

class Network;

/// The usual participants. The network, where the scenario has one.
Network* populate(World& world);
/// The command that replays a seed.
std::string replay_command(const Scenario& scenario);

}  // namespace menting::simulation
