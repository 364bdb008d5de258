#include "storage/table/index_turns.h"

#include <gtest/gtest.h>

#include "tests/support/index_check.h"
#include "tests/support/indexed_table.h"

namespace meridian {
namespace {

using Names = std::vector<std::string>;
using Faults = std::vector<std::string>;

class IndexTurnsTest : public testing::Test {
 protected:
  IndexTurnsTest()
      : region_("us-east-1"),
        table_(MakeIndexedTable(region_, {GlobalByGroup("g", 1), LocalByNumber("l", 2)},
                                {"eu-west-1"})) {}

  void Put(const std::string& pk, const std::string& g, std::optional<int64_t> n,
           const std::string& v = "v") {
    BeginWrite(region_, table_, pk, IndexedItem(pk, g, n, v));
    region_.Run();
  }
  void Delete(const std::string& pk) {
    BeginWrite(region_, table_, pk, std::nullopt);
    region_.Run();
  }
  const Index& IndexOf(const std::string& name) { return *table_->FindIndex(name); }
  // The "pk" of what `index` shows for the group.
  Names Group(const std::string& g, bool forward = true, SortRange range = {},
              std::optional<std::string> after = std::nullopt) {
    ItemKey hash;
    AppendKeyPart(AttributeValue::S(g), &hash.hash);
    hash.slot = SlotOf(hash.hash);
    const auto cursor =
        region_.items->QueryIndex(*table_, IndexOf("g"), hash, range, forward, after);
    Names found;
    for (; cursor->Valid(); cursor->Next()) {
      const auto item = cursor->Read()->state.value->Decode();
      found.push_back(*item->Find("pk")->As<std::string>());
      last_ = std::string(cursor->key()).substr(hash.hash.size());
    }
    return found;
  }
  Faults Check() { return IndexFaults(*region_.region, *region_.items, *table_); }

