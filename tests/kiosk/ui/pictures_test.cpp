#include "kiosk/ui/pictures.h"

#include <stb/stb_image_write.h>

#include <fstream>
#include <set>
#include <stdexcept>

#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using ui::Picture;
using ui::Pictures;
using ui::Raster;

namespace {

/// Left half red, right half clear blue.
Raster halves(int width, int height) {
  Raster raster = {.width = width, .height = height, .rgba = {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool red = x < width / 2;
      raster.rgba.insert(raster.rgba.end(),
                         {static_cast<unsigned char>(red ? 200 : 0), 0, static_cast<unsigned char>(red ? 0 : 255),
                          static_cast<unsigned char>(red ? 255 : 0)});
    }
  }
  return raster;
}

void save_png(const std::string& file, const Raster& raster) {
  REQUIRE(stbi_write_png(file.c_str(), raster.width, raster.height, 4, raster.rgba.data(), 0) != 0);
}

/// Textures that are only counted.
struct Shelf {
  std::set<std::intptr_t> alive;
  std::intptr_t made = 0;
  bool full = false;
  ui::TexturePort port() {
    return {.make =
                [this](const Raster& raster) {
                  if (full) throw std::runtime_error("no room");
                  CHECK(raster.rgba.size() == static_cast<std::size_t>(raster.width * raster.height * 4));
                  alive.insert(++made);
                  return reinterpret_cast<ImTextureID>(made);
                },
            .drop = [this](ImTextureID id) { CHECK(alive.erase(reinterpret_cast<std::intptr_t>(id)) == 1); }};
  }
};

}  // namespace

TEST_CASE("a picture comes as it is, or scaled down in its own shape") {
  tests::ScratchFolder folder;
  const Raster drawn = halves(300, 200);
  save_png(folder.file("a.png"), drawn);
  CHECK((ui::read_picture(folder.file("a.png"), 300, 200).rgba == drawn.rgba));
  CHECK((ui::read_picture(folder.file("a.png"), 4'000, 4'000).rgba == drawn.rgba));
  const Raster small = ui::read_picture(folder.file("a.png"), 60, 60);
  CHECK(small.width == 60);
  CHECK(small.height == 40);
  const unsigned char* edge = &small.rgba[4 * 29];
  CHECK(edge[0] == 200);
  CHECK(edge[3] == 255);
  CHECK(edge[4 + 3] == 0);
  const Raster dot = ui::read_picture(folder.file("a.png"), 0, -3);
  CHECK(dot.rgba.size() == 4);
}

TEST_CASE("shrinking averages, and clear pixels give no colour") {
  const Raster small = ui::shrink(halves(30, 7), 5, 2);  // the middle pixel is half red, half clear
  const unsigned char* middle = &small.rgba[4 * 2];
  CHECK(middle[0] == 200);
  CHECK(middle[2] == 0);
  CHECK(middle[3] == 128);
  CHECK(small.rgba[3] == 255);
  CHECK(small.rgba[4 * 4 + 3] == 0);
}

TEST_CASE("JPEG files are pictures too") {
  tests::ScratchFolder folder;
  const std::vector<unsigned char> grey(64 * 48 * 3, 90);
  const std::string file = folder.file("photo.jpg");
  REQUIRE(stbi_write_jpg(file.c_str(), 64, 48, 3, grey.data(), 90) != 0);
  const Raster raster = ui::read_picture(file, 32, 32);
  CHECK(raster.width == 32);
  CHECK(raster.height == 24);
  CHECK(std::abs(raster.rgba[0] - 90) <= 3);
  CHECK(raster.rgba[3] == 255);
}

TEST_CASE("a file that is no good says what is wrong with it") {
  tests::ScratchFolder folder;
  const std::string words = folder.file("words.png"), cut = folder.file("cut.png"), huge = folder.file("huge.png");
  std::ofstream(words) << "no picture";
  save_png(cut, halves(300, 200));
  std::filesystem::resize_file(cut, 60);
  Raster wide = halves(2, 1);
  save_png(huge, wide);
  std::fstream head(huge, std::ios::in | std::ios::out | std::ios::binary);
  head.seekp(16).write("\0\0\x40\0\0\0\x40\0", 8);  // says that it is 16384 by 16384
  head.close();
  CHECK_THROWS_WITH(ui::read_picture(folder.file("nothing.png"), 10, 10), ContainsSubstring("cannot be opened"));
  CHECK_THROWS_WITH(ui::read_picture(folder.path().string(), 10, 10), ContainsSubstring("not a picture"));
  CHECK_THROWS_WITH(ui::read_picture(words, 10, 10), ContainsSubstring("not a picture"));
  CHECK_THROWS_WITH(ui::read_picture(cut, 10, 10), ContainsSubstring("PNG or JPEG"));
  CHECK_THROWS_WITH(ui::read_picture(huge, 10, 10), ContainsSubstring("40 million"));
}

TEST_CASE("each picture is one texture, and none is left behind") {
  tests::ScratchFolder folder;
  const std::string file = folder.file("a.png");
  save_png(file, halves(40, 20));
  Shelf shelf;
  {
    Pictures pictures(shelf.port());
    const Picture* found = pictures.find(file, 20, 20);
    REQUIRE(found != nullptr);
    CHECK(found->width == 20);
    CHECK(found->height == 10);
    CHECK(pictures.find(file, 20, 20) == found);
    CHECK(pictures.find(file, 40, 40)->id != found->id);
    CHECK(shelf.alive.size() == 2);
    CHECK(pictures.find(folder.file("later.png"), 20, 20) == nullptr);
    save_png(folder.file("later.png"), halves(4, 4));
    CHECK(pictures.find(folder.file("later.png"), 20, 20) == nullptr);  // not tried for every frame
    pictures.clear();
    CHECK(shelf.alive.empty());
    CHECK(pictures.find(folder.file("later.png"), 20, 20) != nullptr);
    shelf.full = true;
    CHECK(pictures.find(file, 20, 20) == nullptr);
  }
  CHECK(shelf.alive.empty());
}
