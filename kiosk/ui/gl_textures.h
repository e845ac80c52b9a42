#pragma once

#include "kiosk/ui/pictures.h"

namespace menting::ui {

/// Textures in OpenGL. To be used, and dropped, while the context is current.
TexturePort gl_textures();

}  // namespace menting::ui
