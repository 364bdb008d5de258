#include "storage/table/reclaim.h"

#include <gtest/gtest.h>

#include "storage/engine/keyspace.h"
#include "tests/support/region_in_memory.h"

namespace meridian {
namespace {

void SetOwnReplica(RegionInMemory& region, const TablePtr& table, ReplicaStatus status) {
  region.catalog->Update(
      [id = table->id, status,
       name = region.name](const CatalogView&) -> Result<std::vector<RegisterWrite>> {
        return std::vector<RegisterWrite>{{id, Replica{status, "", ""}, name}};
      },
      [](Status) {});
}

size_t RowsOf(RegionInMemory& region, TableNumber table) {
  size_t rows = 0;
  for (uint16_t p = 0; p < region.region->map().partitions; ++p) {
    const std::string prefix =
        TablePrefix(Partition{p}, RowKind::kItem, static_cast<uint32_t>(table));
    RowCursor cursor(region.region->shard(Partition{p}).database(), prefix, PrefixEnd(prefix));
    for (; cursor.Valid(); cursor.Next()) ++rows;
  }
  return rows;
}

TEST(ReclaimerTest, ADeletedTableIsGoneAtOnceAndItsRowsSoon) {
  RegionInMemory region("us-east-1");
  const TablePtr table = region.MakeTable("t");
  const TablePtr other = region.MakeTable("u");
  for (int i = 0; i < 1500; ++i) ASSERT_TRUE(region.Put(table, "k" + std::to_string(i), "v"));
  ASSERT_TRUE(region.Put(other, "k", "v"));
  Reclaimer reclaimer(*region.region, *region.catalog);

  SetOwnReplica(region, table, ReplicaStatus::kDeleting);
  region.Run();
  reclaimer.Look();
  region.Run();

  EXPECT_EQ(region.catalog->Find("t"), nullptr);
  EXPECT_EQ(RowsOf(region, table->number), 0u);
  EXPECT_EQ(region.Read(other, "k"), "v");
}

TEST(ReclaimerTest, RetiresATableLaterWhenTooManyWritesWait) {
  RegionInMemory region("us-east-1");
  region.options.shard.queue_turns_max = 1;
  region.Crash();
  const TablePtr table = region.MakeTable("t");
  ASSERT_TRUE(region.Put(table, "k", "v"));
  Reclaimer reclaimer(*region.region, *region.catalog);
  SetOwnReplica(region, table, ReplicaStatus::kDeleting);
  region.Run();

  // The queue is full when it looks.
  region.region->shard(kControlPartition).Submit([](Turn&) { return OkStatus(); }, [](Status) {});
  reclaimer.Look();
  region.Run();
  EXPECT_NE(region.catalog->Find("t"), nullptr);

  region.scheduler.Advance(std::chrono::seconds(5));
  EXPECT_EQ(region.catalog->Find("t"), nullptr);
  EXPECT_EQ(RowsOf(region, table->number), 0u);
}

TEST(ReclaimerTest, GoesOnAfterACrash) {
  RegionInMemory region("us-east-1");
  const TablePtr table = region.MakeTable("t");
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(region.Put(table, "k" + std::to_string(i), "v"));
  SetOwnReplica(region, table, ReplicaStatus::kDeleting);
  region.Run();

  region.Crash();
  Reclaimer reclaimer(*region.region, *region.catalog);
  ASSERT_TRUE(reclaimer.Start());
  region.Run();

  EXPECT_EQ(region.catalog->Find("t"), nullptr);
  EXPECT_EQ(RowsOf(region, table->number), 0u);
}

TEST(TableSizesTest, CountsLiveItemsAndBytesOverPutsDeletesFailuresAndCrashes) {
  RegionInMemory region("us-east-1");
  const TablePtr table = region.MakeTable("t", {"eu-west-1"});
  const auto totals = [&] {
    ItemTotals sum;
    for (const Partition leader : region.region->ShardLeaders()) {
      const ItemTotals one = region.region->log(leader).sizes().Of(table->number);
      sum.items += one.items;
      sum.bytes += one.bytes;
    }
    return sum;
  };
  ASSERT_TRUE(region.Put(table, "a", "12345"));  // 2 + 1 + 1 + 5 bytes.
  ASSERT_TRUE(region.Put(table, "b", "1"));
  ASSERT_TRUE(region.Put(table, "b", "123"));  // 2 + 1 + 1 + 3.
  ASSERT_TRUE(region.Put(table, "c", "1"));
  ASSERT_TRUE(region.Delete(table, "c"));
  ASSERT_TRUE(region.Delete(table, "never"));

  EXPECT_EQ(totals().items, 2);
  EXPECT_EQ(totals().bytes, 9 + 7);
  region.Crash();
  EXPECT_EQ(totals().items, 2);
  EXPECT_EQ(totals().bytes, 9 + 7);
}

}  // namespace
}  // namespace meridian
