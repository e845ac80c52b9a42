#pragma once

#include <string>

#include "kiosk/printing/bitmap.h"

/// The few ESC/POS commands that every receipt printer knows. Text goes as a picture: no printer needs to have the
/// characters then, and all print the same.
namespace menting::printing::escpos {

/// `ESC @`: forgets what an earlier job left behind.
std::string init();
/// `GS v 0` in bands, because many printers hold only a part of a page.
std::string raster(const Bitmap& picture);
/// `ESC d`: `lines` of paper forward, 0 to 255.
std::string feed(int lines);
/// `GS V B 0`: forward to the knife, then cut.
std::string cut();

/// One slip from start to cut.
std::string slip(const Bitmap& picture);

}  // namespace menting::printing::escpos
