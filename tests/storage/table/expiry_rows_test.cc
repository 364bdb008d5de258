#include "storage/table/expiry_rows.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/storage/table/expiring_region.h"

namespace meridian {
namespace {

std::optional<uint64_t> SecondsOf(AttributeValue value) {
  Item item;
  item.Set("pk", AttributeValue::S("k"));
  item.Set("expires", std::move(value));
  ItemState state;
  state.kind = StateKind::kPut;
  state.value = Payload::Of(item);
  return ExpirySeconds(state, "expires");
}

AttributeValue NumberOf(std::string_view text) { return AttributeValue::N(*Number::Parse(text)); }

TEST(ExpiryRowsTest, ATimeIsAWholeNumberOfSeconds) {
  EXPECT_EQ(SecondsOf(NumberOf("1700000000")), 1'700'000'000u);
  EXPECT_EQ(SecondsOf(NumberOf("1700000000.9")), 1'700'000'000u);
  EXPECT_EQ(SecondsOf(NumberOf("1.7E9")), 1'700'000'000u);
  EXPECT_EQ(SecondsOf(NumberOf("0")), 0u);
}

TEST(ExpiryRowsTest, WhatIsNoTimeIsIgnored) {
  EXPECT_EQ(SecondsOf(AttributeValue::S("1700000000")), std::nullopt);
  EXPECT_EQ(SecondsOf(NumberOf("-1")), std::nullopt);
  EXPECT_EQ(SecondsOf(NumberOf("1E40")), std::nullopt);
  EXPECT_EQ(SecondsOf(AttributeValue()), std::nullopt);
  EXPECT_EQ(ExpirySeconds(ItemState{}, "expires"), std::nullopt);
}

TEST(ExpiryRowsTest, ARowIsTakenApartAsItWasPutTogether) {
  const std::string row = ExpiryRow(Partition{3}, 1'700'000'000, 7, Slot{9}, "key");
  const auto parts = SplitExpiryRow(row);

  ASSERT_TRUE(parts.has_value());
  EXPECT_EQ(parts->seconds, 1'700'000'000u);
  EXPECT_EQ(parts->item.table, 7u);
  EXPECT_EQ(parts->item.slot, Slot{9});
  EXPECT_EQ(parts->item.key, "key");
  EXPECT_EQ(SplitExpiryRow(row.substr(0, 12)), std::nullopt);
}

// Writes of every kind keep the rows what the items imply.
TEST(ExpiryRowsTest, RowsFollowTheItemsThroughEveryWrite) {
  ExpiringRegion region("us-east-1");
  const TablePtr regional = region.MakeTable("regional");
  const TablePtr global = region.MakeTable("global", {"eu-west-1"});
  for (const TablePtr& table : {regional, global}) region.SetTimeToLive(table, true, "expires");
  std::mt19937 dice(7);
  for (int i = 0; i < 400; ++i) {
    const TablePtr& table = dice() % 2 == 0 ? regional : global;
    const std::string key = "k" + std::to_string(dice() % 20);
    switch (dice() % 4) {
      case 0: ASSERT_TRUE(region.Delete(table, key)); break;
      case 1: ASSERT_TRUE(region.PutItem(table, key, AttributeValue::S("never"))); break;
      default: ASSERT_TRUE(region.PutExpiring(table, key, 1'600'000'000 + dice() % 5)); break;
    }
    if (i % 100 == 50) region.Crash();
  }

  std::set<std::string> implied = region.ImpliedRows(regional, "expires");
  implied.merge(region.ImpliedRows(global, "expires"));
  EXPECT_FALSE(implied.empty());
  EXPECT_EQ(region.ExpiryRows(), implied);
}

TEST(ExpiryRowsTest, AReplicatedChangeMovesTheRowToo) {
  ExpiringRegion region("us-east-1");
  ExpiringRegion other("eu-west-1");
  const TablePtr table = region.MakeTable("t", {"eu-west-1"});
  region.SetTimeToLive(table, true, "expires");
  ASSERT_TRUE(region.PutExpiring(table, "k", 1'800'000'000));
  const auto before = region.ExpiryRows();
  IncomingChange change{
      .table = table, .key = RegionInMemory::KeyOf("k"), .state = {}, .conflict = {}};
  const TablePtr elsewhere = other.MakeTable("t");
  ASSERT_TRUE(other.PutExpiring(elsewhere, "k", 1'900'000'000));
  change.state = (*other.items->GetState(*elsewhere, change.key))->state;
  change.state.version.time = HybridTime{change.state.version.time.bits + (1 << 20)};
  const Partition partition = region.region->map().OfSlot(change.key.slot);
  region.replica->Apply(
      partition, {change},
      [](const ItemState*, const ItemState& incoming) {
        return MergeOutcome{incoming, {}};
      },
      {}, [](Status status) { EXPECT_TRUE(status); });
  region.Run();

  EXPECT_EQ(region.ExpiryRows(), region.ImpliedRows(table, "expires"));
  EXPECT_NE(region.ExpiryRows(), before);
}

}  // namespace
}  // namespace meridian
