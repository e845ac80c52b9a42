#pragma once

namespace menting::wire {

/// The highest number that headquarters has seen a branch give out on a day under a letter.
struct GivenNumber {
  int day = 0;  ///< 20261123
  char service = 'A';
  int number = 0;
  bool operator==(const GivenNumber&) const = default;
};

}  // namespace menting::wire
