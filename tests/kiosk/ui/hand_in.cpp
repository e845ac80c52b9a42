#include "tests/kiosk/ui/hand_in.h"

#include <cmath>
#include <stdexcept>

#include "base/time/zone.h"

namespace menting::tests {

void tap_option(Screen& screen, const std::string& id) {
  for (int leaf = 0; leaf < 12 && !screen.has(id) && screen.has("more"); ++leaf) screen.tap("more");
  screen.tap(id);
}

void write(Screen& screen, const std::string& text) {
  for (const char c : text) {
    screen.type(std::string(1, c));
    screen.wait_ms(150);
  }
}

void sign(Screen& screen) {
  const ui::Target* target = screen.interface.targets().find("repair.sign");
  if (target == nullptr) throw std::runtime_error("no field to sign on " + screen.page());
  const ui::Box pad = target->box;
  const float scale = ui::make_canvas(screen.width, screen.height).scale;
  const auto put = [&](ui::Input::Kind kind, float x, float y) {
    screen.interface.put({.kind = kind, .x = (pad.x + pad.w * x) * scale, .y = (pad.y + pad.h * y) * scale});
    screen.settle();
  };
  for (const float from : {0.2F, 0.5F}) {
    screen.now_ms += 400;
    put(ui::Input::Kind::press, from, 0.5F);
    for (int i = 1; i <= 30; ++i) {
      const float part = static_cast<float>(i) / 30;
      put(ui::Input::Kind::move, from + 0.25F * part, 0.5F + 0.22F * std::sin(part * 14) * (1 - part * 0.4F));
    }
    put(ui::Input::Kind::release, from + 0.25F, 0.5F);
  }
}

int year_of(Screen& screen) {
  return base::Zone("Asia/Shanghai").local(screen.clock.now().at_ms).year;
}

}  // namespace menting::tests
