#pragma once

#include "kiosk/ui/stage.h"

struct ImGuiContext;

namespace menting::bench {

/// What a picture costs that has nothing on it: one empty ImGui window over the whole screen, in ImGui's own look,
/// drawn by the same OpenGL backend into the stage's window.
class EmptyWindow {
 public:
  /// The stage must outlive it.
  explicit EmptyWindow(ui::Stage& stage);
  ~EmptyWindow();
  EmptyWindow(const EmptyWindow&) = delete;
  EmptyWindow& operator=(const EmptyWindow&) = delete;

  void show();

 private:
  ui::Stage& stage_;
  ImGuiContext* own_ = nullptr;
};

}  // namespace menting::bench
