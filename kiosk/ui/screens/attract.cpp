#include <algorithm>

#include "kiosk/ui/standing.h"
#include "kiosk/ui/widgets.h"
#include "kiosk/words/words.h"

namespace menting::ui {

namespace {

/// The picture as large as the box, its middle kept.
void draw_picture(View& view, const std::string& file, const Box& box) {
  if (file.empty() || !view.picture) return;
  const float scale = view.canvas.scale;
  const Picture* picture = view.picture(file, static_cast<int>(box.w * scale), static_cast<int>(box.h * scale));
  if (picture == nullptr) return;
  const auto w = static_cast<float>(picture->width), h = static_cast<float>(picture->height);
  const float fit = std::min(box.w / w, box.h / h);
  view.paint.picture({box.cx() - w * fit / 2, box.cy() - h * fit / 2, w * fit, h * fit}, picture->id, 1,
                     view.look.radius * 0.6F);
}

void draw_announcement(View& view, const Announcement& news, Box area) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  card(view, area);
  Box words = area.inset(44);
  if (!news.image.empty()) {
    Box picture = view.lying() ? words.cut_left(words.w * 0.55F, 44) : words.cut_top(words.h * 0.58F, 36);
    draw_picture(view, news.image, picture);
  }
  const std::string& text = view.name(news.text);
  const auto lines = paint.break_lines(Type::title, view.name(news.title), words.w);
  const float title_high = static_cast<float>(lines.size()) * paint.size(Type::title) * 1.25F;
  const float text_high =
      static_cast<float>(paint.break_lines(Type::body, text, words.w).size()) * paint.line_height(Type::body);
  const float y = words.y + std::max(0.F, (words.h - title_high - text_high - 24) / 2);
  paint.text_fit({Type::title}, view.name(news.title), words.x, y + title_high / 2, t.ink, Align::left, words.w, 3);
  paint.paragraph(Type::body, text, {words.x, y + title_high + 24, words.w, 0}, t.second);
}

/// Who is called where, large enough from the waiting chairs.
void draw_newest_calls(View& view, Box area) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  if (view.board.calls.empty()) {
    strip(view, {Icon::people, view.say("Called numbers appear here"), t.tint, t.deep}, area);
    return;
  }
  const std::size_t count = std::min<std::size_t>(view.board.calls.size(), view.lying() ? 4 : 3);
  const auto boxes = grid(area, count, 4, 1e6F, area.h, t.gap);
  for (std::size_t i = 0; i < count; ++i) {
    const desk::CallView& call = view.board.calls[i];
    const bool newest = i == 0;
    if (newest) {
      paint.fill_across(boxes[i], t.brand, t.bright, t.radius);
    } else {
      card(view, boxes[i]);
    }
    const ImU32 words = newest ? t.white : t.ink;
    paint.text_fit({Type::hero, Type::title, Type::heading}, domain::ticket_name(call.service, call.number),
                   boxes[i].cx(), boxes[i].y + boxes[i].h * 0.4F, words, Align::centre, boxes[i].w - 32);
    paint.text_fit({Type::strong, Type::small_strong}, view.say("Counter {1}", {std::to_string(call.counter)}),
                   boxes[i].cx(), boxes[i].y + boxes[i].h * 0.76F, newest ? t.white : t.second, Align::centre,
                   boxes[i].w - 32);
  }
}

void draw_waiting(View& view, Box area) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  paint.fill(area, t.tint, t.radius);
  const auto& services = view.board.services;
  const std::size_t count = std::min<std::size_t>(services.size(), view.lying() ? 6 : 4);
  if (count == 0) return;
  const float each = area.w / static_cast<float>(count);
  for (std::size_t i = 0; i < count; ++i) {
    const float cx = area.x + each * (static_cast<float>(i) + 0.5F);
    paint.text_fit({Type::small}, view.name(services[i].name), cx, area.y + area.h * 0.32F, t.deep, Align::centre,
                   each - 24);
    paint.text_fit({Type::strong, Type::small_strong}, view.say("{1} waiting", {std::to_string(services[i].waiting)}),
                   cx, area.y + area.h * 0.68F, t.ink, Align::centre, each - 24);
  }
}

}  // namespace

void draw_attract(View& view) {
  const Theme& t = view.look;
  const Box whole = {0, 0, view.canvas.width, view.canvas.height};
  touchable(view, "attract.touch", view.say("Touch the screen to begin"), whole, GoHome{});
  header(view);
  const float left = view.frame.title.x, wide = view.frame.title.w;
  const float bar = view.lying() ? 150.F : 230.F;
  Box area = {left, view.frame.header.h + t.gap, wide, view.canvas.height - view.frame.header.h - bar - 2 * t.gap};
  const Box begin = {0, view.canvas.height - bar, view.canvas.width, bar};
  view.paint.fill_across(begin, t.brand, t.bright, 0);
  draw_icon(view.paint, Icon::ticket, begin.cx() - 330, begin.cy(), 76, t.white);
  view.paint.text_fit({Type::title, Type::heading, Type::strong}, view.say("Touch the screen to begin"),
                      begin.cx() - 260, begin.cy(), t.white, Align::left, begin.w / 2 + 200);
  draw_newest_calls(view, area.cut_top(view.lying() ? 200.F : 260.F, t.gap));
  draw_waiting(view, area.cut_bottom(view.lying() ? 130.F : 150.F, t.gap));
  if (view.announcements.empty()) {
    const auto range = whole_range(view.board, view.plan);
    Announcement own;
    own.title[view.state.language] = view.say("Take a number, then take a seat");
    own.text[view.state.language] =
        range ? view.say("Waiting time") + ": " + words::estimate(*range, view.state.language) : std::string();
    return draw_announcement(view, own, area);
  }
  const auto at = static_cast<std::size_t>(view.attract_leaf) % view.announcements.size();
  draw_announcement(view, view.announcements[at], area);
}

}  // namespace menting::ui
