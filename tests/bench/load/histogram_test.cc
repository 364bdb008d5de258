#include "tests/bench/load/histogram.h"

#include <gtest/gtest.h>

namespace meridian::bench {
namespace {

using std::chrono::nanoseconds;

TEST(HistogramTest, AnEmptyOneSaysZero) {
  const Histogram histogram;

  EXPECT_EQ(histogram.count(), 0u);
  EXPECT_EQ(histogram.Quantile(0.99), nanoseconds(0));
  EXPECT_EQ(histogram.Mean(), nanoseconds(0));
}

TEST(HistogramTest, QuantilesOfAThousandValuesAreRightToOnePercent) {
  Histogram histogram;

  for (int i = 1; i <= 1000; ++i) histogram.Record(nanoseconds(i * 10'000));

  for (const double share : {0.001, 0.5, 0.99, 0.999}) {
    const double exact = share * 1000 * 10'000;
    const auto said = static_cast<double>(histogram.Quantile(share).count());
    EXPECT_GE(said, exact) << share;
    EXPECT_LE(said, exact * 1.01) << share;
  }
  EXPECT_EQ(histogram.Quantile(1), nanoseconds(10'000'000));
  EXPECT_EQ(histogram.max(), nanoseconds(10'000'000));
  EXPECT_EQ(histogram.Mean(), nanoseconds(5'005'000));
}

TEST(HistogramTest, EveryPowerOfTwoAndItsNeighboursKeepTheirPrecision) {
  for (int bits = 0; bits < 40; ++bits) {
    for (const int64_t value : {(int64_t{1} << bits) - 1, int64_t{1} << bits}) {
      Histogram histogram;
      histogram.Record(nanoseconds(value));
      histogram.Record(nanoseconds(value * 2));

      EXPECT_GE(histogram.Quantile(0.5).count(), value);
      EXPECT_LE(histogram.Quantile(0.5).count(), value + value / 128 + 1);
    }
  }
}

TEST(HistogramTest, ValuesOutsideItsRangeAreCountedAtItsEnds) {
  Histogram histogram;

  histogram.Record(nanoseconds(-5));
  histogram.Record(std::chrono::hours(10));

  EXPECT_EQ(histogram.count(), 2u);
  EXPECT_EQ(histogram.Quantile(0.5), nanoseconds(0));
  EXPECT_EQ(histogram.max(), std::chrono::hours(10));
  EXPECT_LE(histogram.Quantile(1), std::chrono::hours(10));
}

}  // namespace
}  // namespace meridian::bench
