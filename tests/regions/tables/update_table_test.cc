#include "regions/tables/update_table.h"

#include <gtest/gtest.h>

#include "tests/regions/tables/table_requests.h"

namespace meridian {
namespace {

constexpr char kInvalid[] = "One or more parameter values were invalid: ";

UpdateTableRequest Billing(std::optional<std::string> mode,
                           std::optional<ProvisionedThroughput> throughput = std::nullopt) {
  UpdateTableRequest request;
  request.billing_mode = std::move(mode);
  request.provisioned_throughput = throughput;
  return request;
}

TEST(UpdateTableTest, BillingGoesToAndFro) {
  TableWorld world;

  EXPECT_EQ(world.Update(Billing("PROVISIONED", ProvisionedThroughput{5, 6})), "");
  EXPECT_EQ(world.Music().billing, (BillingSettings{BillingMode::kProvisioned, 5, 6, kNoon}));
  EXPECT_EQ(world.Update(Billing(std::nullopt, ProvisionedThroughput{7, 6})), "");
  EXPECT_EQ(world.Music().billing.read_capacity_units, 7);
  world.context.now_millis = kNoon + 1;
  EXPECT_EQ(world.Update(Billing("PAY_PER_REQUEST")), "");
  EXPECT_EQ(world.Music().billing, (BillingSettings{BillingMode::kPayPerRequest, 0, 0, kNoon + 1}));
}

TEST(UpdateTableTest, BillingThatDoesNotFitIsRefused) {
  TableWorld world;
  const std::string neither = std::string(kInvalid) +
                              "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified "
                              "when BillingMode is PAY_PER_REQUEST";

  EXPECT_EQ(world.Update(Billing("PAY_PER_REQUEST", ProvisionedThroughput{1, 1})), neither);
  EXPECT_EQ(world.Update(Billing(std::nullopt, ProvisionedThroughput{1, 1})), neither);
  EXPECT_EQ(world.Update(Billing("PROVISIONED")),
            std::string(kInvalid) +
                "ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
  EXPECT_EQ(world.Update(Billing("PROVISIONED", ProvisionedThroughput{5, 6})), "");
  EXPECT_EQ(world.Update(Billing(std::nullopt, ProvisionedThroughput{5, 6})),
            "The provisioned throughput for the table will not change. The requested value equals "
            "the current value. Current ReadCapacityUnits provisioned for the table: 5. Requested "
            "ReadCapacityUnits: 5. Current WriteCapacityUnits provisioned for the table: 6. "
            "Requested WriteCapacityUnits: 6. Refer to the Amazon DynamoDB Developer Guide for "
            "current limits and how to request higher limits.");
}

TEST(UpdateTableTest, SettingsThatStandAreNotWrittenAgain) {
  TableWorld world;
  const auto writes =
      DecideUpdateTable(Billing("PAY_PER_REQUEST"), "Music", world.context, *world.catalog.View());

  ASSERT_TRUE(writes);
  EXPECT_TRUE(writes->empty());
}

TEST(UpdateTableTest, DeletionProtectionIsThisRegionsOwn) {
  TableWorld world;
  UpdateTableRequest request;
  request.deletion_protection_enabled = true;

  const auto writes = DecideUpdateTable(request, "Music", world.context, *world.catalog.View());

  ASSERT_EQ(writes->size(), 1u);
  EXPECT_EQ(writes->front().region, "us-east-1");
  EXPECT_TRUE(std::get<LocalSettings>(writes->front().value).deletion_protection);
}

TEST(UpdateTableTest, OneKindOfChangeAtATime) {
  UpdateTableRequest with_replica = CreateReplicas({"eu-west-1"});
  with_replica.billing_mode = "PAY_PER_REQUEST";
  UpdateTableRequest with_protection = Billing("PAY_PER_REQUEST");
  with_protection.deletion_protection_enabled = true;
  UpdateTableRequest with_stream = Billing("PAY_PER_REQUEST");
  with_stream.stream_specification = StreamSpecification{true, "KEYS_ONLY"};
  UpdateTableRequest with_sse = Billing("PAY_PER_REQUEST");
  with_sse.sse_specification = SseSpecification{};
  const std::pair<UpdateTableRequest, std::string> kCases[] = {
      {with_replica, "Replica modification must be the only operation in the request"},
      {with_protection,
       "DeletionProtection modification must be the only operation in the request"},
      {with_stream, "You cannot modify stream status while updating table IOPS"},
      {with_sse, "Server-Side Encryption modification must be the only operation in the request"},
  };
  for (const auto& [request, refusal] : kCases) {
    EXPECT_EQ(Refusal(CheckUpdateTable(request)), kInvalid + refusal);
  }
  EXPECT_EQ(Refusal(CheckUpdateTable(UpdateTableRequest{})),
            "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
            "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
}

TEST(UpdateTableTest, IndexUpdatesAreJudgedOneByOne) {
  UpdateTableRequest request;
  request.global_secondary_index_updates.emplace();
  EXPECT_EQ(Refusal(CheckUpdateTable(request)),
            std::string(kInvalid) + "List of GlobalSecondaryIndexUpdates is empty");
  request.global_secondary_index_updates->push_back(IndexUpdate{});
  EXPECT_EQ(Refusal(CheckUpdateTable(request)),
            std::string(kInvalid) +
                "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
                "GlobalSecondaryIndexUpdate.Delete must not be null");
  request.global_secondary_index_updates->front().erase = IndexUpdate::Change{"ab", {}, {}};
  EXPECT_NE(Refusal(CheckUpdateTable(request))
                .find("globalSecondaryIndexUpdates.1.member.delete.indexName"),
            std::string::npos);
  EXPECT_EQ(Refusal(CheckUpdateTable(RemoveIndex("byYear"))), "");
}

TEST(UpdateTableTest, ATableThatIsNotReadyIsInUse) {
  TableWorld world;
  EXPECT_EQ(world.Update(CreateReplicas({"eu-west-1"})), "");
  EXPECT_EQ(world.Update(Billing("PROVISIONED", ProvisionedThroughput{1, 1})),
            "Attempt to change a resource which is still in use: Table is being updated: Music");
  EXPECT_EQ(world.Update(CreateReplicas({"ap-south-1"})), "");

  world.ReplicaIs("us-east-1", ReplicaStatus::kDeleting);
  EXPECT_EQ(world.Update(CreateReplicas({"ap-south-1"})),
            "Attempt to change a resource which is still in use: Table is being deleted: Music");
  world.ReplicaIs("us-east-1", ReplicaStatus::kCreating);
  EXPECT_EQ(world.Update(CreateReplicas({"ap-south-1"})),
            "Attempt to change a resource which is still in use: Table is being created: Music");
  EXPECT_EQ(world.Update(Billing("PAY_PER_REQUEST"), "Nothing"),
            "Requested resource not found: Table: Nothing not found");
}

TEST(UpdateTableTest, AReplicaThatIsBeingDroppedHindersNothing) {
  TableWorld world;
  EXPECT_EQ(world.Update(CreateReplicas({"eu-west-1"})), "");
  world.ReplicaIs("eu-west-1", ReplicaStatus::kDeleting);

  EXPECT_EQ(world.Update(Billing("PROVISIONED", ProvisionedThroughput{1, 1})), "");
}

}  // namespace
}  // namespace meridian
