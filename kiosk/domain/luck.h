#pragma once

#include <array>
#include <cstdint>

namespace menting::domain::forecast {

/// z such that a standard normal value is below z with this probability (0 < p < 1); right to nine digits.
double normal_quantile(double p);
/// How probable a standard normal value above z is.
double normal_tail(double z);

/// Chances dealt like cards (Latin hypercube): in 32 futures each customer meets each 32nd of what may be exactly once,
/// in an order of their own. Far fewer futures are needed than with dice.
class Luck {
 public:
  static constexpr unsigned strata = 32;
  static constexpr unsigned fine = 4096;  ///< chances that are told apart

  static const Luck& table();

  /// 0..4095, all alike; `seed` is the customer's, `future` 0..31.
  unsigned chance(std::uint32_t seed, unsigned future) const {
    const unsigned stratum = order_[seed & 255U][order_[seed >> 8U & 255U][future]];
    const std::uint32_t mixed = (seed ^ future * 0x9e3779b9U) * 0x85ebca6bU;
    return stratum * (fine / strata) + (mixed >> 25U);
  }
  double normal(unsigned chance) const { return normal_[chance]; }
  static double uniform(unsigned chance) { return (chance + 0.5) / fine; }

 private:
  Luck();
  std::array<std::array<std::uint8_t, strata>, 256> order_{};
  std::array<float, fine> normal_{};
};

inline std::uint32_t mixed(std::uint32_t seed) {
  seed = (seed ^ seed >> 16U) * 0x7feb352dU;
  seed = (seed ^ seed >> 15U) * 0x846ca68bU;
  return seed ^ seed >> 16U;
}

}  // namespace menting::domain::forecast
