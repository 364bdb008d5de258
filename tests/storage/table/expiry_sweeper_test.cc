#include "storage/table/expiry_sweeper.h"

#include <gtest/gtest.h>

#include "tests/storage/table/expiring_region.h"
#include "tests/support/indexed_table.h"

namespace meridian {
namespace {

constexpr std::chrono::milliseconds kInterval{1000};

class SweptRegion : public ExpiringRegion {
 public:
  explicit SweptRegion(const std::string& name = "us-east-1") : ExpiringRegion(name) {}

  TablePtr MakeExpiring(const std::string& table_name,
                        const std::vector<std::string>& others = {}) {
    const TablePtr table = MakeTable(table_name, others);
    SetTimeToLive(table, true, "expires");
    return table;
  }
  void Begin() {
    sweeper = std::make_unique<ExpirySweeper>(
        *region, *settings,
        ExpiryOptions{
            .interval = kInterval, .items_per_turn = 3, .pause = std::chrono::milliseconds(1)},
        [this](size_t items) { deleted += items; });
    sweeper->Start();
  }
  // A look, and all that comes of it.
  void Sweep() { scheduler.Advance(kInterval * 2); }
  void Reopen() {
    sweeper.reset();
    Crash();
    Begin();
  }

  std::unique_ptr<ExpirySweeper> sweeper;
  size_t deleted = 0;
};

TEST(ExpirySweeperTest, WhatIsDueIsDeletedAndNothingElse) {
  SweptRegion region;
  const TablePtr table = region.MakeExpiring("t");
  const TablePtr without = region.MakeTable("u");
  const int64_t now = region.NowSeconds();
  for (int i = 0; i < 10; ++i)
    ASSERT_TRUE(region.PutExpiring(table, "due" + std::to_string(i), now - i));
  ASSERT_TRUE(region.PutExpiring(table, "later", now + 2));
  ASSERT_TRUE(region.PutItem(table, "text", AttributeValue::S("1")));
  ASSERT_TRUE(region.PutExpiring(without, "due", now - 1));
  region.Begin();
  region.Sweep();

  for (int i = 0; i < 10; ++i) EXPECT_FALSE(region.Lives(table, "due" + std::to_string(i)));
  EXPECT_TRUE(region.Lives(table, "later"));
  EXPECT_TRUE(region.Lives(table, "text"));
  EXPECT_TRUE(region.Lives(without, "due"));
  EXPECT_EQ(region.deleted, 10u);

  region.clock.Advance(2'000);
  region.Sweep();

  EXPECT_FALSE(region.Lives(table, "later"));
  EXPECT_TRUE(region.ExpiryRows().empty());
}

TEST(ExpirySweeperTest, ATimeMoreThanFiveYearsPastIsNoTime) {
  SweptRegion region;
  const TablePtr table = region.MakeExpiring("t");
  constexpr int64_t kFiveYears = int64_t{5} * 365 * 24 * 3600;
  ASSERT_TRUE(region.PutExpiring(table, "ancient", region.NowSeconds() - kFiveYears - 60));
  ASSERT_TRUE(region.PutExpiring(table, "old", region.NowSeconds() - kFiveYears + 60));
  ASSERT_TRUE(region.PutExpiring(table, "zero", 0));
  region.Begin();
  region.Sweep();

  EXPECT_TRUE(region.Lives(table, "ancient"));
  EXPECT_TRUE(region.Lives(table, "zero"));
  EXPECT_FALSE(region.Lives(table, "old"));
}

TEST(ExpirySweeperTest, AnItemWrittenWithATimeBeforeTheLastLookIsFound) {
  SweptRegion region;
  const TablePtr table = region.MakeExpiring("t");
  ASSERT_TRUE(region.PutExpiring(table, "a", region.NowSeconds() - 10));
  region.Begin();
  region.Sweep();
  ASSERT_TRUE(region.PutExpiring(table, "a", region.NowSeconds() - 1000));
  for (int i = 0; i < 10; ++i) region.Sweep();

  EXPECT_FALSE(region.Lives(table, "a"));
}

// Both wait for the same batch: whichever is first, the extension stands.
TEST(ExpirySweeperTest, AnExtensionIsNotEaten) {
  SweptRegion region;
  const TablePtr table = region.MakeExpiring("t");
  ASSERT_TRUE(region.PutExpiring(table, "a", region.NowSeconds() - 10));
  region.Begin();
  // The extension waits in the shard's queue before the sweeper's turn does.
  region.scheduler.After(kInterval, [&] {
    Item item;
    item.Set("pk", AttributeValue::S("a"));
    item.Set("expires", AttributeValue::N(Number::FromInt64(region.NowSeconds() + 60)));
    region.items->Update(
        table, RegionInMemory::KeyOf("a"),
        [item](const StoredItem* current) -> Result<Decision> {
          EXPECT_NE(current, nullptr);
          return Decision{Decision::Outcome::kPut, Payload::Of(item)};
        },
        [](Result<Committed> result) { EXPECT_TRUE(result); });
  });
  std::unique_ptr<ExpirySweeper> first = std::move(region.sweeper);
  first.reset();
  region.Begin();  // Its look comes behind the extension, at the same time.
  region.Sweep();

  EXPECT_TRUE(region.Lives(table, "a"));
  EXPECT_EQ(region.deleted, 0u);
}

TEST(ExpirySweeperTest, AnExpiryIsAChangeThatLosesToEveryConcurrentWrite) {
  SweptRegion region("us-east-1");
  const TablePtr table = region.MakeExpiring("t", {"eu-west-1"});
  const auto put = region.PutExpiring(table, "a", region.NowSeconds() - 10);
  ASSERT_TRUE(put);
  const ItemKey key = RegionInMemory::KeyOf("a");
  const ItemState expired = (*region.items->GetState(*table, key))->state;
  region.clock.Advance(3'600'000);
  region.Begin();
  region.Sweep();

  const auto left = region.items->GetState(*table, key);
  ASSERT_TRUE(left.has_value() && left->has_value());
  const ItemState expiry = (*left)->state;
  EXPECT_EQ(expiry.kind, StateKind::kExpiry);
  EXPECT_EQ(expiry.version.time.bits, expired.version.time.bits + 1);
  EXPECT_EQ(expiry.version.base, expired.version.id());
  EXPECT_TRUE(Includes(expiry.version, expired.version));

  // Another region has seen the same version, and extends it, with a clock an hour behind.
  ExpiringRegion other("zz-north-1");
  other.clock.Advance(-3'600'000);
  ASSERT_TRUE(other.MakeTable("t", {"us-east-1"}));
  const TablePtr there = other.catalog->Find("t");
  other.replica->Apply(
      other.region->map().OfSlot(key.slot),
      {IncomingChange{.table = there, .key = key, .state = expired, .conflict = {}}},
      [](const ItemState*, const ItemState& incoming) {
        return MergeOutcome{incoming, {}};
      },
      {}, [](Status status) { EXPECT_TRUE(status); });
  other.Run();
  const auto extension = other.PutExpiring(there, "a", region.NowSeconds() + 3600);
  ASSERT_TRUE(extension);

  EXPECT_EQ(Classify(extension->version, expiry.version), Causality::kConcurrent);
  EXPECT_TRUE(Order(extension->version, expiry.version) > 0);
}

TEST(ExpirySweeperTest, AnExpiryOfAGlobalTableIsInTheRegionLog) {
  SweptRegion region;
  const TablePtr table = region.MakeExpiring("t", {"eu-west-1"});
  ASSERT_TRUE(region.PutExpiring(table, "a", region.NowSeconds() - 10));
  region.Begin();
  region.Sweep();

  const Partition partition = region.region->map().OfSlot(RegionInMemory::KeyOf("a").slot);
  const auto page = region.changes->Read(partition, Sink::kRegionLog, 0, 1 << 20);
  ASSERT_TRUE(page);
  ASSERT_FALSE(page->changes.empty());
  EXPECT_EQ(page->changes.back()->state.kind, StateKind::kExpiry);
}

TEST(ExpirySweeperTest, AReplicaThatDoesNotServeYetExpiresNothing) {
  SweptRegion region;
  const TablePtr table = region.MakeExpiring("t", {"eu-west-1"});
  ASSERT_TRUE(region.PutExpiring(table, "a", region.NowSeconds() - 10));
  const auto set = [&](ReplicaStatus status) {
    region.catalog->Update(
        [&, status](const CatalogView&) -> Result<std::vector<RegisterWrite>> {
          return std::vector<RegisterWrite>{
              {table->id, Replica{status, "eu-west-1", ""}, region.name}};
        },
        [](Status) {});
    region.Run();
  };
  set(ReplicaStatus::kCreating);
  region.Begin();
  for (int i = 0; i < 3; ++i) region.Sweep();
  EXPECT_TRUE(region.Lives(table, "a"));

  set(ReplicaStatus::kActive);
  for (int i = 0; i < 10; ++i) region.Sweep();

  EXPECT_FALSE(region.Lives(table, "a"));
}

// The first index has given up its entry by the time that the second's can't be read: damaged, or
// of a release to come.
TEST(ExpirySweeperTest, AnItemThatCannotBeDeletedIsLeftWholeAndStopsNoOther) {
  for (const bool damaged : {true, false}) {
    SweptRegion region;
    const TablePtr table = MakeIndexedTable(region, {LocalByNumber("a", 1), LocalByNumber("b", 2)});
    region.SetTimeToLive(table, true, "expires");
    for (int i = 0; i < 10; ++i) {
      const std::string pk = "k" + std::to_string(i);
      Item item = IndexedItem(pk, "", i, "v");
      item.Set("expires", AttributeValue::N(Number::FromInt64(region.NowSeconds() - 10)));
      BeginWrite(region, table, pk, item);
    }
    region.Run();
    const ItemKey key = RegionInMemory::KeyOf("k3");
    const Partition partition = region.region->map().OfSlot(key.slot);
    const auto entry_of = [&](const std::string& index) {
      const std::string prefix =
          TableRow(partition, RowKind::kIndexEntry,
                   static_cast<uint32_t>(table->FindIndex(index)->number), key.slot, "");
      const RowCursor rows(region.region->shard(partition).database(), prefix, PrefixEnd(prefix));
      return rows.Valid() ? std::string(rows.key()) : std::string();
    };
    const std::string intact = entry_of("a");
    ASSERT_FALSE(intact.empty());
    region.region->shard(partition).Submit(
        [&](Turn& turn) -> Status {
          TRY(auto entry, turn.Get(entry_of("b")));
          (damaged ? entry->back() : entry->front()) ^= 0x40;
          turn.Put(entry_of("b"), *std::move(entry));
          return OkStatus();
        },
        [](Status status) { EXPECT_TRUE(status); });
    region.Run();
    region.Begin();
    region.Sweep();

    for (int i = 0; i < 10; ++i) EXPECT_EQ(region.Lives(table, "k" + std::to_string(i)), i == 3);
    EXPECT_EQ(entry_of("a"), intact);
    EXPECT_EQ(region.deleted, 9u);
  }
}

TEST(ExpirySweeperTest, ACrashInTheMiddleLosesNothingAndForgetsNothing) {
  for (int64_t free = 0; free < 8'000; free += 500) {
    SweptRegion region;
    const TablePtr table = region.MakeExpiring("t", {"eu-west-1"});
    for (int i = 0; i < 20; ++i) {
      const int64_t at = region.NowSeconds() + (i % 2 == 0 ? -10 : 60);
      ASSERT_TRUE(region.PutExpiring(table, "k" + std::to_string(i), at));
    }
    region.Begin();
    region.disk.SetFreeBytes(free);
    region.Sweep();
    region.disk.SetFreeBytes(-1);
    // The shard opens again by itself first.
    region.scheduler.Advance(std::chrono::milliseconds(500));
    region.Reopen();
    for (int i = 0; i < 3; ++i) region.Sweep();

    for (int i = 0; i < 20; ++i) {
      EXPECT_EQ(region.Lives(region.catalog->Find("t"), "k" + std::to_string(i)), i % 2 == 1);
    }
    EXPECT_EQ(region.ExpiryRows(), region.ImpliedRows(table, "expires"));
  }
}

}  // namespace
}  // namespace meridian
