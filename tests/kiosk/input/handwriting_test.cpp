#include "kiosk/input/handwriting.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <stdexcept>

#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using input::Handwriting;
using input::Stroke;

namespace handwriting_test {

namespace {

bool everything(char32_t) {
  return true;
}

bool has(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

struct Written {
  const char* text;
  std::vector<Stroke> strokes;
};

/// In the order and direction that schools teach, on a square of 100.
const std::vector<Written>& written() {
  static const std::vector<Written> all = {
      {"一", {{{10, 50}, {50, 48}, {90, 50}}}},
      {"十", {{{10, 40}, {90, 40}}, {{50, 10}, {50, 90}}}},
      {"王", {{{20, 20}, {80, 20}}, {{20, 50}, {80, 50}}, {{50, 20}, {50, 85}}, {{10, 85}, {90, 85}}}},
      {"中", {{{25, 30}, {25, 60}}, {{25, 30}, {75, 30}, {75, 60}}, {{25, 58}, {75, 58}}, {{50, 10}, {50, 95}}}},
      {"小", {{{50, 10}, {50, 85}, {42, 78}}, {{28, 40}, {15, 65}}, {{70, 40}, {86, 64}}}},
      {"木",
       {{{12, 35}, {88, 35}}, {{50, 8}, {50, 92}}, {{50, 36}, {32, 62}, {10, 80}}, {{50, 36}, {70, 62}, {92, 80}}}},
  };
  return all;
}

std::vector<Stroke> moved(std::vector<Stroke> strokes, float scale, float x, float y) {
  for (auto& stroke : strokes) {
    for (auto& point : stroke) point = {point.x * scale + x, point.y * scale + y};
  }
  return strokes;
}

std::string failure(const std::string& model) {
  try {
    const Handwriting handwriting(everything, model);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("characters are read from their strokes") {
  const Handwriting handwriting(everything);
  for (const auto& [text, strokes] : written()) {
    const auto texts = handwriting.candidates(strokes, 10);
    CAPTURE(text, texts);
    CHECK(texts.size() == 10);
    CHECK(has(texts, text));
  }
}

TEST_CASE("where and how large somebody writes changes nothing") {
  const Handwriting handwriting(everything);
  for (const auto& [text, strokes] : written()) {
    const auto texts = handwriting.candidates(strokes, 5);
    CAPTURE(text);
    CHECK(handwriting.candidates(moved(strokes, 8, 100, 1000), 5) == texts);
    CHECK(handwriting.candidates(moved(strokes, 0.5F, -300, 20), 5) == texts);
  }
}

TEST_CASE("a flat character stays flat") {
  const Handwriting handwriting(everything);
  CHECK(handwriting.candidates({{{0, 0}, {300, 4}}}, 1).front() == "一");
}

TEST_CASE("only what the font shows is offered") {
  const auto& wang = written()[2];
  const Handwriting all(everything);
  const auto texts = all.candidates(wang.strokes, 11);
  const Handwriting some([](char32_t c) { return c != U'王'; }, Handwriting::packaged_model);
  auto rest = texts;
  rest.erase(std::remove(rest.begin(), rest.end(), "王"), rest.end());
  REQUIRE(rest.size() == 10);
  CHECK(some.candidates(wang.strokes, 10) == rest);
  const Handwriting one([](char32_t c) { return c == U'龙'; });
  CHECK(one.candidates(wang.strokes, 10) == std::vector<std::string>{"龙"});
  const Handwriting none([](char32_t) { return false; });
  CHECK(none.candidates(wang.strokes, 10).empty());
}

TEST_CASE("nothing written is nothing offered") {
  const Handwriting handwriting(everything);
  const float no = std::numeric_limits<float>::quiet_NaN();
  const float far = std::numeric_limits<float>::infinity();
  CHECK(handwriting.candidates({}, 10).empty());
  CHECK(handwriting.candidates({{}, {}}, 10).empty());
  CHECK(handwriting.candidates({{{no, 1}}, {{far, far}}}, 10).empty());
  CHECK(handwriting.candidates(written()[0].strokes, 0).empty());
}

TEST_CASE("dots, broken points and scribbles do no harm") {
  const Handwriting handwriting(everything);
  CHECK(handwriting.candidates({{{5, 5}}}, 3).size() == 3);
  CHECK(handwriting.candidates({{{5, 5}}, {{5, 5}}, {{5, 5}}}, 3).size() == 3);
  CHECK(handwriting.candidates({{{7, 7}, {7, 7}, {7, 7}}}, 3).size() == 3);
  const float most = std::numeric_limits<float>::max();
  CHECK(handwriting.candidates({{{-most, most}, {most, -most}}}, 3).size() == 3);
  auto wang = written()[2].strokes;
  const auto texts = handwriting.candidates(wang, 5);
  wang.insert(wang.begin() + 1, Stroke{});
  wang[0].push_back({std::numeric_limits<float>::quiet_NaN(), 0});
  CHECK(handwriting.candidates(wang, 5) == texts);

  std::vector<Stroke> scribble(500);
  for (std::size_t i = 0; i < scribble.size(); ++i) {
    for (std::size_t j = 0; j < 2000; ++j) {
      const float at = static_cast<float>(i * 31 + j);
      scribble[i].push_back({std::sin(at) * 100, std::cos(at * 1.7F) * 100});
    }
  }
  CHECK(handwriting.candidates(scribble, 3).size() == 3);
}

TEST_CASE("a missing or broken model is named with its package") {
  const tests::ScratchFolder folder;
  CHECK_THAT(failure(folder.file("no.model")), ContainsSubstring("no.model is missing"));
  CHECK_THAT(failure(folder.file("no.model")), ContainsSubstring("package tegaki-zinnia-simplified-chinese"));
  std::ofstream(folder.file("bad.model")) << "no model";
  CHECK_THAT(failure(folder.file("bad.model")), ContainsSubstring("is not a model"));
  std::ofstream(folder.file("empty.model")) << "";
  CHECK_THAT(failure(folder.file("empty.model")), ContainsSubstring("is not a model"));
  CHECK_THAT(failure(folder.path().string()), ContainsSubstring("is missing"));
}

}  // namespace handwriting_test
