#include "regions/tables/index_updates.h"

#include <gtest/gtest.h>

#include "regions/tables/delete_table.h"
#include "regions/tables/table_status.h"
#include "tests/regions/tables/table_requests.h"

namespace meridian {
namespace {

constexpr char kInvalid[] = "One or more parameter values were invalid: ";
constexpr char kOneAtATime[] =
    "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per "
    "table";

class IndexUpdatesTest : public ::testing::Test {
 protected:
  // A provisioned table with an index of 5 and 6 units.
  void MakeProvisioned() {
    CreateTableRequest request = MusicRequest();
    request.table_name = "Provisioned";
    request.billing_mode = "PROVISIONED";
    request.provisioned_throughput = ProvisionedThroughput{1, 1};
    IndexDefinition index = DefineIndex("bySong", Keys({{"song", "HASH"}}));
    index.provisioned_throughput = ProvisionedThroughput{5, 6};
    request.global_secondary_indexes = {std::move(index)};
    world.Create(request);
  }
  void Add(const char* name) { ASSERT_EQ(world.Update(AddIndex(name, {{"year", "HASH"}})), ""); }
  void Settle(const std::string& index) {
    world.catalog.SetIndexStatus("Music", index, IndexStatus::kActive);
  }

  static UpdateTableRequest Change(const char* name, int64_t read, int64_t write) {
    UpdateTableRequest request;
    IndexUpdate update;
    update.update = IndexUpdate::Change{name, ProvisionedThroughput{read, write}, {}};
    request.global_secondary_index_updates = {std::move(update)};
    return request;
  }

