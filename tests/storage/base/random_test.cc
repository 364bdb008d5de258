#include "storage/base/random.h"

#include <gtest/gtest.h>

#include <set>

namespace meridian {
namespace {

TEST(SystemSecureRandomTest, GivesAsManyBytesAsAskedAndNeverTheSame) {
  SystemSecureRandom random;
  std::set<uint64_t> seen;

  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(seen.insert(random.Next64()).second);
  EXPECT_EQ(random.Bytes(0).size(), 0u);
  EXPECT_EQ(random.Bytes(33).size(), 33u);
}

}  // namespace
}  // namespace meridian
