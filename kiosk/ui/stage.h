#pragma once

#include <functional>
#include <memory>

#include "kiosk/ui/fonts.h"
#include "kiosk/ui/pictures.h"
#include "kiosk/ui/stage_settings.h"

struct SDL_Window;

namespace menting::ui {

/// A real window with everything that it takes to draw in it. Main thread only.
class Stage {
 public:
  /// Draws one picture into ImGui's list.
  using Picture = std::function<void(ImDrawList& list, Fonts& fonts, int width, int height)>;

  /// Throws ScreenUnavailable.
  explicit Stage(const StageSettings& settings);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  /// Renders what `picture` draws, on what is `ground` by then, and shows it.
  void show(const Picture& picture, const std::function<ImU32()>& ground);
  /// Keeps the pixels of each picture from now on. Slow: for looking at the screen, not for using it.
  void keep_looks();
  /// The pixels last shown; nothing before keep_looks().
  const Raster& look() const;

  SDL_Window* window() const;
  Fonts& fonts();
  Pictures& pictures();
  /// Of what is drawn into, in pixels, as they are now.
  void measure();
  int width() const;
  int height() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace menting::ui
