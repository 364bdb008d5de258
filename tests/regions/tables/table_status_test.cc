#include "regions/tables/table_status.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

TableStatus StatusWith(ReplicaStatus own, std::optional<ReplicaStatus> other = std::nullopt) {
  Table table;
  table.region = "us-east-1";
  table.replicas["us-east-1"].status = own;
  if (other) table.replicas["eu-west-1"].status = *other;
  return StatusOf(table);
}

TEST(TableStatusTest, ARegionSpeaksForItsOwnReplicaFirst) {
  EXPECT_EQ(StatusWith(ReplicaStatus::kActive), TableStatus::kActive);
  EXPECT_EQ(StatusWith(ReplicaStatus::kCreating), TableStatus::kCreating);
  EXPECT_EQ(StatusWith(ReplicaStatus::kDeleting), TableStatus::kDeleting);
  EXPECT_EQ(StatusWith(ReplicaStatus::kDeleting, ReplicaStatus::kCreating), TableStatus::kDeleting);
}

TEST(TableStatusTest, AnotherRegionsChangeIsAnUpdate) {
  EXPECT_EQ(StatusWith(ReplicaStatus::kActive, ReplicaStatus::kActive), TableStatus::kActive);
  EXPECT_EQ(StatusWith(ReplicaStatus::kActive, ReplicaStatus::kCreating), TableStatus::kUpdating);
  EXPECT_EQ(StatusWith(ReplicaStatus::kActive, ReplicaStatus::kDeleting), TableStatus::kUpdating);
  EXPECT_EQ(StatusWith(ReplicaStatus::kActive, ReplicaStatus::kCreationFailed),
            TableStatus::kActive);
}

TEST(TableStatusTest, NamesAreDynamoDbs) {
  EXPECT_EQ(TableStatusName(TableStatus::kUpdating), "UPDATING");
  EXPECT_EQ(ReplicaStatusName(ReplicaStatus::kCreationFailed), "CREATION_FAILED");
  EXPECT_EQ(TableNotFound("X").message, "Requested resource not found: Table: X not found");
}

}  // namespace
}  // namespace meridian
