#include "regions/capacity/capacity_units.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

TEST(CapacityUnitsTest, ReadsRoundUpToFourKilobytesAndHalveWhenEventual) {
  EXPECT_EQ(ReadUnits(0, true), 1.0);
  EXPECT_EQ(ReadUnits(0, false), 0.5);
  EXPECT_EQ(ReadUnits(4096, true), 1.0);
  EXPECT_EQ(ReadUnits(4097, true), 2.0);
  EXPECT_EQ(ReadUnits(4097, false), 1.0);
}

TEST(CapacityUnitsTest, WritesRoundUpToOneKilobyte) {
  EXPECT_EQ(WriteUnits(0), 1.0);
  EXPECT_EQ(WriteUnits(1024), 1.0);
  EXPECT_EQ(WriteUnits(1025), 2.0);
}

}  // namespace
}  // namespace meridian
