#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/input/shows.h"

namespace menting::input {

struct Point {
  float x = 0;
  float y = 0;  ///< grows downwards
};
using Stroke = std::vector<Point>;

/// One simplified Chinese character from the strokes of a finger, in any unit. Keeps nothing of them. One thread.
class Handwriting {
 public:
  /// Of the package tegaki-zinnia-simplified-chinese.
  static constexpr const char* packaged_model = "/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model";

  /// Some 60 ms and 27 MB (mapped). Throws std::runtime_error that says which package to install when the model is
  /// missing or is none.
  explicit Handwriting(Shows shows, const std::string& model = packaged_model);
  ~Handwriting();

  /// The best `max` characters, of those that the font shows. Empty when nothing was written.
  std::vector<std::string> candidates(const std::vector<Stroke>& strokes, std::size_t max) const;

 private:
  struct Zinnia;
  std::unique_ptr<Zinnia> zinnia_;
};

}  // namespace menting::input
