#include "storage/table/catalog_store.h"

#include <gtest/gtest.h>

#include "tests/support/region_in_memory.h"

namespace meridian {
namespace {

Status ApplyRegisters(RegionInMemory& region, std::vector<Register> registers) {
  Status answer;
  region.replica->ApplyRegisters(std::move(registers), {.source = "x", .position = std::nullopt},
                                 [&](Status status) { answer = std::move(status); });
  region.Run();
  return answer;
}

TEST(CatalogStoreTest, TablesSurviveACrashWithTheirNumbers) {
  RegionInMemory region("us-east-1");
  const TablePtr made = region.MakeTable("t");
  const TablePtr other = region.MakeTable("u");

  region.Crash();

  const TablePtr found = region.catalog->Find("t");
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->id, made->id);
  EXPECT_EQ(found->number, made->number);
  EXPECT_NE(made->number, other->number);
  EXPECT_EQ(found->schema, made->schema);
}

TEST(CatalogStoreTest, ADecidersErrorReachesTheCaller) {
  RegionInMemory region("us-east-1");
  Status answer;
  region.catalog->Update(
      [](const CatalogView&) -> Result<std::vector<RegisterWrite>> {
        return Error{Errc::kInUse, "Table already exists: t"};
      },
      [&](Status status) { answer = std::move(status); });
  region.Run();

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::kInUse);
}

TEST(CatalogStoreTest, TwoUpdatesOfOneBatchSeeEachOther) {
  RegionInMemory region("us-east-1");
  const TablePtr table = region.MakeTable("t");
  std::vector<bool> seen;
  for (int i = 0; i < 2; ++i) {
    region.catalog->Update(
        [&](const CatalogView& view) -> Result<std::vector<RegisterWrite>> {
          seen.push_back(view.Find("t")->stream.enabled);
          return std::vector<RegisterWrite>{
              {table->id, StreamSettings{.enabled = true, .view_type = {}, .label = "l"}, ""}};
        },
        [](Status) {});
  }
  region.Run();

  EXPECT_EQ(seen, (std::vector<bool>{false, true}));
}

TEST(CatalogStoreTest, TwoRegionsThatExchangeRegistersInAnyOrderAgree) {
  RegionInMemory a("a");
  RegionInMemory b("b");
  const TablePtr table = a.MakeTable("t", {"b"});
  ASSERT_TRUE(ApplyRegisters(b, a.replica->AllRegisters()));
  const auto change = [&](RegionInMemory& region, RegisterValue value) {
    region.catalog->Update(
        [&](const CatalogView&) -> Result<std::vector<RegisterWrite>> {
          return std::vector<RegisterWrite>{{table->id, value, ""}};
        },
        [](Status) {});
    region.Run();
  };
  change(a, BillingSettings{BillingMode::kPayPerRequest, 0, 0, 1});
  b.clock.Advance(5);
  change(b, BillingSettings{BillingMode::kProvisioned, 7, 7, 0});
  change(b, StreamSettings{true, StreamViewType::kKeysOnly, "l"});

  const auto of_a = a.replica->AllRegisters();
  const auto of_b = b.replica->AllRegisters();
  ASSERT_TRUE(ApplyRegisters(a, of_b));
  ASSERT_TRUE(ApplyRegisters(b, of_a));
  ASSERT_TRUE(ApplyRegisters(b, of_a));

  EXPECT_EQ(a.replica->AllRegisters(), b.replica->AllRegisters());
  EXPECT_EQ(a.catalog->Find("t")->billing.read_capacity_units, 7);
  EXPECT_TRUE(a.catalog->Find("t")->stream.enabled);
  EXPECT_EQ(b.catalog->Find("t")->id, table->id);
}

TEST(CatalogStoreTest, WhatAPredecessorOfThisRegionSaidOfItsReplicaIsToBeFilledAnew) {
  RegionInMemory other("eu-west-1");
  RegionInMemory first("us-east-1");
  const TablePtr table = first.MakeTable("t", {"eu-west-1"});
  ASSERT_TRUE(ApplyRegisters(other, first.replica->AllRegisters()));
  RegionInMemory rebuilt("us-east-1");  // Another data directory.
  rebuilt.region.reset();
  rebuilt.options.data_dir = "/rebuilt";
  rebuilt.random = TestRandom(99);
  rebuilt.Crash();

  ASSERT_TRUE(ApplyRegisters(rebuilt, other.replica->AllRegisters()));

  ASSERT_NE(rebuilt.catalog->Find("t"), nullptr);
  EXPECT_EQ(rebuilt.catalog->Find("t")->self().status, ReplicaStatus::kCreating);
  EXPECT_EQ(first.catalog->Find("t")->self().status, ReplicaStatus::kActive);
}

TEST(CatalogStoreTest, AReplicaThatComesBackGetsANewNumber) {
  RegionInMemory region("us-east-1");
  const TablePtr table = region.MakeTable("t", {"eu-west-1"});
  const auto set = [&](ReplicaStatus status) {
    region.catalog->Update(
        [&](const CatalogView&) -> Result<std::vector<RegisterWrite>> {
          return std::vector<RegisterWrite>{{table->id, Replica{status, "", ""}, "us-east-1"}};
        },
        [](Status) {});
    region.Run();
  };
  set(ReplicaStatus::kDeleted);
  EXPECT_EQ(region.catalog->Find("t"), nullptr);
  EXPECT_NE(region.catalog->View()->FindIn("eu-west-1", "t"), nullptr);

  set(ReplicaStatus::kCreating);

  ASSERT_NE(region.catalog->Find("t"), nullptr);
  EXPECT_GT(region.catalog->Find("t")->number, table->number);
}

TEST(CatalogStoreTest, ADirectoryOfAnotherRegionOrPartitionCountIsRefused) {
  RegionInMemory region("us-east-1");
  auto options = region.options;
  options.name = "eu-west-1";
  region.region.reset();

  const auto wrong_name = Region::Open(options, std::vector<Scheduler*>(2, &region.scheduler),
                                       region.clock, region.random);
  options.name = "us-east-1";
  options.partitions = 8;
  const auto wrong_partitions = Region::Open(options, std::vector<Scheduler*>(2, &region.scheduler),
                                             region.clock, region.random);

  ASSERT_FALSE(wrong_name);
  EXPECT_EQ(wrong_name.error().code, Errc::kValidation);
  EXPECT_FALSE(wrong_partitions);
}

}  // namespace
}  // namespace meridian
