#include "regions/tables/replica_updates.h"

#include <gtest/gtest.h>

#include "tests/regions/tables/table_requests.h"

namespace meridian {
namespace {

constexpr char kLocalRegion[] =
    "Cannot add, delete, or update the local region through ReplicaUpdates. Use CreateTable, "
    "DeleteTable, or UpdateTable as required.";
constexpr char kExists[] =
    "Failed to create a the new replica of table with name: ‘Music’ because one or more replicas "
    "already existed as tables.";

TEST(ReplicaUpdatesTest, ANewReplicaIsFilledFromHereAndTurnsTheStreamOn) {
  TableWorld world;

  EXPECT_EQ(world.Update(CreateReplicas({"eu-west-1"})), "");

  EXPECT_EQ(world.Music().replicas.at("eu-west-1"),
            (Replica{ReplicaStatus::kCreating, "us-east-1", ""}));
  EXPECT_EQ(world.Music().stream,
            (StreamSettings{true, StreamViewType::kNewAndOldImages, "2023-11-14T22:13:20.123"}));
}

TEST(ReplicaUpdatesTest, AStreamThatWasOnStaysAsItIs) {
  TableWorld world;
  UpdateTableRequest keys_only;
  keys_only.stream_specification = StreamSpecification{true, "KEYS_ONLY"};
  EXPECT_EQ(world.Update(keys_only), "");
  const StreamSettings before = world.Music().stream;

  EXPECT_EQ(world.Update(CreateReplicas({"eu-west-1"})), "");

  EXPECT_EQ(world.Music().stream, before);
}

TEST(ReplicaUpdatesTest, SeveralReplicasInOneCall) {
  TableWorld world;

  EXPECT_EQ(world.Update(CreateReplicas({"eu-west-1", "ap-south-1"})), "");
  EXPECT_EQ(world.Music().replicas.size(), 3u);
}

TEST(ReplicaUpdatesTest, NotEveryRegionCanGetAReplica) {
  TableWorld world;
  EXPECT_EQ(world.Update(CreateReplicas({"us-east-1"})), kLocalRegion);
  EXPECT_EQ(world.Update(DeleteReplicas({"us-east-1"})), kLocalRegion);
  EXPECT_EQ(world.Update(CreateReplicas({"moon-1"})),
            "Region moon-1 is not supported. The latest version of global tables are only "
            "supported in the following regions: [ap-south-1, eu-west-1, us-east-1]");
  EXPECT_EQ(world.Update(CreateReplicas({"eu-west-1"})), "");
  EXPECT_EQ(world.Update(CreateReplicas({"eu-west-1"})), kExists);
}

TEST(ReplicaUpdatesTest, AnotherTableOfThatNameIsInTheWay) {
  TableWorld world;
  TableId other;
  other.bytes[15] = 1;
  world.Receive({other, TableDefinition{"Music", world.Music().schema, 1}, ""});
  world.Receive({other, Replica{}, "eu-west-1"});

  EXPECT_EQ(world.Update(CreateReplicas({"eu-west-1"})), kExists);
  EXPECT_EQ(world.Update(CreateReplicas({"ap-south-1"})), "");
}

TEST(ReplicaUpdatesTest, AReplicaIsGivenUpAlsoWhileItIsBeingCreated) {
  TableWorld world;
  EXPECT_EQ(world.Update(CreateReplicas({"eu-west-1"})), "");

  EXPECT_EQ(world.Update(DeleteReplicas({"eu-west-1"})), "");
  EXPECT_EQ(world.Music().replicas.at("eu-west-1").status, ReplicaStatus::kDeleting);
  EXPECT_EQ(world.Update(DeleteReplicas({"eu-west-1"})),
            "Attempt to change a resource which is still in use: Replica is being deleted: "
            "eu-west-1");
  world.ReplicaIs("eu-west-1", ReplicaStatus::kDeleted);
  EXPECT_FALSE(world.Music().global());
  EXPECT_EQ(world.Update(CreateReplicas({"eu-west-1"})), "");
}

TEST(ReplicaUpdatesTest, OnlyReplicasCanBeDeleted) {
  EXPECT_EQ(TableWorld().Update(DeleteReplicas({"eu-west-1"})),
            "Update global table operation failed because one or more replicas were not part of "
            "the global table. Please retry the request without these replicas: [eu-west-1].");
}

TEST(ReplicaUpdatesTest, TheSourceOfANewReplicaStays) {
  TableWorld world;
  EXPECT_EQ(world.Update(CreateReplicas({"eu-west-1"})), "");
  world.ReplicaIs("eu-west-1", ReplicaStatus::kActive);
  world.Receive(
      {world.Music().id, Replica{ReplicaStatus::kCreating, "eu-west-1", ""}, "ap-south-1"});

  EXPECT_EQ(world.Update(DeleteReplicas({"eu-west-1"})),
            "Create/Update/Delete of replica is not allowed while the replica is being added to "
            "table with name: ‘Music’ in region: ‘ap-south-1’.");
}

TEST(ReplicaUpdatesTest, ShapesAreJudged) {
  TableWorld world;
  UpdateTableRequest mixed = CreateReplicas({"eu-west-1"});
  mixed.replica_updates->push_back(DeleteReplicas({"ap-south-1"}).replica_updates->front());
  UpdateTableRequest nameless = CreateReplicas({"eu-west-1"});
  nameless.replica_updates->front().region_name.reset();
  UpdateTableRequest strong = CreateReplicas({"eu-west-1"});
  strong.multi_region_consistency = "STRONG";
  UpdateTableRequest overriding = CreateReplicas({"eu-west-1"});
  overriding.replica_updates->front().unsupported = {"KMSMasterKeyId"};
  UpdateTableRequest another_class = CreateReplicas({"eu-west-1"});
  another_class.replica_updates->front().table_class_override = "STANDARD_INFREQUENT_ACCESS";
  UpdateTableRequest no_class = CreateReplicas({"eu-west-1"});
  no_class.replica_updates->front().table_class_override = "COLD";

  EXPECT_EQ(world.Update(CreateReplicas({})),
            "There are no actions specified in the Replica Update Action of the request.");
  EXPECT_EQ(world.Update(mixed),
            "Update table operation with more than one type of replica actions not allowed.");
  EXPECT_EQ(world.Update(CreateReplicas({"eu-west-1", "eu-west-1"})),
            "Update table operation with more than one replica action for a region not allowed: "
            "eu-west-1");
  EXPECT_EQ(world.Update(nameless),
            "1 validation error detected: Value null at "
            "'replicaUpdates.1.member.create.regionName' failed to satisfy constraint: Member must "
            "not be null");
  EXPECT_EQ(CheckUpdateTable(strong).error().code, Errc::kUnsupported);
  EXPECT_EQ(CheckUpdateTable(overriding).error().code, Errc::kUnsupported);
  EXPECT_EQ(world.Update(another_class), "TableClassOverride is not supported by Meridian yet");
  EXPECT_EQ(world.Update(no_class),
            "Invalid table-class parameter provided. Please try again with a valid table-class "
            "value: [STANDARD, STANDARD_INFREQUENT_ACCESS].");
  EXPECT_EQ(CheckUpdateTable(Replicate(ReplicaUpdate::Action::kUpdate, {"eu-west-1"})).error().code,
            Errc::kUnsupported);
}

}  // namespace
}  // namespace meridian