  TableWorld world;
};

TEST_F(IndexUpdatesTest, AnIndexIsAddedWithTheIdDrawnForIt) {
  world.context.new_index_id.bytes[3] = 7;

  Add("byYear");

  const Index* index = world.Music().FindIndex("byYear");
  ASSERT_NE(index, nullptr);
  EXPECT_EQ(index->settings.id, world.context.new_index_id);
  EXPECT_EQ(index->schema().hash, (std::vector<KeyAttribute>{{"year", AttributeType::kNumber}}));
  EXPECT_EQ(StatusOf(world.Music()), TableStatus::kUpdating);
}

TEST_F(IndexUpdatesTest, OneIndexIsBuiltAtATime) {
  Add("byYear");

  EXPECT_EQ(world.Update(AddIndex("again", {{"year", "HASH"}})), kOneAtATime);
  Settle("byYear");
  EXPECT_EQ(world.Update(AddIndex("again", {{"year", "HASH"}})), "");
  EXPECT_EQ(world.Update(RemoveIndex("byYear")), kOneAtATime);
}

TEST_F(IndexUpdatesTest, AnIndexThatIsBeingFilledCanBeRemovedOnce) {
  Add("byYear");

  EXPECT_EQ(world.Update(RemoveIndex("byYear")), "");
  EXPECT_EQ(world.Update(RemoveIndex("byYear")),
            "Attempt to change a resource which is still in use: Index is being deleted. Table: "
            "Music Index: byYear");
}

TEST_F(IndexUpdatesTest, WhatIsAskedForMustBeThereOrNot) {
  Add("byYear");
  Settle("byYear");

  EXPECT_EQ(world.Update(AddIndex("byYear", {{"year", "HASH"}})),
            "Attempting to create an index which already exists");
  EXPECT_EQ(world.Update(RemoveIndex("other")), "Requested resource not found");
  EXPECT_EQ(world.Update(AddIndex("more", {{"label", "HASH"}})),
            std::string(kInvalid) +
                "Some index key attributes are not defined in AttributeDefinitions. Keys: [label], "
                "AttributeDefinitions: [artist, year, song]");
}

TEST_F(IndexUpdatesTest, DefinitionsAddUpAndMayNotContradict) {
  UpdateTableRequest by_song = AddIndex("bySong", {{"song", "HASH"}, {"year", "RANGE"}});
  EXPECT_EQ(world.Update(by_song), "");
  Settle("bySong");

  UpdateTableRequest other_type = AddIndex("byYear", {{"year", "HASH"}});
  other_type.attribute_definitions = Definitions({{"year", "S"}});
  EXPECT_EQ(world.Update(other_type),
            "invalid attribute, SchemaElement redefined should be of same type as previously "
            "defined");
}

TEST_F(IndexUpdatesTest, ALocalIndexStays) {
  IndexSettings local;
  local.name = "local";
  local.schema.kind = IndexKind::kLocal;
  world.catalog.SetIndex("Music", local);

  EXPECT_EQ(world.Update(RemoveIndex("local")),
            "Cannot delete an index that is not a GlobalSecondaryIndex: local");
}

TEST_F(IndexUpdatesTest, TwoAtOnceAreRefused) {
  UpdateTableRequest two = AddIndex("byYear", {{"year", "HASH"}});
  two.global_secondary_index_updates->push_back(
      RemoveIndex("other").global_secondary_index_updates->front());
  UpdateTableRequest same = AddIndex("byYear", {{"year", "HASH"}});
  same.global_secondary_index_updates->push_back(
      RemoveIndex("byYear").global_secondary_index_updates->front());

  EXPECT_EQ(world.Update(two), kOneAtATime);
  EXPECT_EQ(world.Update(same),
            std::string(kInvalid) +
                "Only one global secondary index update per index is allowed simultaneously. "
                "Index: byYear");
}

TEST_F(IndexUpdatesTest, ThroughputFollowsTheBillingMode) {
  MakeProvisioned();
  EXPECT_EQ(world.Update(Change("bySong", 7, 8), "Provisioned"), "");
  const auto units = [&] {
    return world.catalog.Find("Provisioned")->FindIndex("bySong")->settings.read_capacity_units;
  };
  EXPECT_EQ(units(), 7);
  EXPECT_NE(world.Update(Change("bySong", 7, 8), "Provisioned").find("will not change"),
            std::string::npos);

  UpdateTableRequest on_demand;
  on_demand.billing_mode = "PAY_PER_REQUEST";
  EXPECT_EQ(world.Update(on_demand, "Provisioned"), "");
  EXPECT_EQ(units(), 0);
  EXPECT_EQ(world.Update(Change("bySong", 7, 8), "Provisioned"),
            std::string(kInvalid) +
                "The only Updates for index: bySong when TableThroughputMode is PAY_PER_REQUEST "
                "can be to OnDemandThroughput, WarmThroughput");

  UpdateTableRequest provisioned;
  provisioned.billing_mode = "PROVISIONED";
  provisioned.provisioned_throughput = ProvisionedThroughput{1, 1};
  EXPECT_EQ(world.Update(provisioned, "Provisioned"),
            std::string(kInvalid) + "ProvisionedThroughput must be specified for index: bySong");
  provisioned.global_secondary_index_updates =
      Change("bySong", 2, 3).global_secondary_index_updates;
  EXPECT_EQ(world.Update(provisioned, "Provisioned"), "");
  EXPECT_EQ(units(), 2);
}

TEST_F(IndexUpdatesTest, ANewIndexHasAThroughputIffTheTableHas) {
  UpdateTableRequest with = AddIndex("byYear", {{"year", "HASH"}});
  with.global_secondary_index_updates->front().create->provisioned_throughput =
      ProvisionedThroughput{1, 1};

  EXPECT_EQ(world.Update(with),
            std::string(kInvalid) +
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: "
                "byYear when BillingMode is PAY_PER_REQUEST");
  MakeProvisioned();
  EXPECT_EQ(world.Update(AddIndex("byYear", {{"year", "HASH"}}), "Provisioned"),
            std::string(kInvalid) + "ProvisionedThroughput must be specified for index: byYear");
}

TEST_F(IndexUpdatesTest, ATableStaysWhileAnIndexIsBuilt) {
  Add("byYear");

  UpdateTableRequest billing;
  billing.billing_mode = "PROVISIONED";
  billing.provisioned_throughput = ProvisionedThroughput{1, 1};
  EXPECT_EQ(world.Update(billing),
            "Attempt to change a resource which is still in use: Can't change table IOPS when an "
            "index is being created. Table: Music Indexes: [byYear]");
  EXPECT_EQ(Refusal(DecideDeleteTable("Music", *world.catalog.View())),
            "Attempt to change a resource which is still in use: Cannot delete table while indexes "
            "are being created, updated, or deleted.");
}

}  // namespace
}  // namespace meridian
