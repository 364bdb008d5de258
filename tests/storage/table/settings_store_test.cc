#include "storage/table/settings_store.h"

#include <gtest/gtest.h>

#include "tests/support/region_in_memory.h"

namespace meridian {
namespace {

Status Write(RegionInMemory& region, std::vector<SettingWrite> writes) {
  Status outcome;
  region.settings->Update(
      [writes](const CatalogView&, const SettingsView&) -> Result<CatalogWrites> {
        return CatalogWrites{.registers = {}, .settings = writes};
      },
      [&](Status status) { outcome = std::move(status); });
  region.Run();
  return outcome;
}

void Exchange(RegionInMemory& from, RegionInMemory& to) {
  to.replica->ApplyRegisters(from.replica->AllRegisters(), {}, [](Status) {});
  to.Run();
}

TEST(SettingsStoreTest, WhatWasWrittenStandsAlsoAfterACrash) {
  RegionInMemory region("us-east-1");
  const TablePtr table = region.MakeTable("t");
  EXPECT_EQ(region.settings->View()->Of(table->id).time_to_live, TimeToLive{});

  ASSERT_TRUE(Write(region, {{table->id, TimeToLive{true, "expires", 5}, ""}}));
  EXPECT_TRUE(region.settings->View()->Of(table->id).time_to_live.enabled);
  region.Crash();

  EXPECT_EQ(region.settings->View()->Of(table->id).time_to_live, (TimeToLive{true, "expires", 5}));
}

TEST(SettingsStoreTest, ADecidersErrorWritesNothing) {
  RegionInMemory region("us-east-1");
  Status outcome;
  region.settings->Update(
      [](const CatalogView&, const SettingsView&) -> Result<CatalogWrites> {
        return Error{Errc::kInUse, "no"};
      },
      [&](Status status) { outcome = std::move(status); });
  region.Run();

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, Errc::kInUse);
}

TEST(SettingsStoreTest, ATableAndItsSettingsAreOneCommit) {
  RegionInMemory region("us-east-1");
  TableId id;
  id.bytes[0] = 1;
  region.settings->Update(
      [&](const CatalogView&, const SettingsView&) -> Result<CatalogWrites> {
        CatalogWrites writes;
        writes.registers = {
            {id, TableDefinition{"t", {{"pk", AttributeType::kString}, std::nullopt}, 1}, ""},
            {id, Replica{ReplicaStatus::kActive, "", ""}, region.name}};
        writes.settings = {{id, WarmThroughput{12'500, 4'500}, ""}};
        return writes;
      },
      [](Status status) { EXPECT_TRUE(status); });
  region.Run();

  ASSERT_NE(region.catalog->Find("t"), nullptr);
  EXPECT_EQ(region.settings->View()->Of(id).warm_throughput, (WarmThroughput{12'500, 4'500}));
}

TEST(SettingsStoreTest, SharedSettingsFollowInTheOtherRegionAndItsOwnDoNot) {
  RegionInMemory a("a");
  RegionInMemory b("b");
  const TablePtr table = a.MakeTable("t", {"b"});
  OwnSettings own;
  own.policies[""] = {"{}", "1"};
  ASSERT_TRUE(Write(a, {{table->id, TimeToLive{true, "expires", 5}, ""},
                        {table->id, ReplicaOverrides{TableClass::kInfrequentAccess, {}, {}}, "b"},
                        {table->id, own, "a"}}));
  Exchange(a, b);

  const auto in_a = a.settings->View();
  const auto in_b = b.settings->View();
  EXPECT_EQ(in_b->Of(table->id).time_to_live, (TimeToLive{true, "expires", 5}));
  EXPECT_EQ(in_b->Of(table->id).overrides, in_a->Of(table->id).overrides);
  EXPECT_EQ(in_a->Of(table->id).own, own);
  EXPECT_EQ(in_b->Of(table->id).own, OwnSettings{});
}

TEST(SettingsStoreTest, OfTwoRegionsChangesAtOnceTheLaterStandsInBoth) {
  RegionInMemory a("a");
  RegionInMemory b("b");
  const TablePtr table = a.MakeTable("t", {"b"});
  Exchange(a, b);
  b.clock.Advance(5);
  ASSERT_TRUE(Write(a, {{table->id, TimeToLive{true, "first", 5}, ""}}));
  ASSERT_TRUE(Write(b, {{table->id, TimeToLive{true, "second", 5}, ""}}));
  Exchange(a, b);
  Exchange(b, a);

  EXPECT_EQ(a.settings->View()->Of(table->id).time_to_live.attribute, "second");
  EXPECT_EQ(b.settings->View()->Of(table->id).time_to_live.attribute, "second");
}

}  // namespace
}  // namespace meridian
