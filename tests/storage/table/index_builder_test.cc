#include "storage/table/index_builder.h"

#include <gtest/gtest.h>

#include "storage/table/reclaim.h"
#include "tests/support/index_check.h"
#include "tests/support/indexed_table.h"

namespace meridian {
namespace {

using std::chrono::milliseconds;
using Faults = std::vector<std::string>;

void Fill(RegionInMemory& region, const TablePtr& table, int items) {
  for (int i = 0; i < items; ++i) {
    const std::string pk = "k" + std::to_string(i);
    BeginWrite(region, table, pk, IndexedItem(pk, "g" + std::to_string(i % 7), i, "v"));
  }
  region.Run();
}

Faults Check(RegionInMemory& region) {
  return IndexFaults(*region.region, *region.items, *region.catalog->Find("t"));
}

const Index& IndexOf(RegionInMemory& region, const std::string& name) {
  return *region.catalog->Find("t")->FindIndex(name);
}

TEST(IndexBuilderTest, AnIndexThatIsAddedGetsAnEntryForEveryItem) {
  RegionInMemory region("us-east-1");
  const TablePtr table = MakeIndexedTable(region, {});
  Fill(region, table, 1500);
  WriteRegisters(region, {{table->id, GlobalByGroup("g", 1), ""}});
  EXPECT_EQ(IndexOf(region, "g").status, IndexStatus::kCreating);

  region.scheduler.Advance(milliseconds(2000));

  EXPECT_EQ(IndexOf(region, "g").status, IndexStatus::kActive);
  EXPECT_EQ(region.region->TotalsOf(IndexOf(region, "g").number).items, 1500);
  EXPECT_EQ(Check(region), Faults());
}

TEST(IndexBuilderTest, WritesBetweenAndWithinTheChunksAreNotUndone) {
  RegionInMemory region("us-east-1");
  const TablePtr table = MakeIndexedTable(region, {});
  Fill(region, table, 1000);
  WriteRegisters(region, {{table->id, GlobalByGroup("g", 1), ""}});
  for (int round = 0; round < 40; ++round) {
    for (int i = 0; i < 60; ++i) {
      const int k = (round * 131 + i * 17) % 1100;
      const std::string pk = "k" + std::to_string(k);
      std::optional<Item> item;
      if (i % 5 != 0) item = IndexedItem(pk, i % 4 == 0 ? "" : "h" + std::to_string(k), i, "w");
      BeginWrite(region, table, pk, item);
    }
    // Chunks and writes of one instant share batches.
    region.scheduler.Advance(milliseconds(1));
  }

  region.scheduler.Advance(milliseconds(2000));

  EXPECT_EQ(IndexOf(region, "g").status, IndexStatus::kActive);
  EXPECT_EQ(Check(region), Faults());
}

TEST(IndexBuilderTest, GoesOnWhenTheProcessDiesBeforeAnyStep) {
  for (size_t steps = 0; steps < 400; ++steps) {
    RegionInMemory region("us-east-1");
    const TablePtr table = MakeIndexedTable(region, {});
    Fill(region, table, 600);
    region.life->EndAfter(steps);
    Status written;
    region.catalog->Update(
        [&](const CatalogView&) -> Result<std::vector<RegisterWrite>> {
          return std::vector<RegisterWrite>{{table->id, GlobalByGroup("g", 1), ""}};
        },
        [&](Status status) { written = std::move(status); });
    region.scheduler.Advance(milliseconds(500));
    const bool over = region.life->over();

    region.Kill();
    region.scheduler.Advance(milliseconds(2000));

    if (region.catalog->Find("t")->FindIndex("g") != nullptr) {
      ASSERT_EQ(IndexOf(region, "g").status, IndexStatus::kActive) << "after " << steps;
    }
    ASSERT_EQ(Check(region), Faults()) << "after " << steps << " steps";
    if (!over) return;
  }
  FAIL() << "the work never ended";
}

TEST(IndexBuilderTest, AnIndexRemovedWhileItIsFilledLeavesNoRows) {
  RegionInMemory region("us-east-1");
  const TablePtr table = MakeIndexedTable(region, {});
  Reclaimer reclaimer(*region.region, *region.catalog);
  region.region->catalog().AddListener([&] { reclaimer.Look(); });
  Fill(region, table, 2000);
  WriteRegisters(region, {{table->id, GlobalByGroup("g", 1), ""}});
  region.scheduler.Advance(milliseconds(7));
  const Index index = IndexOf(region, "g");
  ASSERT_EQ(index.status, IndexStatus::kCreating);
  ASSERT_GT(region.region->TotalsOf(index.number).items, 0);

  WriteRegisters(region, {IndexRemoval(table->id, index.settings)});
  Fill(region, table, 10);
  region.scheduler.Advance(milliseconds(2000));

  EXPECT_EQ(region.catalog->Find("t")->FindIndex("g"), nullptr);
  EXPECT_TRUE(region.catalog->View()->retired_indexes().empty());
  const auto entries = region.items->ScanIndex(*table, index, 0, kSlotCount - 1, std::nullopt);
  EXPECT_FALSE(entries->Valid());
  EXPECT_EQ(region.region->TotalsOf(index.number).items, 0);
}

TEST(IndexBuilderTest, ARemovalGoesOnAfterACrash) {
  RegionInMemory region("us-east-1");
  const TablePtr table = MakeIndexedTable(region, {GlobalByGroup("g", 1)});
  Fill(region, table, 300);
  const Index index = IndexOf(region, "g");
  WriteRegisters(region, {IndexRemoval(table->id, index.settings)});
  ASSERT_EQ(IndexOf(region, "g").status, IndexStatus::kDeleting);

  region.Crash();
  Reclaimer reclaimer(*region.region, *region.catalog);
  ASSERT_TRUE(reclaimer.Start());
  region.Run();

  EXPECT_EQ(region.catalog->Find("t")->FindIndex("g"), nullptr);
  EXPECT_EQ(region.region->TotalsOf(index.number).items, 0);
}

}  // namespace
}  // namespace meridian
