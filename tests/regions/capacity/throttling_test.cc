#include "regions/capacity/throttling.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

constexpr char kArn[] = "arn:aws:dynamodb:us-east-1:000000000000:table/t";

TEST(ThrottlingTest, WhatIsMadeIsRead) {
  const Error error = MakeThrottled(LimitKind::kProvisioned,
                                    {.kind = CapacityKind::kWrite, .is_index = false, .arn = kArn});
  const Throttling throttling = ReadThrottling(error.message);

  EXPECT_EQ(error.code, Errc::kThroughputExceeded);
  EXPECT_EQ(throttling.message,
            "The level of configured provisioned throughput for the table was exceeded. Consider "
            "increasing your provisioning level with the UpdateTable API.");
  EXPECT_EQ(throttling.reason, "TableWriteProvisionedThroughputExceeded");
  EXPECT_EQ(throttling.resource, kArn);
}

TEST(ThrottlingTest, IndexesAndMaximaAreNamedAsThat) {
  const std::string index = std::string(kArn) + "/index/i";
  const Error of_index = MakeThrottled(
      LimitKind::kProvisioned, {.kind = CapacityKind::kRead, .is_index = true, .arn = index});
  const Error of_maximum = MakeThrottled(
      LimitKind::kOnDemandMaximum, {.kind = CapacityKind::kRead, .is_index = false, .arn = kArn});

  EXPECT_EQ(ReadThrottling(of_index.message).reason, "IndexReadProvisionedThroughputExceeded");
  EXPECT_EQ(ReadThrottling(of_index.message).resource, index);
  EXPECT_EQ(of_maximum.code, Errc::kThrottled);
  EXPECT_EQ(ReadThrottling(of_maximum.message).reason, "TableReadMaxOnDemandThroughputExceeded");
  EXPECT_EQ(ReadThrottling(of_maximum.message).message,
            "Throughput exceeds the maximum OnDemandThroughput configured on table or index");
}

TEST(ThrottlingTest, ATextOfAnotherOriginIsAllMessage) {
  EXPECT_EQ(ReadThrottling("Too many changes wait").message, "Too many changes wait");
  EXPECT_EQ(ReadThrottling("Too many changes wait").reason, "");
  EXPECT_EQ(ReadThrottling("one\ntwo").reason, "");
}

}  // namespace
}  // namespace meridian
