#include "regions/capacity/capacity_units.h"

#include <algorithm>

namespace meridian {
namespace {

constexpr size_t kReadUnitBytes = 4096;
constexpr size_t kWriteUnitBytes = 1024;

double Blocks(size_t bytes, size_t block) {
  return static_cast<double>(std::max<size_t>((bytes + block - 1) / block, 1));
}

}  // namespace

double ReadUnits(size_t bytes, bool consistent) {
  return Blocks(bytes, kReadUnitBytes) * (consistent ? 1.0 : 0.5);
}

double WriteUnits(size_t bytes) { return Blocks(bytes, kWriteUnitBytes); }

}  // namespace meridian
