#include <algorithm>

#include "base/text/catalog.h"
#include "kiosk/ui/standing.h"
#include "kiosk/ui/widgets.h"
#include "kiosk/ui/word_stack.h"
#include "kiosk/words/words.h"

namespace menting::ui {

namespace {

/// The picture fills the box; a little that it has more on two sides is left out.
bool draw_picture(View& view, const std::string& file, const Box& box, float radius) {
  if (file.empty() || !view.picture) return false;
  const auto pixels = [&](float units) { return static_cast<int>(units * view.canvas.scale); };
  constexpr float any = 20'000;
  const Picture* picture = view.picture(file, pixels(box.w), pixels(any));
  const auto aspect = [](const Picture& p) { return static_cast<float>(p.width) / static_cast<float>(p.height); };
  const float wanted = box.w / box.h;
  if (picture != nullptr && aspect(*picture) > wanted) picture = view.picture(file, pixels(any), pixels(box.h));
  if (picture == nullptr) return false;
  const float shown = aspect(*picture);
  if (std::min(shown / wanted, wanted / shown) >= 0.78F) {
    view.paint.picture_middle(box, picture->id, shown, radius);
    return true;
  }
  // Too much would be left out.
  view.paint.fill(box, view.look.tint, radius);
  const float w = std::min(box.w, box.h * shown), h = w / shown;
  view.paint.picture({box.cx() - w / 2, box.cy() - h / 2, w, h}, picture->id, 1, radius);
  return true;
}

/// The hall's own poster, where there is no picture.
void draw_poster(View& view, const Box& box, float radius) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  paint.fill_across(box, t.deep, t.bright, radius);
  const float side = std::min(box.w, box.h) * 0.34F;
  paint.disc(box.cx(), box.cy(), side, t.white_film);
  paint.disc(box.cx(), box.cy(), side * 0.74F, t.white_film);
  draw_icon(paint, Icon::ticket, box.cx(), box.cy(), side * 0.9F, t.white);
}

void draw_announcement(View& view, const Announcement& news, const Box& box) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  card(view, box);
  const int first = paint.mark();
  constexpr float frame = 16;
  const float in = 44;
  WordStack words(paint, box.w - 2 * in);
  if (view.lying()) {
    words.add({Type::heading, Type::figure}, view.name(news.title), t.ink, 2);
  } else {
    words.add({Type::title, Type::heading}, view.name(news.title), t.ink, 2);
  }
  words.add({Type::body, Type::small}, view.name(news.text), t.second, 3, 14);
  Box picture = box.inset(frame);
  picture.h = std::max(box.h - words.high() - 2 * in - frame + 8, box.h * 0.3F);
  const float radius = std::max(t.radius - frame, 0.F);
  if (!draw_picture(view, news.image, picture, radius)) draw_poster(view, picture, radius);
  words.draw_middle(box.x + in, (picture.bottom() + box.bottom()) / 2);
  paint.glide(first, view.progress, {56, 0});
}

/// Who is called where: the newest as large as can be read from the waiting chairs.
void draw_call(View& view, const desk::CallView& call, const Box& box, bool newest) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  if (newest) {
    paint.fill_across(box, t.brand, t.bright, t.radius);
  } else {
    card(view, box);
  }
  const std::string number = domain::ticket_name(call.service, call.number);
  const std::string where = view.say("Counter {1}", {std::to_string(call.counter)});
  const ImU32 ink = newest ? t.white : t.ink, second = newest ? t.white : t.second;
  if (!newest) {
    const bool beside = box.h < 170;
    const float wide = beside ? box.w * 0.52F - 32 : box.w - 40;
    WordStack left(paint, wide, beside ? Align::left : Align::centre), right(paint, box.w * 0.46F - 32, Align::right);
    left.add({Type::hero, Type::title, Type::heading}, number, ink);
    (beside ? right : left).add({Type::strong, Type::small_strong}, where, second, 1, 4);
    left.draw_middle(beside ? box.x + 32 : box.cx(), box.cy());
    return right.draw_middle(box.right() - 32, box.cy());
  }
  const float label = 60, foot = 84;
  paint.text_fit({Type::small_strong}, view.say("Now calling"), box.cx(), box.y + label * 0.7F, second, Align::centre,
                 box.w - 40);
  const float middle = (box.y + label + box.bottom() - foot) / 2;
  const bool large = box.h - label - foot >= 144 && paint.width(Type::large, number) <= box.w - 48;
  paint.text_fit({large ? Type::large : Type::hero, Type::hero, Type::title}, number, box.cx(), middle, ink,
                 Align::centre, box.w - 48);
  paint.text_fit({Type::title, Type::heading, Type::strong}, where, box.cx(), box.bottom() - foot * 0.58F, ink,
                 Align::centre, box.w - 40);
}

