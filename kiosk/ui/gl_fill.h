#pragma once

#include <imgui.h>

namespace menting::ui {

/// Adds a rectangle of one opaque colour, in whole window pixels, as a clearing of its place: in software a tenth of
/// what drawing it takes. Nothing that moves vertices moves it.
void add_cleared(ImDrawList& list, ImVec2 from, ImVec2 to, ImU32 colour);
/// The colour of such a rectangle, to be looked at or changed; none of other commands.
bool is_cleared(const ImDrawCmd& command);
ImU32 cleared_colour(const ImDrawCmd& command);
void set_cleared_colour(ImDrawCmd& command, ImU32 colour);

}  // namespace menting::ui
