// Dice: every chance that a simulated run takes, drawn from its seed.
//
// Threads: none. Two Dice of one seed give the same sequence on every platform, as the standard
// fixes the generator and the ranges are our own arithmetic.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "storage/base/check.h"

namespace meridian::simulation {

class Dice {
 public:
  explicit Dice(uint64_t seed) : generator_(seed) {}

  uint64_t Next() { return generator_(); }
  // 0 to bound - 1. Requires: bound > 0.
  uint64_t Below(uint64_t bound) {
    CHECK(bound > 0);
    return Next() % bound;
  }
  // From least to most, both included.
  int64_t Between(int64_t least, int64_t most) {
    return least + static_cast<int64_t>(Below(static_cast<uint64_t>(most - least) + 1));
  }
  bool Chance(int percent) { return static_cast<int>(Below(100)) < percent; }
  template <class T>
  const T& Pick(const std::vector<T>& from) {
    return from[Below(from.size())];
  }
  // Another sequence, so that one part's use of chance doesn't shift another's.
  Dice Split() { return Dice(Next()); }

 private:
  std::mt19937_64 generator_;
};

}  // namespace meridian::simulation
