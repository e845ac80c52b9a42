#include "kiosk/ui/fonts.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmath>
#include <stdexcept>

#include "kiosk/ui/utf8.h"

namespace menting::ui {

namespace {

// Noto Sans CJK: ascent 1.160, descent 0.288 of the em. ImGui's sizes mean the sum of both.
constexpr float line_per_em = 1.448F;
constexpr int simplified_chinese = 2;  // the collection's font with Chinese forms
// The shadow is baked at half size: it has no sharp edge to lose.
constexpr int shadow_pad = 32, shadow_corner = 58, shadow_size = 2 * shadow_corner + 4;
constexpr float shadow_detail = 0.5F;

/// How far a point is outside a rounded box (negative: inside).
float rounded_distance(float x, float y, float half, float radius) {
  const float dx = std::max(std::fabs(x) - half + radius, 0.F), dy = std::max(std::fabs(y) - half + radius, 0.F);
  const float inside = std::min(std::max(std::fabs(x), std::fabs(y)) - half, 0.F);
  return dx > 0 || dy > 0 ? std::hypot(dx, dy) - radius : inside;
}

/// A blurred edge: 1 well inside, 0 well outside.
float blurred(float distance, float sigma) {
  return 0.5F * std::erfc(distance / (sigma * 1.41421356F));
}

}  // namespace

struct Fonts::File {
  explicit File(const std::string& path) {
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat found {};
    if (fd >= 0 && fstat(fd, &found) == 0 && found.st_size > 0) {
      size = static_cast<std::size_t>(found.st_size);
      data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
    }
    if (fd >= 0) close(fd);
    if (data == MAP_FAILED)
      throw std::runtime_error("the font " + path + " cannot be read; install the package fonts-noto-cjk");
  }
  ~File() { munmap(data, size); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  void* data = MAP_FAILED;
  std::size_t size = 0;
};

Fonts::Fonts(const std::string& regular_file, const std::string& bold_file)
    : regular_(std::make_unique<File>(regular_file)), bold_(std::make_unique<File>(bold_file)) {
  for (auto& glyphs : glyphs_) glyphs.insert(U'…');
  for (char32_t c = U' '; c <= U'~'; ++c) {
    for (std::size_t i = 1; i < type_count; ++i) glyphs_[i].insert(c);
  }
  // The largest size shows ticket numbers only.
  for (char32_t c = U'0'; c <= U'9'; ++c) glyphs_[0].insert(c);
}

Fonts::~Fonts() = default;

void Fonts::expect(std::string_view text) {
  for (std::size_t i = 1; i < type_count; ++i) want(static_cast<Type>(i), text);
}

void Fonts::want(Type type, std::string_view text) {
  auto& glyphs = glyphs_[static_cast<std::size_t>(type)];
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_char(text, at);
    // ImWchar has 16 bits: what lies above is drawn as the fallback and never asked for again.
    if (c <= 0xFFFF && glyphs.insert(c).second) wanted_ = true;
  }
}

float Fonts::pixels(Type type) const {
  return std::round(em(type) * scale_ * line_per_em);
}

std::size_t Fonts::glyph_count() const {
  std::size_t count = 0;
  for (const auto& glyphs : glyphs_) count += glyphs.size();
  return count;
}

void Fonts::build(ImFontAtlas& atlas, float scale) {
  scale_ = scale;
  atlas_ = &atlas;
  atlas.Clear();
  atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight | ImFontAtlasFlags_NoMouseCursors;
  atlas.TexDesiredWidth = 2048;
  for (std::size_t i = 0; i < type_count; ++i) {
    auto& ranges = ranges_[i];
    ranges.clear();
    for (const char32_t c : glyphs_[i]) {
      if (!ranges.empty() && ranges.back() + 1U == c) {
        ranges.back() = static_cast<ImWchar>(c);
      } else {
        ranges.insert(ranges.end(), 2, static_cast<ImWchar>(c));
      }
    }
    ranges.push_back(0);
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.FontNo = simplified_chinese;
    config.OversampleH = config.OversampleV = 1;
    config.PixelSnapH = true;
    File& file = type_sizes[i].bold ? *bold_ : *regular_;
    fonts_[i] = atlas.AddFontFromMemoryTTF(file.data, static_cast<int>(file.size), pixels(static_cast<Type>(i)),
                                           &config, ranges.data());
  }
  shadow_rect_ = atlas.AddCustomRectRegular(shadow_size, shadow_size);
  if (!atlas.Build()) throw std::runtime_error("the fonts could not be prepared; reinstall the package fonts-noto-cjk");
  bake_shadow(atlas);
  wanted_ = false;
}

void Fonts::bake_shadow(ImFontAtlas& atlas) const {
  const ImFontAtlasCustomRect* rect = atlas.GetCustomRectByIndex(shadow_rect_);
  constexpr float centre = shadow_size / 2.F, half = centre - shadow_pad, radius = 36 * shadow_detail;
  for (int y = 0; y < shadow_size; ++y) {
    for (int x = 0; x < shadow_size; ++x) {
      const float dx = static_cast<float>(x) + 0.5F - centre, dy = static_cast<float>(y) + 0.5F - centre;
      const float far =
          0.10F * blurred(rounded_distance(dx, dy - 18 * shadow_detail, half, radius), 20 * shadow_detail);
      const float near = 0.06F * blurred(rounded_distance(dx, dy - 2 * shadow_detail, half, radius), 3 * shadow_detail);
      atlas.TexPixelsAlpha8[(rect->Y + y) * atlas.TexWidth + rect->X + x] =
          static_cast<unsigned char>(std::lround(255 * (far + near - far * near)));
    }
  }
}

void Fonts::draw_shadow(ImDrawList& list, const Box& box, float scale, ImU32 colour) const {
  const ImFontAtlasCustomRect* rect = atlas_->GetCustomRectByIndex(shadow_rect_);
  const float unit = scale / shadow_detail;
  const float pad = shadow_pad * unit;
  const float corner = std::min({shadow_corner * unit, pad + box.w / 2, pad + box.h / 2});
  const std::array<float, 4> xs = {box.x - pad, box.x - pad + corner, box.right() + pad - corner, box.right() + pad};
  const std::array<float, 4> ys = {box.y - pad, box.y - pad + corner, box.bottom() + pad - corner, box.bottom() + pad};
  const float used = corner / unit;
  const std::array<float, 4> cuts = {0, used, shadow_size - used, shadow_size};
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t column = 0; column < 3; ++column) {
      if (row == 1 && column == 1) continue;  // the card itself lies there
      const ImVec2 uv0((static_cast<float>(rect->X) + cuts[column]) * atlas_->TexUvScale.x,
                       (static_cast<float>(rect->Y) + cuts[row]) * atlas_->TexUvScale.y);
      const ImVec2 uv1((static_cast<float>(rect->X) + cuts[column + 1]) * atlas_->TexUvScale.x,
                       (static_cast<float>(rect->Y) + cuts[row + 1]) * atlas_->TexUvScale.y);
      list.AddImage(atlas_->TexID, ImVec2(xs[column], ys[row]), ImVec2(xs[column + 1], ys[row + 1]), uv0, uv1, colour);
    }
  }
}

}  // namespace menting::ui
