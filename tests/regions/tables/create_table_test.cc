#include "regions/tables/create_table.h"

#include <gtest/gtest.h>

#include "tests/regions/tables/table_requests.h"

namespace meridian {
namespace {

constexpr char kInvalid[] = "One or more parameter values were invalid: ";

TEST(CreateTableTest, ATableHasWhatItsRequestAskedFor) {
  CreateTableRequest request = MusicRequest();
  request.table_name = "Other";
  request.billing_mode.reset();
  request.provisioned_throughput = ProvisionedThroughput{5, 7};
  request.stream_specification = StreamSpecification{true, "NEW_IMAGE"};
  request.deletion_protection_enabled = true;
  request.tags = {{"team", "a"}, {"meridian:durability", "log"}};
  TableWorld world;
  world.Create(request);

  const TablePtr table = world.catalog.Find("Other");

  ASSERT_TRUE(table);
  EXPECT_EQ(table->created_at_millis, kNoon);
  EXPECT_EQ(table->billing, (BillingSettings{BillingMode::kProvisioned, 5, 7, 0}));
  EXPECT_EQ(table->stream,
            (StreamSettings{true, StreamViewType::kNewImage, "2023-11-14T22:13:20.123"}));
  EXPECT_TRUE(table->local.deletion_protection);
  EXPECT_EQ(table->local.tags.at("team"), "a");
  EXPECT_EQ(table->durability, Durability::kLog);
  EXPECT_EQ(table->self().status, ReplicaStatus::kActive);
  EXPECT_FALSE(table->global());
}

TEST(CreateTableTest, OnDemandSinceWhen) {
  EXPECT_EQ(TableWorld().Music().billing,
            (BillingSettings{BillingMode::kPayPerRequest, 0, 0, kNoon}));
}

TEST(CreateTableTest, ANameIsTakenOnlyInThisRegion) {
  TableWorld world;
  const auto table = CheckCreateTable(MusicRequest());
  const auto create = [&](const std::string& region) {
    FakeCatalog elsewhere(region);
    const auto view = region == "us-east-1" ? world.catalog.View() : elsewhere.View();
    return DecideCreateTable(*table, TableBirth{{}, region, kNoon}, *view);
  };

  EXPECT_EQ(create("us-east-1").error().code, Errc::kInUse);
  EXPECT_EQ(create("us-east-1").error().message, "Table already exists: Music");
  EXPECT_TRUE(create("eu-west-1"));
}

TEST(CreateTableTest, ANameIsTakenUntilItsTableIsGone) {
  TableWorld world;
  const auto table = CheckCreateTable(MusicRequest());
  const auto create = [&] {
    return DecideCreateTable(*table, TableBirth{{}, "us-east-1", kNoon}, *world.catalog.View());
  };
  const TableId id = world.Music().id;

  world.ReplicaIs("us-east-1", ReplicaStatus::kDeleting);
  EXPECT_EQ(Refusal(create()),
            "Attempt to change a resource which is still in use: Table is being deleted: Music");
  world.Receive({id, Replica{ReplicaStatus::kDeleted, "", ""}, "us-east-1"});
  EXPECT_TRUE(create());
}

TEST(CreateTableTest, BillingModeAndThroughputMustFit) {
  CreateTableRequest both = MusicRequest();
  both.provisioned_throughput = ProvisionedThroughput{1, 1};
  CreateTableRequest none = MusicRequest();
  none.billing_mode.reset();
  CreateTableRequest unknown = MusicRequest();
  unknown.billing_mode = "FREE";

  EXPECT_EQ(Refusal(CheckCreateTable(both)),
            std::string(kInvalid) +
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when "
                "BillingMode is PAY_PER_REQUEST");
  EXPECT_EQ(Refusal(CheckCreateTable(none)),
            std::string(kInvalid) +
                "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode "
                "is PROVISIONED");
  EXPECT_NE(Refusal(CheckCreateTable(unknown)).find("[PROVISIONED, PAY_PER_REQUEST]"),
            std::string::npos);
}

TEST(CreateTableTest, AStreamNeedsAViewTypeAndOnlyThen) {
  CreateTableRequest without = MusicRequest();
  without.stream_specification = StreamSpecification{true, std::nullopt};
  CreateTableRequest off = MusicRequest();
  off.stream_specification = StreamSpecification{false, "KEYS_ONLY"};

  EXPECT_EQ(Refusal(CheckCreateTable(without)),
            std::string(kInvalid) +
                "Table is being created with a stream enabled, UpdateViewType is required");
  EXPECT_EQ(
      Refusal(CheckCreateTable(off)),
      std::string(kInvalid) +
          "Table is being created with a stream disabled, UpdateViewType should not be specified");
}

TEST(CreateTableTest, WhatIsNotThereYetIsSaidSo) {
  CreateTableRequest request = MusicRequest();
  request.unsupported = {"WarmThroughput"};

  EXPECT_EQ(CheckCreateTable(request).error().code, Errc::kUnsupported);
  EXPECT_EQ(Refusal(CheckCreateTable(CreateTableRequest{})),
            "The parameter 'TableName' is required but was not present in the request");
}

}  // namespace
}  // namespace meridian
