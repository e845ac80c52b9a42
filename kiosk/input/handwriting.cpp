#include "kiosk/input/handwriting.h"

#include <zinnia.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <stdexcept>
#include <utility>

namespace menting::input {
namespace {

constexpr int paper = 1000;  ///< the side of the square that zinnia sees
constexpr int margin = 100;
constexpr std::size_t strokes_max = 64;  ///< the busiest character has 36

bool is_finite(const Point& point) {
  return std::isfinite(point.x) && std::isfinite(point.y);
}

/// What was really written: points that are numbers; no stroke without one.
std::vector<Stroke> sound(const std::vector<Stroke>& strokes) {
  std::vector<Stroke> all;
  for (const Stroke& stroke : strokes) {
    Stroke points;
    std::copy_if(stroke.begin(), stroke.end(), std::back_inserter(points), is_finite);
    if (!points.empty() && all.size() < strokes_max) all.push_back(std::move(points));
  }
  return all;
}

/// Moves and scales the strokes to the middle of the paper: how large and where somebody wrote tells nothing.
class Fit {
 public:
  explicit Fit(const std::vector<Stroke>& strokes) {
    for (const Stroke& stroke : strokes) {
      for (const Point& point : stroke) {
        left_ = std::min(left_, point.x);
        right_ = std::max(right_, point.x);
        top_ = std::min(top_, point.y);
        bottom_ = std::max(bottom_, point.y);
      }
    }
    const double side = std::max(double{right_} - left_, double{bottom_} - top_);
    scale_ = side > 0 ? (paper - 2 * margin) / side : 0;
  }
  int x(const Point& point) const { return on_paper(point.x, left_, right_); }
  int y(const Point& point) const { return on_paper(point.y, top_, bottom_); }

 private:
  int on_paper(double at, double low, double high) const {
    return static_cast<int>(std::lround(paper / 2.0 + (at - (low + high) / 2) * scale_));
  }
  float left_ = std::numeric_limits<float>::max();
  float right_ = std::numeric_limits<float>::lowest();
  float top_ = left_;
  float bottom_ = right_;
  double scale_ = 0;
};

struct Destroy {
  void operator()(zinnia_recognizer_t* it) const { zinnia_recognizer_destroy(it); }
  void operator()(zinnia_character_t* it) const { zinnia_character_destroy(it); }
  void operator()(zinnia_result_t* it) const { zinnia_result_destroy(it); }
};

/// Where a stroke turns, as zinnia finds it: the point farthest from the straight line, then the same in both halves.
/// zinnia's memory doubles with each step of that, without end for a scribble; what it takes from the steps beyond the
/// fifth is nothing. So these points give what all would.
class Turns {
 public:
  explicit Turns(const std::vector<std::pair<int, int>>& points) : points_(points), kept_(points.size()) {
    kept_.front() = kept_.back() = true;
    split(0, points.size() - 1, 0);
  }
  bool kept(std::size_t i) const { return kept_[i]; }

 private:
  static constexpr int depth_max = 5;
  static constexpr double straight = 0.001 * paper * paper;  ///< zinnia's, of a distance's square

  void split(std::size_t first, std::size_t last, int depth) {
    if (depth == depth_max || last - first < 2) return;
    const double a = points_[last].first - points_[first].first;
    const double b = points_[last].second - points_[first].second;
    if (a == 0 && b == 0) return;
    double most = 0;
    std::size_t best = first;
    for (std::size_t i = first + 1; i < last; ++i) {
      const double off =
          std::fabs(a * (points_[i].second - points_[first].second) - b * (points_[i].first - points_[first].first));
      if (off > most) {
        most = off;
        best = i;
      }
    }
    if (most * most / (a * a + b * b) <= straight) return;
    kept_[best] = true;
    split(first, best, depth + 1);
    split(best, last, depth + 1);
  }

  const std::vector<std::pair<int, int>>& points_;
  std::vector<bool> kept_;
};

std::unique_ptr<zinnia_character_t, Destroy> on_paper(const std::vector<Stroke>& strokes) {
  std::unique_ptr<zinnia_character_t, Destroy> character(zinnia_character_new());
  zinnia_character_set_width(character.get(), paper);
  zinnia_character_set_height(character.get(), paper);
  const Fit fit(strokes);
  for (std::size_t i = 0; i < strokes.size(); ++i) {
    std::vector<std::pair<int, int>> points;
    for (const Point& point : strokes[i]) points.emplace_back(fit.x(point), fit.y(point));
    const Turns turns(points);
    for (std::size_t at = 0; at < points.size(); ++at) {
      if (turns.kept(at)) zinnia_character_add(character.get(), i, points[at].first, points[at].second);
    }
  }
  return character;
}

}  // namespace

struct Handwriting::Zinnia {
  std::unique_ptr<zinnia_recognizer_t, Destroy> recognizer{zinnia_recognizer_new()};
  Shows shows;
};

Handwriting::Handwriting(Shows shows, const std::string& model) : zinnia_(std::make_unique<Zinnia>()) {
  zinnia_->shows = std::move(shows);
  const char* wrong = nullptr;
  if (!std::filesystem::is_regular_file(model)) {
    wrong = " is missing";
  } else if (zinnia_recognizer_open(zinnia_->recognizer.get(), model.c_str()) == 0) {
    wrong = " is not a model of zinnia";
  }
  if (wrong != nullptr) {
    throw std::runtime_error("There is no handwriting: " + model + wrong +
                             ". Install the package tegaki-zinnia-simplified-chinese.");
  }
}

Handwriting::~Handwriting() = default;

std::vector<std::string> Handwriting::candidates(const std::vector<Stroke>& strokes, std::size_t max) const {
  const std::vector<Stroke> written = sound(strokes);
  if (written.empty() || max == 0) return {};
  const auto character = on_paper(written);
  zinnia_recognizer_t* recognizer = zinnia_->recognizer.get();
  // All of them in order cost hardly more than a few, and so `shows` may strike out as many as it likes.
  const std::unique_ptr<zinnia_result_t, Destroy> result(
      zinnia_recognizer_classify(recognizer, character.get(), zinnia_recognizer_size(recognizer)));
  std::vector<std::string> texts;
  for (std::size_t i = 0; result && i < zinnia_result_size(result.get()) && texts.size() < max; ++i) {
    const char* text = zinnia_result_value(result.get(), i);
    if (shows_all(zinnia_->shows, text)) texts.emplace_back(text);
  }
  return texts;
}

}  // namespace menting::input
