#pragma once

#include <string>
#include <variant>

#include "kiosk/ui/repair_draft.h"

namespace menting::ui {

// What touches mean while a device is handed in, or a repair is asked about.
struct BeginHandIn {};
struct NextQuestion {};  ///< this one is answered, or agreed to
struct ChooseKind {
  std::string kind;
};
struct ChooseBrand {
  std::string brand;  ///< as orders name it
};
struct ChooseModel {
  std::string model;
  std::string brand = {};  ///< found together with it; empty: the one chosen before
};
struct WriteAnswer {
  Writing what = Writing::description;
};
struct ToggleSerial {};  ///< between IMEI and serial number
struct SkipSerial {};    ///< it cannot be read
struct ToggleFault {
  std::string fault;
};
struct ToggleLeft {
  std::string thing;  ///< empty: nothing is left with it
};
struct AnswerBackup {
  bool backed_up = false;
};
struct MarkBody {
  Scratch mark;
  float reach_x = 0, reach_y = 0;  ///< a mark so near is the same one, and goes away
};
struct ChooseYear {
  int year = 0;  ///< 0: another one
};
struct ChooseMonth {
  int month = 0;
};
struct BoughtUnknown {};
struct ToggleAbroad {};  ///< the + before a telephone number
struct ClearSignature {};
struct Correct {
  Page page = Page::repair_kind;
};
struct HandIn {};
struct AskForAnswer {
  bool approve = false;
};
struct AnswerQuote {};  ///< the one asked about
struct FetchDevice {};

using RepairIntent =
    std::variant<BeginHandIn, NextQuestion, ChooseKind, ChooseBrand, ChooseModel, WriteAnswer, ToggleSerial, SkipSerial,
                 ToggleFault, ToggleLeft, AnswerBackup, MarkBody, ChooseYear, ChooseMonth, BoughtUnknown, ToggleAbroad,
                 ClearSignature, Correct, HandIn, AskForAnswer, AnswerQuote, FetchDevice>;

struct DoRepair {
  RepairIntent what;
};

}  // namespace menting::ui
