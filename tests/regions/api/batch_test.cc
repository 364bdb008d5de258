#include "regions/api/batch.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

TEST(BatchTest, OnlyWhatMayBeSentAgainIsHandedBack) {
  for (const Errc code : {Errc::kThrottled, Errc::kThroughputExceeded, Errc::kTransactionConflict,
                          Errc::kUnavailable}) {
    EXPECT_TRUE(IsPassing(Error{code, ""}));
  }
  for (const Errc code : {Errc::kTimeout, Errc::kValidation, Errc::kCorrupt, Errc::kInternal}) {
    EXPECT_FALSE(IsPassing(Error{code, ""}));
  }
}

TEST(BatchTest, TheAnswerHasCapacityOnlyIfAsked) {
  EXPECT_EQ(BatchBody("Responses", "", "UnprocessedKeys", "", ReturnCapacity::kNone, ""),
            R"({"Responses":{},"UnprocessedKeys":{}})");
  EXPECT_EQ(BatchBody("", "", "UnprocessedItems", "", ReturnCapacity::kTotal, "{}"),
            R"({"UnprocessedItems":{},"ConsumedCapacity":[{}]})");
}

}  // namespace
}  // namespace meridian
