#include "storage/table/item_store.h"

#include <gtest/gtest.h>

#include "tests/support/region_in_memory.h"

namespace meridian {
namespace {

std::vector<ChangePtr> LogOf(RegionInMemory& region, const std::string& pk) {
  const Partition partition = region.region->map().OfSlot(RegionInMemory::KeyOf(pk).slot);
  auto page = region.changes->Read(partition, Sink::kRegionLog, 0, 1 << 20);
  EXPECT_TRUE(page);
  return page ? page->changes : std::vector<ChangePtr>{};
}

TEST(ItemStoreTest, AnAcknowledgedPutIsReadAlsoAfterACrash) {
  RegionInMemory region("us-east-1");
  const TablePtr table = region.MakeTable("t");
  ASSERT_TRUE(region.Put(table, "k", "1"));

  EXPECT_EQ(region.Read(table, "k"), "1");
  region.Crash();

  EXPECT_EQ(region.Read(region.catalog->Find("t"), "k"), "1");
}

TEST(ItemStoreTest, ADecidersErrorReachesTheCallerAndWritesNothing) {
  RegionInMemory region("us-east-1");
  const TablePtr table = region.MakeTable("t");
  Result<Committed> answer;
  region.items->Update(
      table, RegionInMemory::KeyOf("k"),
      [](const StoredItem* current) -> Result<Decision> {
        EXPECT_EQ(current, nullptr);
        return Error{Errc::kConditionFailed, "The conditional request failed"};
      },
      [&](Result<Committed> result) { answer = std::move(result); });
  region.Run();

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::kConditionFailed);
  EXPECT_EQ(region.Read(table, "k"), std::nullopt);
}

TEST(ItemStoreTest, VersionsOfAnItemGrowEvenWhenTheClockStepsBackAndTheProcessDies) {
  RegionInMemory region("us-east-1");
  region.MakeTable("t");
  HybridTime last;
  for (int i = 0; i < 20; ++i) {
    const auto done = region.Put(region.catalog->Find("t"), "k", std::to_string(i));
    ASSERT_TRUE(done);
    EXPECT_GT(done->version.time, last);
    last = done->version.time;
    region.clock.Advance(i % 3 == 0 ? -3'600'000 : 10);
    if (i % 5 == 4) region.Crash();
  }
}

TEST(ItemStoreTest, OnlyAGlobalTableIsInTheRegionLogAndItsSequencesAreDense) {
  RegionInMemory region("us-east-1");
  const TablePtr regional = region.MakeTable("r");
  const TablePtr global = region.MakeTable("g", {"eu-west-1"});
  ASSERT_TRUE(region.Put(regional, "k", "1"));
  ASSERT_TRUE(region.Put(global, "k", "1"));
  ASSERT_TRUE(region.Put(regional, "k", "2"));
  ASSERT_TRUE(region.Put(global, "k", "2"));

  const auto log = LogOf(region, "k");

  ASSERT_EQ(log.size(), 2u);
  EXPECT_EQ(log[0]->sequence, 1u);
  EXPECT_EQ(log[1]->sequence, 2u);
  EXPECT_EQ(log[1]->table, global->id);
  EXPECT_GT(log[1]->commit, log[0]->commit + 1);
}

TEST(ItemStoreTest, DeletingAnAbsentKeyOfAGlobalTableIsAVersionAndALogRecord) {
  RegionInMemory region("us-east-1");
  const TablePtr global = region.MakeTable("g", {"eu-west-1"});
  const auto done = region.Delete(global, "k");
  ASSERT_TRUE(done);

  EXPECT_NE(done->commit, 0u);
  EXPECT_EQ(LogOf(region, "k").size(), 1u);
  const auto state = region.items->GetState(*global, RegionInMemory::KeyOf("k"));
  ASSERT_TRUE(state && state->has_value());
  EXPECT_FALSE((*state)->state.live());
  EXPECT_EQ(region.Read(global, "k"), std::nullopt);
}

TEST(ItemStoreTest, DeletingInARegionalTableLeavesNoTombstone) {
  RegionInMemory region("us-east-1");
  const TablePtr table = region.MakeTable("t");
  ASSERT_TRUE(region.Put(table, "k", "1"));
  ASSERT_TRUE(region.Delete(table, "k"));

  const auto state = region.items->GetState(*table, RegionInMemory::KeyOf("k"));

  ASSERT_TRUE(state);
  EXPECT_FALSE(state->has_value());
}

TEST(ItemStoreTest, DeletingInATableThatWasGlobalLeavesATombstone) {
  RegionInMemory region("us-east-1");
  const TablePtr global = region.MakeTable("t", {"eu-west-1"});
  ASSERT_TRUE(region.Put(global, "k", "1"));
  region.catalog->Update(
      [&](const CatalogView&) -> Result<std::vector<RegisterWrite>> {
        return std::vector<RegisterWrite>{
            {global->id, Replica{ReplicaStatus::kDeleted, "", ""}, "eu-west-1"}};
      },
      [](Status) {});
  region.Run();
  const TablePtr table = region.catalog->Find("t");
  ASSERT_FALSE(table->global());

  // What the other region wrote before it left may still come.
  ASSERT_TRUE(region.Delete(table, "k"));

  const auto state = region.items->GetState(*table, RegionInMemory::KeyOf("k"));
  ASSERT_TRUE(state);
  ASSERT_TRUE(state->has_value());
  EXPECT_FALSE((*state)->state.live());
}

TEST(ItemStoreTest, AReplicaThatIsBeingFilledTakesNoWritesOfItsOwn) {
  RegionInMemory region("us-east-1");
  const TablePtr table = region.MakeTable("t", {"eu-west-1"});
  region.catalog->Update(
      [id = table->id](const CatalogView&) -> Result<std::vector<RegisterWrite>> {
        return std::vector<RegisterWrite>{
            {id, Replica{ReplicaStatus::kCreating, "eu-west-1", ""}, "us-east-1"}};
      },
      [](Status) {});
  region.Run();

  const auto refused = region.Put(table, "k", "1");

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kNotFound);
}

