#include "regions/tables/delete_table.h"

#include <gtest/gtest.h>

#include "tests/regions/tables/table_requests.h"

namespace meridian {
namespace {

std::string Delete(TableWorld& world, const std::string& name = "Music") {
  return world.Apply([&](const CatalogView& view) { return DecideDeleteTable(name, view); });
}

TEST(DeleteTableTest, OnlyThisRegionsReplicaGoes) {
  TableWorld world;
  EXPECT_EQ(world.Update(CreateReplicas({"eu-west-1"})), "");
  world.ReplicaIs("eu-west-1", ReplicaStatus::kActive);

  EXPECT_EQ(Delete(world), "");

  EXPECT_EQ(world.Music().self().status, ReplicaStatus::kDeleting);
  EXPECT_EQ(world.Music().replicas.at("eu-west-1").status, ReplicaStatus::kActive);
}

TEST(DeleteTableTest, ATableThatIsNotReadyIsInUse) {
  TableWorld world;
  world.ReplicaIs("us-east-1", ReplicaStatus::kCreating);
  EXPECT_EQ(Delete(world),
            "Attempt to change a resource which is still in use: Table is being created: Music");
  world.ReplicaIs("us-east-1", ReplicaStatus::kActive);
  EXPECT_EQ(Delete(world), "");
  EXPECT_EQ(Delete(world),
            "Attempt to change a resource which is still in use: Table is being deleted: Music");
  EXPECT_EQ(Delete(world, "Nothing"), "Requested resource not found: Table: Nothing not found");
}

TEST(DeleteTableTest, AReplicaThatCouldNotBeFilledCanBeDeleted) {
  TableWorld world;
  world.ReplicaIs("us-east-1", ReplicaStatus::kCreationFailed);

  EXPECT_EQ(Delete(world), "");
}

TEST(DeleteTableTest, ProtectionProtects) {
  TableWorld world;
  UpdateTableRequest protect;
  protect.deletion_protection_enabled = true;
  EXPECT_EQ(world.Update(protect), "");

  EXPECT_EQ(Delete(world),
            "Resource cannot be deleted as it is currently protected against deletion. Disable "
            "deletion protection first.");
}

TEST(DeleteTableTest, TheSourceOfANewReplicaStays) {
  TableWorld world;
  EXPECT_EQ(world.Update(CreateReplicas({"eu-west-1"})), "");

  EXPECT_EQ(Delete(world),
            "Create/Update/Delete of replica is not allowed while the replica is being added to "
            "table with name: ‘Music’ in region: ‘eu-west-1’.");
}

}  // namespace
}  // namespace meridian
