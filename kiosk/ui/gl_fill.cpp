#include "kiosk/ui/gl_fill.h"

#include <SDL_opengl.h>

#include <cstdint>

namespace menting::ui {

namespace {

/// The backend sets the scissors anew before it draws anything else.
void clear(const ImDrawList* /*list*/, const ImDrawCmd* command) {
  const ImVec4& place = command->ClipRect;
  const auto x = static_cast<GLint>(place.x), high = static_cast<GLint>(ImGui::GetIO().DisplaySize.y);
  glScissor(x, high - static_cast<GLint>(place.w), static_cast<GLint>(place.z) - x,
            static_cast<GLint>(place.w) - static_cast<GLint>(place.y));
  const ImVec4 colour = ImGui::ColorConvertU32ToFloat4(cleared_colour(*command));
  glClearColor(colour.x, colour.y, colour.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

void* as_data(ImU32 colour) {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): ImGui's only room for it is a pointer
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(colour));
}

}  // namespace

void add_cleared(ImDrawList& list, ImVec2 from, ImVec2 to, ImU32 colour) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  from = ImVec2(from.x > 0 ? from.x : 0, from.y > 0 ? from.y : 0);
  to = ImVec2(to.x < screen.x ? to.x : screen.x, to.y < screen.y ? to.y : screen.y);
  if (to.x <= from.x || to.y <= from.y) return;
  list.PushClipRect(from, to);
  list.AddCallback(clear, as_data(colour));
  list.PopClipRect();
}

bool is_cleared(const ImDrawCmd& command) {
  return command.UserCallback == clear;
}

ImU32 cleared_colour(const ImDrawCmd& command) {
  return static_cast<ImU32>(reinterpret_cast<std::uintptr_t>(command.UserCallbackData));
}

void set_cleared_colour(ImDrawCmd& command, ImU32 colour) {
  command.UserCallbackData = as_data(colour);
}

}  // namespace menting::ui
