#include "tests/bench/face/empty_window.h"

#include <SDL.h>
#include <SDL_opengl.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <stdexcept>

namespace menting::bench {

namespace {

/// Another context for as long as this lives.
struct Inside {
  explicit Inside(ImGuiContext* context) { ImGui::SetCurrentContext(context); }
  ~Inside() { ImGui::SetCurrentContext(before); }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;
  ImGuiContext* before = ImGui::GetCurrentContext();
};

}  // namespace

EmptyWindow::EmptyWindow(ui::Stage& stage) : stage_(stage), own_(ImGui::CreateContext()) {
  const Inside inside(own_);
  ImGui::GetIO().IniFilename = nullptr;
  if (!ImGui_ImplOpenGL3_Init("#version 130")) throw std::runtime_error("OpenGL 3.0 is missing");
}

EmptyWindow::~EmptyWindow() {
  {
    const Inside inside(own_);
    ImGui_ImplOpenGL3_Shutdown();
  }
  ImGui::DestroyContext(own_);
}

void EmptyWindow::show() {
  const Inside inside(own_);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(static_cast<float>(stage_.width()), static_cast<float>(stage_.height()));
  io.DeltaTime = 1.F / 60;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  ImGui::SetNextWindowPos(ImVec2(0, 0));
  ImGui::SetNextWindowSize(io.DisplaySize);
  ImGui::Begin("empty");
  ImGui::End();
  ImGui::Render();
  glViewport(0, 0, stage_.width(), stage_.height());
  glClearColor(0.45F, 0.55F, 0.6F, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  SDL_GL_SwapWindow(stage_.window());
}

}  // namespace menting::bench
