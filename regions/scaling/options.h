// ScalingOptions: how fast auto scaling looks and reacts.
#pragma once

#include <chrono>
#include <cstdint>

namespace meridian {

struct ScalingOptions {
  // Consumption is measured over so long, again and again.
  std::chrono::seconds sample_interval{60};
  // So many samples in a row above the target raise the capacity …
  int64_t samples_out = 2;
  // … and so many well below it lower it.
  int64_t samples_in = 15;
};

}  // namespace meridian