TEST(ItemStoreTest, AWriteThatWasReadBeforeTheTableGainedAReplicaIsLogged) {
  RegionInMemory region("us-east-1");
  const TablePtr as_read = region.MakeTable("t");
  Status joined;
  region.catalog->Update(
      [&](const CatalogView&) -> Result<std::vector<RegisterWrite>> {
        return std::vector<RegisterWrite>{
            {as_read->id, Replica{ReplicaStatus::kCreating, "us-east-1", ""}, "eu-west-1"}};
      },
      [&](Status status) { joined = std::move(status); });
  region.Run();
  ASSERT_TRUE(joined);

  ASSERT_TRUE(region.Put(as_read, "k", "1"));

  EXPECT_EQ(LogOf(region, "k").size(), 1u);
}

TEST(ItemStoreTest, ADeleteThatIsInTheLogIsInTheStoreToo) {
  RegionInMemory region("us-east-1");
  const TablePtr table = region.MakeTable("t");
  ASSERT_TRUE(region.Put(table, "k", "1"));
  region.catalog->Update(
      [&](const CatalogView&) -> Result<std::vector<RegisterWrite>> {
        return std::vector<RegisterWrite>{{table->id, Durability::kLog, ""}};
      },
      [](Status) {});
  region.Run();
  const TablePtr logged = region.catalog->Find("t");

  EXPECT_FALSE(region.Delete(logged, "k"));  // Not answered yet.

  ASSERT_EQ(LogOf(region, "k").size(), 1u);
  const auto state = region.items->GetState(*logged, RegionInMemory::KeyOf("k"));
  ASSERT_TRUE(state && state->has_value());
  EXPECT_EQ((*state)->state.kind, StateKind::kDelete);
}

TEST(ItemStoreTest, WritesOfLogDurabilityAreAnsweredWhenTheLogHasThem) {
  RegionInMemory region("us-east-1");
  const TablePtr table = region.MakeTable("t");
  region.catalog->Update(
      [&](const CatalogView&) -> Result<std::vector<RegisterWrite>> {
        return std::vector<RegisterWrite>{{table->id, Durability::kLog, ""}};
      },
      [](Status) {});
  region.Run();
  const TablePtr logged = region.catalog->Find("t");

  EXPECT_FALSE(region.Put(logged, "k", "1"));  // Not answered yet.
  const auto log = LogOf(region, "k");
  ASSERT_EQ(log.size(), 1u);
  std::optional<Result<Committed>> answer;
  region.items->Update(
      logged, RegionInMemory::KeyOf("k"),
      [](const StoredItem*) -> Result<Decision> {
        return Decision{Decision::Outcome::kDelete, std::nullopt};
      },
      [&](Result<Committed> result) { answer = std::move(result); });
  region.Run();
  EXPECT_FALSE(answer.has_value());
  const Partition partition = region.region->map().OfSlot(RegionInMemory::KeyOf("k").slot);
  region.changes->Advance(partition, Sink::kRegionLog, log[0]->commit + 1);
  ASSERT_TRUE(answer.has_value());
  EXPECT_TRUE(answer->has_value());

  region.changes->SetLogAvailable(false);
  const auto refused = region.Put(logged, "k", "2");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kUnavailable);
}

