// RequestIds: the 52 characters [0-9A-Z] that name a request to support staff and logs.
//
// Unique for all practical purposes (268 bits of state's output), not secret: nothing is granted
// to who knows one, so a fast generator seeded once serves.
//
// Threads: confined to one. Source: Blackman and Vigna, xoshiro256**.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "storage/base/random.h"

namespace meridian {

class RequestIds {
 public:
  static constexpr size_t kChars = 52;

  explicit RequestIds(SecureRandom& seed);

  void AppendTo(std::string* out);

 private:
  uint64_t Next();

  std::array<uint64_t, 4> state_;
};

}  // namespace meridian