  RegionInMemory region_;
  TablePtr table_;
  std::string last_;
};

TEST_F(IndexTurnsTest, EntriesFollowTheirItemsIntoWhateverShard) {
  for (int i = 0; i < 40; ++i) Put("k" + std::to_string(i), "g" + std::to_string(i), i);
  EXPECT_EQ(Check(), Faults());
  EXPECT_EQ(region_.region->TotalsOf(IndexOf("g").number).items, 40);

  for (int i = 0; i < 40; ++i) Put("k" + std::to_string(i), "g" + std::to_string(i + 1), i);
  EXPECT_EQ(Group("g40"), Names{"k39"});
  EXPECT_EQ(Group("g0"), Names());
  EXPECT_EQ(Check(), Faults());

  for (int i = 0; i < 40; ++i) Delete("k" + std::to_string(i));
  EXPECT_EQ(region_.region->TotalsOf(IndexOf("g").number).items, 0);
  EXPECT_EQ(region_.region->TotalsOf(IndexOf("l").number).bytes, 0);
  EXPECT_EQ(Check(), Faults());
}

TEST_F(IndexTurnsTest, EqualIndexKeysAreOrderedByTheItemsKeys) {
  for (const char* pk : {"c", "a", "b"}) Put(pk, "same", 7);
  Put("z", "same", 2);

  EXPECT_EQ(Group("same"), (Names{"z", "a", "b", "c"}));
  EXPECT_EQ(Group("same", false), (Names{"c", "b", "a", "z"}));
}

TEST_F(IndexTurnsTest, APageGoesOnBehindAPlaceInBothDirections) {
  for (int i = 0; i < 6; ++i) Put("k" + std::to_string(i), "same", i);
  ASSERT_EQ(Group("same", true, {}).size(), 6u);
  SortRange first_three;
  std::string bound;
  AppendKeyPart(AttributeValue::N(Number::FromInt64(3)), &bound);
  first_three.until = bound;
  ASSERT_EQ(Group("same", true, first_three), (Names{"k0", "k1", "k2"}));

  EXPECT_EQ(Group("same", true, {}, last_), (Names{"k3", "k4", "k5"}));
  Group("same", true, first_three);
  EXPECT_EQ(Group("same", false, {}, last_), (Names{"k1", "k0"}));
}

TEST_F(IndexTurnsTest, AnItemEntersAndLeavesAsItGainsAndLosesKeyAttributes) {
  Put("k", "", 1);
  EXPECT_EQ(region_.region->TotalsOf(IndexOf("g").number).items, 0);
  EXPECT_EQ(region_.region->TotalsOf(IndexOf("l").number).items, 1);
  Put("k", "g", 1);
  EXPECT_EQ(Group("g"), Names{"k"});
  Put("k", "g", std::nullopt);
  EXPECT_EQ(Group("g"), Names());
  EXPECT_EQ(region_.region->TotalsOf(IndexOf("l").number).items, 0);
  EXPECT_EQ(Check(), Faults());
}

TEST_F(IndexTurnsTest, AReplicatedChangeIsIndexedLikeAWrite) {
  Put("k", "here", 1);
  ItemState state;
  state.kind = StateKind::kPut;
  state.version.origin = {"eu-west-1", 7};
  state.version.time = state.version.clock = HybridTime::FromMillis(1'900'000'000'000);
  state.version.seen.Raise(state.version.origin, state.version.time, state.version.time);
  state.value = Payload::Of(IndexedItem("k", "there", 2, "v"));
  const ItemKey key = RegionInMemory::KeyOf("k");
  region_.replica->Apply(
      region_.region->map().OfSlot(key.slot), {{table_, key, state, std::nullopt}},
      [](const ItemState* current, const ItemState& incoming) {
        return MergeOutcome{incoming, {*current}};
      },
      {.source = "eu-west-1", .position = std::nullopt},
      [](Status status) { ASSERT_TRUE(status); });
  region_.Run();

  EXPECT_EQ(Group("here"), Names());
  EXPECT_EQ(Group("there"), Names{"k"});
  EXPECT_EQ(Check(), Faults());
}

TEST_F(IndexTurnsTest, AWriteThatTheIndexDoesNotShowLeavesNoChangeForOtherShards) {
  table_ = nullptr;
  RegionInMemory region("us-east-1");
  IndexSettings keys_only = GlobalByGroup("g", 1);
  keys_only.schema.projection = {ProjectionType::kKeysOnly, {}};
  const TablePtr table = MakeIndexedTable(region, {keys_only});
  const auto commits = [&] {
    uint64_t sum = 0;
    for (uint16_t p = 0; p < region.region->map().partitions; ++p) {
      const auto page = region.region->log(Partition{p}).Read(Partition{p}, Sink::kRegionLog, 0, 1);
      sum += page->scanned_to;
    }
    return sum;
  };
  for (int i = 0; i < 10; ++i) {
    const std::string pk = "k" + std::to_string(i);
    BeginWrite(region, table, pk, IndexedItem(pk, "g", i, "one"));
  }
  region.Run();
  const uint64_t before = commits();

  for (int i = 0; i < 10; ++i) {
    const std::string pk = "k" + std::to_string(i);
    BeginWrite(region, table, pk, IndexedItem(pk, "g", i, "two"));
  }
  region.Run();

  EXPECT_EQ(commits(), before + 10);
}

// --- Delivery to other shards.

TEST(IndexCourierTest, NothingIsLostOrLeftWhenTheProcessDiesBeforeAnyStep) {
  for (size_t steps = 0; steps < 400; ++steps) {
    RegionInMemory region("us-east-1");
    const TablePtr table = MakeIndexedTable(region, {GlobalByGroup("g", 1), LocalByNumber("l", 2)});
    region.life->EndAfter(steps);
    for (int i = 0; i < 24; ++i) {
      const std::string pk = "k" + std::to_string(i % 8);
      BeginWrite(region, table, pk, IndexedItem(pk, "g" + std::to_string(i % 5), i, "v"));
      region.Run();
    }
    const bool over = region.life->over();

    region.Kill();
    region.Run();

    ASSERT_EQ(IndexFaults(*region.region, *region.items, *region.catalog->Find("t")), Faults())
        << "after " << steps << " steps";
    if (!over) return;
  }
  FAIL() << "the work never ended";
}

TEST(IndexCourierTest, NothingIsLostOrLeftWhenTheDiskFailsAtAnyByte) {
  for (int64_t free = 0; free < 12'000; free += 97) {
    RegionInMemory region("us-east-1");
    const TablePtr table = MakeIndexedTable(region, {GlobalByGroup("g", 1), LocalByNumber("l", 2)});
    region.disk.SetFreeBytes(free);
    for (int i = 0; i < 24; ++i) {
      const std::string pk = "k" + std::to_string(i % 8);
      BeginWrite(region, table, pk, IndexedItem(pk, "g" + std::to_string(i % 5), i, "v"));
      region.Run();
    }
    region.disk.SetFreeBytes(-1);
    region.scheduler.Advance(std::chrono::seconds(2));

    ASSERT_EQ(IndexFaults(*region.region, *region.items, *region.catalog->Find("t")), Faults())
        << "with " << free << " bytes free";
  }
}

TEST(IndexCourierTest, OldEntriesThatComeAgainChangeNothing) {
  RegionInMemory region("us-east-1");
  // Its changes stay for the other region's sake.
  const TablePtr table = MakeIndexedTable(region, {GlobalByGroup("g", 1)}, {"eu-west-1"});
  for (int i = 0; i < 30; ++i) {
    const std::string pk = "k" + std::to_string(i % 3);
    BeginWrite(region, table, pk, IndexedItem(pk, "g" + std::to_string(i), i, "v"));
  }
  region.Run();
  size_t again = 0;
  for (uint16_t p = 0; p < 4; ++p) {
    const auto page =
        region.region->log(Partition{p}).Read(Partition{p}, Sink::kRemoteIndex, 0, 1 << 20);
    ASSERT_TRUE(page);
    std::vector<ChangePtr> half = page->changes;
    half.resize(half.size() / 2);
    again += half.size();
    for (uint16_t shard = 0; shard < 2; ++shard) {
      region.entries->Deliver(ShardIndex{shard}, Partition{p}, half,
                              [](Status status) { ASSERT_TRUE(status); });
    }
  }
  region.Run();

  EXPECT_GT(again, 0u);
  EXPECT_EQ(IndexFaults(*region.region, *region.items, *table), Faults());
}

// A page of large entries ends right behind the last of them, before the change of the item itself.
TEST_F(IndexTurnsTest, WhatIsDeliveredNoLongerHoldsTheChangeLogBack) {
  const PartitionMap& map = region_.region->map();
  const Partition home = map.OfSlot(RegionInMemory::KeyOf("k").slot);
  std::vector<std::string> elsewhere;
  for (int i = 0; elsewhere.size() < 2; ++i) {
    const std::string g = "g" + std::to_string(i);
    std::string hash;
    AppendKeyPart(AttributeValue::S(g), &hash);
    if (map.ShardOf(map.OfSlot(SlotOf(hash))) != map.ShardOf(home)) elsewhere.push_back(g);
  }
  const std::string large(300'000, 'v');
  for (const std::string& g : elsewhere) {
    BeginWrite(region_, table_, "k", IndexedItem("k", g, 1, large));
  }
  region_.Run();

  EXPECT_EQ(Group(elsewhere.back()), Names{"k"});
  EXPECT_FALSE(region_.region->log(home).Owes(home, Sink::kRemoteIndex));
}

}  // namespace
}  // namespace meridian
