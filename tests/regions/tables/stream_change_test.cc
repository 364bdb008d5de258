#include "regions/tables/stream_change.h"

#include <gtest/gtest.h>

#include "tests/regions/tables/table_requests.h"

namespace meridian {
namespace {

UpdateTableRequest Stream(bool enabled, std::optional<std::string> view_type = std::nullopt) {
  UpdateTableRequest request;
  request.stream_specification = StreamSpecification{enabled, std::move(view_type)};
  return request;
}

TEST(StreamChangeTest, OnOffAndOnAgainIsAnotherStream) {
  TableWorld world;

  EXPECT_EQ(world.Update(Stream(true, "KEYS_ONLY")), "");
  const StreamSettings first = world.Music().stream;
  EXPECT_EQ(first, (StreamSettings{true, StreamViewType::kKeysOnly, "2023-11-14T22:13:20.123"}));
  EXPECT_EQ(world.Update(Stream(false)), "");
  EXPECT_FALSE(world.Music().stream.enabled);
  EXPECT_EQ(world.Music().stream.label, first.label);
  EXPECT_EQ(world.Update(Stream(true, "NEW_IMAGE")), "");
  EXPECT_EQ(world.Music().stream.label, "2023-11-14T22:13:20.124");
}

TEST(StreamChangeTest, AChangeThatIsNoneIsRefused) {
  TableWorld world;

  EXPECT_EQ(world.Update(Stream(false)), "Table has no stream to disable: TableName: Music");
  EXPECT_EQ(world.Update(Stream(true, "KEYS_ONLY")), "");
  EXPECT_EQ(world.Update(Stream(true, "NEW_IMAGE")),
            "Table already has an enabled stream: TableName: Music");
  EXPECT_EQ(world.Update(Stream(true)),
            "One or more parameter values were invalid: If stream is being enabled then "
            "UpdateViewType is required");
  EXPECT_EQ(world.Update(Stream(false, "KEYS_ONLY")),
            "One or more parameter values were invalid: If stream is being disabled, then "
            "UpdateViewType must not be specified");
}

TEST(StreamChangeTest, AGlobalTableKeepsItsStream) {
  TableWorld world;
  EXPECT_EQ(world.Update(CreateReplicas({"eu-west-1"})), "");
  world.ReplicaIs("eu-west-1", ReplicaStatus::kActive);

  EXPECT_EQ(world.Update(Stream(false)),
            "One or more parameter values were invalid: Disabling Stream is not allowed for a "
            "Global Table replica.");
  EXPECT_EQ(world.Update(Stream(true, "KEYS_ONLY")),
            "Table already has an enabled stream: TableName: Music");
  world.ReplicaIs("eu-west-1", ReplicaStatus::kDeleted);
  EXPECT_TRUE(world.Music().stream.enabled);
  EXPECT_EQ(world.Update(Stream(false)), "");
}

}  // namespace
}  // namespace meridian
