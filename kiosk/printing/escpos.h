#pragma once

#include <string>
#include <string_view>

#include "kiosk/printing/bitmap.h"

/// The few ESC/POS commands that every receipt printer knows, and those of the Chinese mode.
namespace menting::printing {

/// What a printer's knife does after a slip.
enum class Cut { full, partial, none };

}  // namespace menting::printing

namespace menting::printing::escpos {

/// `ESC @`: forgets what an earlier job left behind.
std::string init();
/// `GS v 0` in bands, because many printers hold only a part of a page. `doubled`: each dot is printed two by two.
std::string raster(const Bitmap& picture, bool doubled = false);
/// `ESC d`: `lines` of paper forward, 0 to 255.
std::string feed(int lines);
/// `ESC J`: dots of paper forward.
std::string feed_dots(int dots);
/// `GS V`: forward to the knife, then cut. Without a knife: far enough to tear the slip off.
std::string cut(Cut how);

/// `FS &` and `ESC a 1`: two bytes above 0x80 are a Chinese character, lines stand in the middle.
std::string chinese_mode();
/// Magnification of the letters that follow, 1 to 8 each way (Chinese ones: 1 or 2), and their weight.
std::string letters(int wide, int high, bool bold);
/// `GS ( k`: a QR code that the printer draws itself, level M. 1 to 16 dots a module.
std::string qr(std::string_view content, int module_dots);

/// One slip of a picture, from start to cut.
std::string slip(const Bitmap& picture, Cut how = Cut::partial);

}  // namespace menting::printing::escpos
