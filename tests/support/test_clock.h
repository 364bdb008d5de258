// TestClock and TestRandom: the wall clock and the secure random that a test decides.
#pragma once

#include <cstdint>
#include <string>

#include "storage/base/clock.h"
#include "storage/base/random.h"

namespace meridian {

class TestClock final : public WallClock {
 public:
  explicit TestClock(int64_t millis = 1'700'000'000'000) : millis_(millis) {}
  int64_t NowMillis() const override { return millis_; }
  void Advance(int64_t millis) { millis_ += millis; }
  void Set(int64_t millis) { millis_ = millis; }

 private:
  int64_t millis_;
};

// Not random at all: the same bytes in every run.
class TestRandom final : public SecureRandom {
 public:
  explicit TestRandom(uint64_t seed = 1) : state_(seed) {}
  std::string Bytes(size_t count) override {
    std::string bytes;
    while (bytes.size() < count) {
      state_ = state_ * 6364136223846793005u + 1442695040888963407u;
      bytes.push_back(static_cast<char>(state_ >> 56));
    }
    return bytes;
  }

 private:
  uint64_t state_;
};

}  // namespace meridian