TEST(ItemStoreTest, WhatASinkDeliveredStaysDeliveredWhenTheDiskFails) {
  RegionInMemory region("us-east-1");
  std::map<Partition, int> rung;
  region.changes->SetListener([&](Partition partition) { ++rung[partition]; });
  const TablePtr table = region.MakeTable("g", {"eu-west-1"});
  ASSERT_TRUE(region.Put(table, "k", "1"));
  const Partition partition = region.region->map().OfSlot(RegionInMemory::KeyOf("k").slot);
  const uint64_t commit = LogOf(region, "k")[0]->commit;
  region.changes->Advance(partition, Sink::kRegionLog, commit);

  region.disk.SetFreeBytes(0);
  EXPECT_FALSE(region.Put(table, "k", "2"));
  region.disk.SetFreeBytes(-1);
  rung.clear();
  region.scheduler.Advance(std::chrono::seconds(2));

  EXPECT_EQ(region.changes->Cursor(partition, Sink::kRegionLog), commit);
  // The batch that failed may be on the disk after all.
  EXPECT_GT(rung[partition], 0);
  EXPECT_TRUE(region.Put(table, "k", "3"));
}

TEST(ItemStoreTest, ABacklogOverItsBoundThrottlesUntilKafkaTakesIt) {
  RegionInMemory region("us-east-1", 1);
  region.options.backlog_bytes_max = 10'000;
  region.Crash();
  const TablePtr table = region.MakeTable("g", {"eu-west-1"});
  Errc refused = Errc::kUnset;
  for (int i = 0; i < 100 && refused == Errc::kUnset; ++i) {
    const auto done = region.Put(table, "k", std::string(500, 'x'));
    if (!done) refused = done.error().code;
  }
  EXPECT_EQ(refused, Errc::kThrottled);

  for (const Partition partition : region.changes->Partitions()) {
    region.changes->Advance(partition, Sink::kRegionLog, 1'000'000);
  }

  EXPECT_TRUE(region.Put(table, "k", "1"));
}

TEST(ItemStoreTest, ChangesAreReadFromTheStoreWhenMemoryHasThemNoMore) {
  RegionInMemory region("us-east-1");
  const TablePtr table = region.MakeTable("g", {"eu-west-1"});
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(region.Put(table, "k", std::to_string(i)));

  region.Crash();
  const auto log = LogOf(region, "k");

  ASSERT_EQ(log.size(), 50u);
  for (size_t i = 0; i < log.size(); ++i) EXPECT_EQ(log[i]->sequence, i + 1);
  const auto item = log[49]->state.value->Decode();
  ASSERT_TRUE(item);
  EXPECT_EQ(*item->Find("v")->As<std::string>(), "49");
}

TEST(ItemStoreTest, ScanVisitsEveryItemOnceInEverySegmentationAndResumes) {
  RegionInMemory region("us-east-1");
  const TablePtr table = region.MakeTable("t");
  std::set<std::string> all;
  for (int i = 0; i < 200; ++i) {
    all.insert("k" + std::to_string(i));
    ASSERT_TRUE(region.Put(table, "k" + std::to_string(i), "v"));
  }
  for (const uint32_t segments : {1u, 3u, 7u}) {
    std::multiset<std::string> seen;
    for (uint32_t s = 0; s < segments; ++s) {
      const uint32_t first = s * kSlotCount / segments;
      const uint32_t last = (s + 1) * kSlotCount / segments - 1;
      std::optional<ItemKey> after;
      for (;;) {  // One item a page.
        const auto cursor = region.items->Scan(*table, first, last, after);
        ASSERT_TRUE(cursor->status());
        if (!cursor->Valid()) break;
        const auto item = cursor->Read();
        ASSERT_TRUE(item);
        const auto decoded = item->state.value->Decode();
        seen.insert(*decoded->Find("pk")->As<std::string>());
        after = RegionInMemory::KeyOf(*decoded->Find("pk")->As<std::string>());
      }
    }
    EXPECT_EQ(seen.size(), all.size()) << segments;
    EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()), all) << segments;
  }
}

}  // namespace
}  // namespace meridian
