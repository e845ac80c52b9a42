#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/input/shows.h"

namespace menting::input {

struct PinyinFolders {
  std::string staging;                          ///< Menting's own schema as the build left it: <assets>/input/pinyin
  std::string shared = "/usr/share/rime-data";  ///< the distribution's dictionary
};

/// Simplified Chinese from pinyin. Learns nothing: what one customer picked changes nothing for the next, and nothing
/// that was typed goes to disk. Nothing is final before it is picked; a pick may cover only the first of the letters,
/// so that a name can be picked character by character. One thread; one object at a time in a process (librime is
/// global).
class Pinyin {
 public:
  static constexpr std::size_t letters_max = 48;  ///< some twenty characters; a longer run would make keys slow

  /// Ready in some 10 ms. Throws std::runtime_error that says which package to install when tables are missing, and
  /// std::logic_error while another Pinyin lives.
  Pinyin(const PinyinFolders& folders, Shows shows);
  ~Pinyin();

  /// A to z, v for ü, or ' between two syllables (xi'an). False, and nothing changes, for anything else, for a ' that
  /// separates nothing and beyond letters_max.
  bool type(char letter);
  /// Takes the last letter back. False when there is none.
  bool erase();
  /// Forgets all letters and candidates: when a field, a page or a visit ends.
  void clear();

  /// What is being typed, as people read it: "wang xiao ming". Empty: nothing.
  std::string letters() const;
  /// The best `max` texts for the letters, of those that the font shows.
  std::vector<std::string> candidates(std::size_t max);
  /// The text of candidate `index`, final now; the letters that it does not cover are kept. Empty, and nothing changes,
  /// when there is no such candidate.
  std::string pick(std::size_t index);

 private:
  struct Rime;
  std::unique_ptr<Rime> rime_;
};

}  // namespace menting::input
