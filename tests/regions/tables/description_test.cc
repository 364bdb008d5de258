#include "regions/tables/description.h"

#include <gtest/gtest.h>

#include "tests/regions/tables/table_requests.h"

namespace meridian {
namespace {

class FixedStatistics final : public TableStatistics {
 public:
  TableSize SizeOf(const Table&) const override { return {1234, 5}; }
  TableSize SizeOf(const Index&) const override { return {234, 3}; }
};

TEST(DescriptionTest, ARegionalTableHasNoReplicas) {
  TableWorld world;
  const auto description = Describe(world.catalog.Find("Music"), FixedStatistics());

  EXPECT_FALSE(description.global());
  EXPECT_EQ(description.arn, "arn:aws:dynamodb:us-east-1:000000000000:table/Music");
  EXPECT_EQ(description.latest_stream_arn, "");
  EXPECT_EQ(description.size.bytes, 1234);
  EXPECT_EQ(description.size.items, 5);
}

TEST(DescriptionTest, AGlobalTableListsAllItsReplicas) {
  TableWorld world;
  EXPECT_EQ(world.Update(CreateReplicas({"eu-west-1"})), "");

  const auto description = Describe(world.catalog.Find("Music"), FixedStatistics());

  EXPECT_EQ(description.status, TableStatus::kUpdating);
  ASSERT_EQ(description.replicas.size(), 2u);
  EXPECT_EQ(description.replicas[0].region, "eu-west-1");
  EXPECT_EQ(description.replicas[0].status, ReplicaStatus::kCreating);
  EXPECT_EQ(description.replicas[0].arn, "arn:aws:dynamodb:eu-west-1:000000000000:table/Music");
  EXPECT_EQ(description.replicas[1].region, "us-east-1");
  EXPECT_EQ(description.latest_stream_arn,
            "arn:aws:dynamodb:us-east-1:000000000000:table/Music/stream/2023-11-14T22:13:20.123");
}

TEST(DescriptionTest, IndexesHaveSizesAndNamesOfTheirOwn) {
  TableWorld world;
  EXPECT_EQ(world.Update(AddIndex("byYear", {{"year", "HASH"}})), "");

  const auto description = Describe(world.catalog.Find("Music"), FixedStatistics());

  EXPECT_EQ(description.status, TableStatus::kUpdating);
  ASSERT_EQ(description.indexes.size(), 1u);
  EXPECT_EQ(description.indexes[0].index->name(), "byYear");
  EXPECT_EQ(description.indexes[0].size.bytes, 234);
  EXPECT_EQ(description.indexes[0].size.items, 3);
  EXPECT_EQ(description.indexes[0].arn,
            "arn:aws:dynamodb:us-east-1:000000000000:table/Music/index/byYear");
}

}  // namespace
}  // namespace meridian
