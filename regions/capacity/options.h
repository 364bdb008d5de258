// CapacityOptions: what an operator decides about throttling.
#pragma once

#include <chrono>

namespace meridian {

struct CapacityOptions {
  // How much of the capacity that wasn't used is kept for later. DynamoDB keeps five minutes.
  std::chrono::seconds burst{300};
};

}  // namespace meridian
