// ExpiryOptions: how eagerly items whose time has come are deleted.
#pragma once

#include <chrono>
#include <cstddef>

namespace meridian {

struct ExpiryOptions {
  std::chrono::milliseconds interval{1000};  // Between looks at what is due.
  size_t items_per_turn = 64;                // That one commit deletes.
  std::chrono::milliseconds pause{5};        // Behind each commit that deleted so many.
};

}  // namespace meridian