void draw_newest_calls(View& view, Box area) {
  const Theme& t = view.look;
  const auto& calls = view.board.calls;
  if (calls.empty()) {
    return strip(view, {Icon::people, view.say("Called numbers appear here"), t.tint, t.deep}, area);
  }
  const std::size_t older = std::min<std::size_t>(calls.size() - 1, 2);
  const float gap = t.gap * 0.8F;
  Box newest = area, rest = {};
  if (older > 0) {
    newest = area.cut_left(area.w * (view.lying() ? 0.59F : 0.52F), gap);
    rest = area;
  }
  draw_call(view, calls[0], newest, true);
  const auto boxes = grid(rest, older, 1, 0, rest.h, gap);
  for (std::size_t i = 0; i < older; ++i) draw_call(view, calls[i + 1], boxes[i], false);
}

/// How many wait for what.
void draw_waiting(View& view, const Box& area) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  const auto& services = view.board.services;
  const std::size_t count = std::min<std::size_t>(services.size(), 4);
  if (count == 0) return;
  paint.fill(area, t.tint, t.radius);
  Box box = area.inset(24, 20);
  const Box head = box.cut_top(46, 2);
  paint.text_fit({Type::small_strong}, view.say("Waiting now"), head.cx(), head.cy(), t.deep, Align::centre, head.w);
  // With more services than places, those that wait longest are shown.
  std::vector<const desk::ServiceView*> shown;
  shown.reserve(services.size());
  for (const desk::ServiceView& service : services) shown.push_back(&service);
  std::ranges::stable_sort(shown, std::greater{}, [](const desk::ServiceView* s) { return s->waiting; });
  shown.resize(count);
  std::ranges::sort(shown, {}, [](const desk::ServiceView* s) { return s->letter; });
  const float each = box.w / static_cast<float>(count);
  for (std::size_t i = 0; i < count; ++i) {
    const float cx = box.x + each * (static_cast<float>(i) + 0.5F);
    if (i > 0) paint.line(cx - each / 2, box.y + 12, cx - each / 2, box.bottom() - 12, t.edge, 2);
    WordStack words(paint, each - 20, Align::centre);
    words.add({Type::hero}, std::to_string(shown[i]->waiting), t.ink);
    words.add({Type::small_strong, Type::small}, view.name(shown[i]->name), t.deep, 2, 0);
    words.draw_middle(cx, box.cy());
  }
}

/// What to do, in the screen's language and in the next one.
void draw_begin(View& view, const Box& box) {
  Painter& paint = view.paint;
  const Theme& t = view.look;
  paint.fill_across(box, t.deep, t.bright, 0);
  const float icon = std::min(120.F, box.h * 0.56F), gap = 36;
  const float limit = view.frame.title.w - icon - gap;
  const std::string here = view.say("Touch the screen to begin");
  float wide = std::min(paint.width(Type::title, here), limit);
  WordStack words(paint, limit);
  words.add({Type::title, Type::heading, Type::strong}, here, t.white);
  for (const std::string& language : view.settings.languages) {
    const std::string other = text::tr(language, "Touch the screen to begin");
    if (language == view.state.language || other == here) continue;
    words.add({Type::body, Type::small}, other, t.white, 1, 4);
    wide = std::max(wide, std::min(paint.width(Type::body, other), limit));
    break;
  }
  const float left = box.cx() - (icon + gap + wide) / 2;
  draw_icon(paint, Icon::touch, left + icon / 2, box.cy(), icon, t.white);
  words.draw_middle(left + icon + gap, box.cy());
}

/// Today's announcement, else that one may take a seat.
Announcement news_of(View& view) {
  if (!view.announcements.empty()) {
    return view.announcements[static_cast<std::size_t>(view.attract_leaf) % view.announcements.size()];
  }
  const auto range = whole_range(view.board, view.plan);
  Announcement own;
  own.title[view.state.language] = view.say("Take a number, then take a seat");
  if (range) {
    own.text[view.state.language] = view.say("Waiting time") + ": " + words::estimate(*range, view.state.language);
  }
  return own;
}

}  // namespace

void draw_attract(View& view) {
  const Theme& t = view.look;
  const bool lying = view.lying();
  const Box whole = {0, 0, view.canvas.width, view.canvas.height};
  touchable(view, "attract.touch", view.say("Touch the screen to begin"), whole, GoHome{});
  header(view);
  const float bar = lying ? 144.F : 220.F, gap = t.gap * 0.8F;
  Box area = {view.frame.title.x, view.frame.header.h + t.gap, view.frame.title.w, 0};
  area.h = view.canvas.height - bar - t.gap - area.y;
  draw_begin(view, {0, view.canvas.height - bar, view.canvas.width, bar});
  if (lying) {
    Box right = area;
    const Box left = right.cut_left(area.w * 0.52F, t.gap);
    draw_waiting(view, right.cut_bottom(252, gap));
    draw_newest_calls(view, right);
    return draw_announcement(view, news_of(view), left);
  }
  draw_newest_calls(view, area.cut_top(view.board.calls.empty() ? 140.F : 308.F, gap));
  draw_waiting(view, area.cut_bottom(248, gap));
  draw_announcement(view, news_of(view), area);
}

}  // namespace menting::ui
